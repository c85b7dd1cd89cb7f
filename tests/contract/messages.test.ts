import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createMessages, type MessageSettings } from '../../server/systems/messages/messages.ts';
import { localTls } from '../support/local-tls.ts';
import { type SmsGateway, startSmsGateway } from '../support/sms-gateway.ts';
import { type MailServer, mailAccount, parsedMail, startMailServer } from '../support/smtp.ts';
import { type Arrived, type MessagesHarness, messagesSuite } from './messages-suite.ts';

const log = { warn() {} };
const nothing: MessageSettings = { mail: null, sms: null, messagesFolder: null };

messagesSuite('files', ['mail', 'sms'], async () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-files-'));
  let now = 1_800_000_000_000;
  const messages = createMessages({ ...nothing, messagesFolder: folder }, () => now++, log);
  return {
    messages,
    arrived: async (channel) =>
      readdirSync(folder)
        .map(
          (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Arrived & Record<string, string>,
        )
        .filter((message) => message['channel'] === channel)
        .sort((one, other) => String(one['at']).localeCompare(String(other['at']))),
    stop: async () => rmSync(folder, { recursive: true }),
  };
});

const mailSettings = (server: MailServer, tls: 'implicit' | 'required' | 'none') => ({
  host: tls === 'implicit' ? '127.0.0.1' : 'localhost',
  port: server.port,
  tls,
  from: 'reprise@example.org',
  ...mailAccount,
  ca: localTls.ca,
});

const mailsAt = (server: MailServer): Arrived[] =>
  server.taken.map(({ to, raw }) => {
    const { headers, text } = parsedMail(raw);
    return { to: to.join(' '), subject: headers.get('subject')?.join(' ') ?? '', text };
  });

async function overSmtp(tls: 'implicit' | 'required' | 'none'): Promise<MessagesHarness> {
  const server = await startMailServer({ implicit: tls === 'implicit', offersTls: tls !== 'none' });
  const messages = createMessages({ ...nothing, mail: mailSettings(server, tls) }, Date.now, log);
  return {
    messages,
    arrived: async () => mailsAt(server),
    async stop() {
      messages.close();
      await server.stop();
    },
  };
}
messagesSuite('SMTP with STARTTLS', ['mail'], () => overSmtp('required'));
messagesSuite('SMTP with TLS from the first byte', ['mail'], () => overSmtp('implicit'));
messagesSuite('SMTP without TLS', ['mail'], () => overSmtp('none'));

const bodies = {
  json: '{"to":{to},"message":{text},"from":"Reprise"}',
  form: 'to={to}&message={text}&from=Reprise',
} as const;

const smsSettings = (gateway: SmsGateway, type: 'json' | 'form') => ({
  url: gateway.url,
  body: bodies[type],
  type,
  headers: { 'X-Key': 'secret' },
  ca: gateway.url.startsWith('https:') ? localTls.ca : null,
});

const postsAt = (gateway: SmsGateway, type: 'json' | 'form'): Arrived[] =>
  gateway.taken.map(({ body }) => {
    const said = type === 'json' ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
    expect(Object.keys(said)).toEqual(['to', 'message', 'from']);
    return { to: said.to, subject: '', text: said.message };
  });

async function overHttp(type: 'json' | 'form', tls: boolean): Promise<MessagesHarness> {
  const gateway = await startSmsGateway({ tls });
  const messages = createMessages({ ...nothing, sms: smsSettings(gateway, type) }, Date.now, log);
  return { messages, arrived: async () => postsAt(gateway, type), stop: () => gateway.stop() };
}
messagesSuite('an HTTP gateway that takes JSON', ['sms'], () => overHttp('json', true));
messagesSuite('an HTTP gateway that takes forms, without TLS', ['sms'], () => overHttp('form', false));

messagesSuite('mail and SMS side by side', ['mail', 'sms'], async () => {
  const [server, gateway] = [await startMailServer(), await startSmsGateway()];
  const messages = createMessages(
    { ...nothing, mail: mailSettings(server, 'required'), sms: smsSettings(gateway, 'json') },
    Date.now,
    log,
  );
  return {
    messages,
    arrived: async (channel) => (channel === 'mail' ? mailsAt(server) : postsAt(gateway, 'json')),
    async stop() {
      messages.close();
      await Promise.all([server.stop(), gateway.stop()]);
    },
  };
});

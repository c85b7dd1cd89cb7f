import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSmsGateway } from '../../server/systems/messages/sms.ts';
import { createSmtp, type SmtpSettings } from '../../server/systems/messages/smtp.ts';
import { localTls } from '../support/local-tls.ts';
import { openPort } from '../support/ports.ts';
import { type SmsGateway, startSmsGateway } from '../support/sms-gateway.ts';
import { type MailServer, mailAccount, parsedMail, startMailServer } from '../support/smtp.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

const times = { connectMs: 600, silenceMs: 900, wholeMs: 1_600 };
/** The longest time above, and what a busy machine adds. */
const patienceMillis = 4_000;

const lines: string[] = [];
const log = { warn: (fields: object, text: string) => void lines.push(`${JSON.stringify(fields)} ${text}`) };
beforeEach(() => {
  lines.length = 0;
});

const mail = {
  channel: 'mail',
  to: 'nadia.benali@example.org',
  subject: 'Sujet-canari',
  text: 'Texte-canari https://reprise.example.org/not-me/canari',
  idempotencyKey: 'clé-canari',
} as const;
const sms = { ...mail, channel: 'sms', to: '+33639980017', subject: '' } as const;
const signal = () => AbortSignal.timeout(30_000);

/** Fails as it should, in time, and the log knows why without a word of the message. */
async function undelivered(sending: Promise<void>, why: RegExp): Promise<void> {
  const started = performance.now();
  await expect(sending).rejects.toMatchObject({ name: 'Failure', code: 'messages-unavailable' });
  expect(performance.now() - started).toBeLessThan(patienceMillis);
  const logged = lines.join('\n');
  expect(logged).toMatch(why);
  for (const secret of ['canari', 'nadia', '33639980017', mailAccount.password, 'Clef-secrète'])
    expect(logged).not.toContain(secret);
}

describe('a mail server', () => {
  let server: MailServer;
  const open: { close(): void }[] = [];
  beforeAll(async () => {
    server = await startMailServer();
  });
  afterAll(async () => {
    for (const one of open) one.close();
    await server.stop();
  });

  function smtp(change: Partial<SmtpSettings> = {}) {
    const made = createSmtp(
      {
        host: '127.0.0.1',
        port: server.port,
        tls: 'required',
        from: 'reprise@example.org',
        ...mailAccount,
        ca: localTls.ca,
        ...change,
      },
      log,
      times,
    );
    open.push(made);
    return made;
  }

  /** Takes connections and says `greeting`, then nothing more. */
  async function dead(greeting: string) {
    const sockets = new Set<Socket>();
    const listener = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.write(greeting);
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    open.push({
      close() {
        for (const socket of sockets) socket.destroy();
        listener.close();
      },
    });
    return (listener.address() as AddressInfo).port;
  }

  it('that is not there', async () => {
    await undelivered(
      smtp({ port: await openPort() }).send(mail, signal()),
      /ECONNREFUSED|ESOCKET|ECONNECTION/,
    );
  });

  it('that never greets', async () => {
    await undelivered(smtp({ port: await dead('') }).send(mail, signal()), /ETIMEDOUT|TOO-LATE/);
  });

  it('that greets and is dead', async () => {
    await undelivered(
      smtp({ port: await dead('220 here ESMTP\r\n') }).send(mail, signal()),
      /ETIMEDOUT|TOO-LATE/,
    );
  });

  it('that stops answering in the middle, and comes back', async () => {
    const proxy = await startTcpProxy({ host: '127.0.0.1', port: server.port });
    const way = smtp({ port: proxy.port });
    await way.send(mail, signal());
    await proxy.set('freeze');
    await undelivered(way.send(mail, signal()), /ETIMEDOUT|TOO-LATE/);
    proxy.cut();
    await proxy.set('pass');
    await expect
      .poll(
        () =>
          way
            .send(mail, signal())
            .then(() => true)
            .catch(() => false),
        { timeout: 10_000 },
      )
      .toBe(true);
    await proxy.stop();
  });

  it('that ends the kept connection between two messages', async () => {
    const proxy = await startTcpProxy({ host: '127.0.0.1', port: server.port });
    const way = smtp({ port: proxy.port });
    await way.send(mail, signal());
    proxy.cut();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await way.send(mail, signal());
    expect(proxy.taken).toBe(2);
    await proxy.stop();
  });

  it('whose certificate another authority signed', async () => {
    const before = server.taken.length;
    await undelivered(smtp({ ca: localTls.otherCa }).send(mail, signal()), /ESOCKET|ETLS|CERT|UNABLE/i);
    await undelivered(smtp({ ca: null }).send(mail, signal()), /ESOCKET|ETLS|CERT|UNABLE/i);
    expect(server.taken).toHaveLength(before);
  });

  it('that offers no TLS where it is required gets neither password nor message', async () => {
    const bare = await startMailServer({ offersTls: false });
    await undelivered(smtp({ port: bare.port }).send(mail, signal()), /ETLS|EPROTOCOL|ESOCKET/);
    expect(bare.taken).toEqual([]);
    await bare.stop();
  });

  it('that does not know the account', async () => {
    await undelivered(smtp({ password: 'Clef-secrète' }).send(mail, signal()), /EAUTH.*535/);
  });

  it.each([421, 451, 550, 552] as const)('that answers %d', async (code) => {
    server.refuse(code);
    await undelivered(smtp().send(mail, signal()), new RegExp(`${code}`));
    server.refuse(null);
  });

  it('is not waited for once nobody waits', async () => {
    const port = await dead('220 here ESMTP\r\n');
    const started = performance.now();
    await undelivered(smtp({ port }).send(mail, AbortSignal.timeout(100)), /TOO-LATE/);
    expect(performance.now() - started).toBeLessThan(times.connectMs);
  });

  it.each([
    'nadia@example.org, voleur@example.net',
    'nadia@example.org\r\nBcc: voleur@example.net',
    'nadia@example.org\r\nRCPT TO:<voleur@example.net>',
    'Nadia <voleur@example.net>',
    '"a" nadia@example.org',
    'nadia@example.org\u2028voleur@example.net',
    'a:nadia@example.org;',
    '@example.org',
    '',
  ])('never hears of what is not one address: %j', async (to) => {
    const before = server.taken.length;
    await undelivered(smtp().send({ ...mail, to }, signal()), /NOT-ONE-MAILBOX/);
    expect(server.taken).toHaveLength(before);
  });

  it.each([
    'Sujet\r\nBcc: voleur@example.net',
    'Sujet\nX-Evil: 1\n\ncorps',
    `Sujet\u2028Bcc: a\u0000b\u0085${'é'.repeat(400)}`,
  ])('gets no header out of a subject: %j', async (subject) => {
    await smtp().send({ ...mail, subject }, signal());
    const { headers } = parsedMail(server.taken.at(-1)?.raw ?? '');
    expect(server.taken.at(-1)?.to).toEqual([mail.to]);
    for (const name of ['bcc', 'x-evil', 'cc']) expect(headers.has(name)).toBe(false);
    expect(headers.get('subject')).toHaveLength(1);
  });

  it('gets a message over TLS that says who wrote it, and the same name for the same notice', async () => {
    const way = smtp();
    await way.send(mail, signal());
    await way.send(mail, signal());
    await way.send({ ...mail, idempotencyKey: 'another' }, signal());
    const [one, two, other] = server.taken.slice(-3).map(({ raw }) => parsedMail(raw).headers);
    expect(server.taken.at(-1)).toMatchObject({ from: 'reprise@example.org', encrypted: true });
    expect(one?.get('from')).toEqual(['reprise@example.org']);
    expect(one?.get('to')).toEqual([mail.to]);
    expect(one?.get('auto-submitted')).toEqual(['auto-generated']);
    expect(one?.get('content-type')).toEqual(['text/plain; charset=utf-8']);
    expect(one?.get('message-id')?.[0]).toMatch(/^<[\da-f]{40}@example\.org>$/);
    expect(two?.get('message-id')).toEqual(one?.get('message-id'));
    expect(other?.get('message-id')).not.toEqual(one?.get('message-id'));
  });
});

describe('an SMS gateway', () => {
  let gateway: SmsGateway;
  beforeAll(async () => {
    gateway = await startSmsGateway();
  });
  afterAll(() => gateway.stop());

  const way = (change: { readonly url?: string; readonly ca?: string | null } = {}) =>
    createSmsGateway(
      {
        url: gateway.url,
        body: '{"to":{to},"message":{text}}',
        type: 'json',
        headers: { Authorization: 'Bearer Clef-secrète'.normalize('NFD').replace(/\p{M}/gu, '') },
        ca: localTls.ca,
        ...change,
      },
      log,
      1_000,
    );

  it('that is not there', async () => {
    await undelivered(
      way({ url: `https://127.0.0.1:${await openPort()}/` }).send(sms, signal()),
      /ECONNREFUSED/,
    );
  });

  it('whose certificate another authority signed', async () => {
    const before = gateway.taken.length;
    await undelivered(way({ ca: localTls.otherCa }).send(sms, signal()), /CERT|UNABLE|SELF/);
    expect(gateway.taken).toHaveLength(before);
  });

  it.each([
    ['slow', /ABORT_ERR|TimeoutError/],
    ['reset', /ECONNRESET/],
    ['redirect', /307/],
    [400, /400/],
    [401, /401/],
    [429, /429/],
    [500, /500/],
    [503, /503/],
  ] as const)('that is %s', async (kind, why) => {
    gateway.fail(kind);
    const before = gateway.taken.length;
    await undelivered(way().send(sms, signal()), why);
    expect(gateway.taken.slice(before).map(({ path }) => path)).toEqual(['/send']);
    gateway.fail('none');
  });

  it.each(['endless', 'broken-off'] as const)('that said yes and then is %s', async (kind) => {
    gateway.fail(kind);
    await way().send(sms, signal());
    gateway.fail('none');
  });

  it('is not waited for once nobody waits', async () => {
    gateway.fail('slow');
    const started = performance.now();
    await undelivered(way().send(sms, AbortSignal.timeout(100)), /ABORT_ERR|TimeoutError/);
    expect(performance.now() - started).toBeLessThan(900);
    gateway.fail('none');
  });

  it('gets its key, the length in bytes and the same name for the same notice', async () => {
    await way().send({ ...sms, text: 'é🔑' }, signal());
    await way().send({ ...sms, text: 'é🔑' }, signal());
    const [one, two] = gateway.taken.slice(-2);
    expect(one?.headers).toMatchObject({
      authorization: 'Bearer Clef-secrete',
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(one?.body ?? '')),
    });
    expect(one?.headers['idempotency-key']).toBe(two?.headers['idempotency-key']);
  });
});

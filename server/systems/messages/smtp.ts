import { createHash } from 'node:crypto';
import type { Message, MessageLog } from './port.ts';
import { undelivered } from './undelivered.ts';

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte; `required`: STARTTLS or nothing; `none`: a relay on the same machine. */
  readonly tls: 'implicit' | 'required' | 'none';
  readonly from: string;
  readonly user: string | null;
  readonly password: string | null;
  /** PEM of the only authority trusted; null = the system's. */
  readonly ca: string | null;
}

export interface SmtpTimes {
  /** Connecting, and waiting for the greeting. */
  readonly connectMs: number;
  /** Silence within a session. */
  readonly silenceMs: number;
  /** A whole delivery, from the first byte to the server's last word. */
  readonly wholeMs: number;
}

const usualTimes: SmtpTimes = { connectMs: 5_000, silenceMs: 8_000, wholeMs: 10_000 };

/** One mailbox in the plain form that every server takes: no list, no comment, no quotes, no line break (RFC 5321 §4.1.2). */
const mailbox = /^[^\s"(),:;<>@[\\\]\p{C}]{1,64}@[^\s"(),:;<>@\\\p{C}]{1,255}$/u;

/** Loaded with the first mail: a portal that sends none need not hold a mailer in memory. */
async function openTransport(settings: SmtpSettings, times: SmtpTimes) {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    host: settings.host,
    port: settings.port,
    secure: settings.tls === 'implicit',
    requireTLS: settings.tls === 'required',
    ignoreTLS: settings.tls === 'none',
    ...(settings.user === null ? {} : { auth: { user: settings.user, pass: settings.password ?? '' } }),
    tls: { minVersion: 'TLSv1.2', ...(settings.ca === null ? {} : { ca: [settings.ca] }) },
    pool: true,
    maxConnections: 3,
    maxMessages: 50,
    connectionTimeout: times.connectMs,
    greetingTimeout: times.connectMs,
    dnsTimeout: times.connectMs,
    socketTimeout: times.silenceMs,
    // A text is a text: nothing of it may name a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // Kept connections fail between two messages too; the next message opens another.
  transport.on('error', () => {});
  return transport;
}

/** Mail through one SMTP server (RFC 5321) over kept connections. Plain text, and marked as written by a program. */
export function createSmtp(settings: SmtpSettings, log: MessageLog, times: SmtpTimes = usualTimes) {
  let opened: ReturnType<typeof openTransport> | null = null;

  return {
    async send({ to, subject, text, idempotencyKey }: Message, signal: AbortSignal): Promise<void> {
      try {
        if (!mailbox.test(to)) throw Object.assign(new Error(), { code: 'NOT-ONE-MAILBOX' });
        const limit = AbortSignal.any([signal, AbortSignal.timeout(times.wholeMs)]);
        opened ??= openTransport(settings, times);
        const transport = await opened;
        await untilAborted(
          transport.sendMail({
            from: { name: '', address: settings.from },
            to: { name: '', address: to },
            envelope: { from: settings.from, to: [to] },
            subject: oneLine(subject),
            text,
            textEncoding: 'quoted-printable',
            messageId: messageIdOf(idempotencyKey, settings.from),
            headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          }),
          limit,
        );
      } catch (error) {
        throw undelivered(log, 'mail', error);
      }
    },
    close: () => void opened?.then((transport) => transport.close()),
  };
}

/** The same for the same notice, so that a mailbox may drop what a lost answer made the portal send twice. */
function messageIdOf(idempotencyKey: string, from: string): string {
  const digest = createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 40);
  return `<${digest}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

/** No break of any kind: what follows one would be a header of its own. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** The library ends a session by its own times alone; whoever asked is answered at `signal`. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: () => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(Object.assign(new Error(), { code: 'TOO-LATE' }));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

import { SMTPServer } from 'smtp-server';
import { localTls } from './local-tls.ts';
import { openPort } from './ports.ts';

/** How the server takes what comes: as it should, or with this code for the message (RFC 5321 §4.2). */
type Refusal = 421 | 451 | 550 | 552 | null;

export interface TakenMail {
  /** Recipients of the envelope. */
  readonly to: readonly string[];
  readonly from: string;
  readonly encrypted: boolean;
  /** As it came over the wire. */
  readonly raw: string;
}

export const mailAccount = { user: 'reprise', password: 'Sésame "7" pour le courrier' };

/** A real mail server with TLS and AUTH, on a port of its own; `offersTls` false leaves STARTTLS out. */
export async function startMailServer({
  implicit = false,
  offersTls = true,
  port = 0,
}: {
  readonly implicit?: boolean;
  readonly offersTls?: boolean;
  readonly port?: number;
} = {}) {
  const taken: TakenMail[] = [];
  let refusal: Refusal = null;
  const server = new SMTPServer({
    secure: implicit,
    ...(offersTls ? localTls : {}),
    disabledCommands: offersTls ? [] : ['STARTTLS'],
    allowInsecureAuth: !offersTls,
    authOptional: false,
    disableReverseLookup: true,
    onAuth({ username, password }, _session, callback) {
      const right = username === mailAccount.user && password === mailAccount.password;
      if (right) callback(null, { user: username });
      else callback(Object.assign(new Error('no'), { responseCode: 535 }));
    },
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (refusal !== null) return callback(Object.assign(new Error('not now'), { responseCode: refusal }));
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          to: rcptTo.map(({ address }) => address),
          from: mailFrom === false ? '' : mailFrom.address,
          encrypted: session.secure,
          raw: Buffer.concat(parts).toString('utf8'),
        });
        return callback(null);
      });
    },
  });
  server.on('error', () => {});
  const listening = port === 0 ? await openPort() : port;
  await new Promise<void>((resolve) => server.listen(listening, '127.0.0.1', resolve));
  return {
    port: listening,
    taken,
    refuse(code: Refusal) {
      refusal = code;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

/** Header fields, unfolded and decoded, and the text of a message of one part (RFC 5322, RFC 2045, RFC 2047). */
export function parsedMail(raw: string): {
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly text: string;
} {
  const end = raw.indexOf('\r\n\r\n');
  const headers = new Map<string, string[]>();
  for (const line of raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), decodedWords(line.slice(at + 1).trim())]);
  }
  const body = raw.slice(end + 4);
  const encoding = headers.get('content-transfer-encoding')?.[0]?.toLowerCase();
  return { headers, text: decodedBody(body, encoding).replace(/\r\n/g, '\n') };
}

function decodedBody(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? unquoted(body.replace(/=[ \t]*\r\n/g, '')) : body;
}

const unquoted = (text: string) =>
  Buffer.from(
    text.replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

function decodedWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('utf8')
        : unquoted(text.replaceAll('_', ' ')),
    );
}

import { randomUUID } from 'node:crypto';
import type { Account, AccountId, Authentication } from '../port.ts';
import { type ConnectionOptions, openConnection } from './connection.ts';
import { dnOf, gone } from './lookup.ts';
import type { Servers } from './servers.ts';
import { anotherMayAnswer } from './servers.ts';
import { isWireError, wireError } from './wire-error.ts';

const invalidCredentials = 49;

/** Sub-codes of a refused bind: Win32 error codes in hexadecimal (MS-ERREF 2.2). */
const bySubCode: Readonly<Record<string, Authentication>> = {
  '52e': 'wrong-password',
  '525': 'wrong-password', // no such user
  '52f': 'disabled', // an account restriction
  '530': 'disabled', // outside the logon hours
  '531': 'disabled', // not from this workstation
  '533': 'disabled',
  '701': 'account-expired',
  '532': 'password-expired',
  '773': 'must-change',
  '775': 'locked',
};

type Connecting = Omit<ConnectionOptions, 'url'>;

const dnHeldBy = (servers: Servers, id: AccountId, signal: AbortSignal): Promise<string | null> =>
  servers.read(async ({ connection }) => {
    const [entry] = await connection
      .search(dnOf(id), { scope: 'base', attributes: ['1.1'] }, signal)
      .catch(gone);
    return entry?.dn ?? null;
  }, signal);

/**
 * Tries a typed password on a connection of its own, made for this bind and closed after it. Asks another server only
 * where the bind was not sent: a second try of a wrong password would count twice toward lockout.
 */
export async function authenticate(
  servers: Servers,
  connecting: Connecting,
  account: Account,
  password: string,
  signal: AbortSignal,
): Promise<Authentication> {
  if (password === '') return 'wrong-password';
  const dn = await dnHeldBy(servers, account.id, signal);
  if (dn === null) return 'wrong-password';
  return bind(servers.inOrder(account.version.server), connecting, dn, password, signal);
}

/** The same steps for a name below `base` that nobody has; no account's count of wrong passwords moves. */
export async function authenticateNobody(
  servers: Servers,
  connecting: Connecting,
  base: string,
  password: string,
  signal: AbortSignal,
): Promise<void> {
  if (password === '') return;
  const id = randomUUID();
  await dnHeldBy(servers, id, signal);
  await bind(servers.inOrder(), connecting, `CN=${id},${base}`, password, signal);
}

async function bind(
  order: ReturnType<Servers['inOrder']>,
  connecting: Connecting,
  dn: string,
  password: string,
  signal: AbortSignal,
): Promise<Authentication> {
  let silence: unknown = wireError('not-sent', 'no directory server is configured');
  for (const { url } of order) {
    try {
      (await openConnection({ ...connecting, url }, dn, password, signal)).destroy();
      return 'accepted';
    } catch (error) {
      if (!isWireError(error)) throw error;
      if (error.result === invalidCredentials) return bySubCode[error.data ?? ''] ?? 'wrong-password';
      if (error.kind === 'no-answer' || !anotherMayAnswer(error)) throw error;
      silence = error;
    }
  }
  throw silence;
}

import type { Account, Authentication } from '../port.ts';
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

/**
 * Tries a typed password on a connection of its own, made for this bind and closed after it. Asks another server only
 * where the bind was not sent: a second try of a wrong password would count twice toward lockout.
 */
export async function authenticate(
  servers: Servers,
  connecting: Omit<ConnectionOptions, 'url'>,
  account: Account,
  password: string,
  signal: AbortSignal,
): Promise<Authentication> {
  if (password === '') return 'wrong-password';
  const dn = await servers.read(async ({ connection }) => {
    const [entry] = await connection
      .search(dnOf(account.id), { scope: 'base', attributes: ['1.1'] }, signal)
      .catch(gone);
    return entry?.dn ?? null;
  }, signal);
  if (dn === null) return 'wrong-password';
  let silence: unknown = wireError('not-sent', 'no directory server is configured');
  for (const { url } of servers.inOrder(account.version.server)) {
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

import { brokenRules } from '../../../../app/shared/password-rules.ts';
import type { EmbeddedAccountRow, Millis } from '../../store/port.ts';
import type { PasswordPolicy, PasswordRefusal } from '../port.ts';
import { displayNameOf } from './account.ts';
import type { PasswordHasher } from './password-hash.ts';
import { millisOf } from './ticks.ts';

/** Old hashes kept for each account: the longest history that a domain policy can ask for. */
const longestHistory = 24;

/** Length and complexity: what AD asks of every new password, also of an administrator's reset. */
export function refusalByRules(
  row: EmbeddedAccountRow,
  policy: PasswordPolicy,
  password: string,
): PasswordRefusal | null {
  const broken = brokenRules(password, policy, { login: row.login, displayName: displayNameOf(row) });
  if (broken.length === 0) return null;
  return broken.includes('length') ? 'password-too-short' : 'password-complexity';
}

/** Minimum age, asked of a person's own change only; a password that must change has no age. */
export function refusalByAge(
  row: EmbeddedAccountRow,
  policy: PasswordPolicy,
  now: Millis,
): PasswordRefusal | null {
  const setAt = millisOf(row.pwdLastSet);
  return setAt !== null && now < setAt + policy.minAgeSeconds * 1000 ? 'password-too-young' : null;
}

/** The last `historyLength` passwords, the present one among them (MS-SAMR 3.1.1.7.1, ntPwdHistory). */
export async function refusalByHistory(
  hasher: PasswordHasher,
  row: EmbeddedAccountRow,
  policy: PasswordPolicy,
  password: string,
  signal: AbortSignal,
): Promise<PasswordRefusal | null> {
  const remembered = row.history.slice(0, policy.historyLength);
  return (await hasher.matchesAny(password, remembered, signal)) ? 'password-history' : null;
}

/** The columns that a password write sets. `history` begins with the new password itself. */
export function passwordPatch(
  row: EmbeddedAccountRow,
  passwordHash: string,
  { pwdLastSet, now }: { readonly pwdLastSet: string; readonly now: Millis },
) {
  return {
    passwordHash,
    passwordWrittenAt: now,
    history: [passwordHash, ...row.history].slice(0, longestHistory),
    pwdLastSet,
    keyVersion: row.keyVersion + 1,
    badPasswords: 0,
    lockedUntil: null,
  } satisfies Partial<EmbeddedAccountRow>;
}

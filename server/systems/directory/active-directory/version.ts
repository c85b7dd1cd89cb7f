import type { AccountId, AccountVersion, WriteOutcome } from '../port.ts';
import { passwordExpired, versionAttributes, versionOf } from './account.ts';
import { integer } from './entry.ts';
import { dnOf, gone } from './lookup.ts';
import type { Session } from './server.ts';

export interface VersionNow {
  readonly version: AccountVersion;
  /** The computed UAC demands a new password at the next logon, whatever pwdLastSet says. */
  readonly demandsChange: boolean;
}

/** How an account's password stands on this server; null when the account is gone or not readable. */
export async function versionNow(
  session: Session,
  id: AccountId,
  signal: AbortSignal,
): Promise<VersionNow | null> {
  const options = { scope: 'base' as const, attributes: versionAttributes };
  const [entry] = await session.connection.search(dnOf(id), options, signal).catch(gone);
  const version = entry ? versionOf(entry, session.url) : null;
  if (!entry || !version) return null;
  const computed = integer(entry, 'msDS-User-Account-Control-Computed') ?? 0;
  return { version, demandsChange: (computed & passwordExpired) !== 0 };
}

/**
 * The key version goes up by exactly one per password write. Unmoved, with a value other than 0, means that a
 * duplicate still under way will meet the next write's fence; a value of 0 cannot promise that. Two or more up, some
 * other write was among them: nobody can say whether ours was.
 */
export function outcomeSince(before: AccountVersion, now: AccountVersion | null): WriteOutcome {
  if (now === null || now.keyVersion < before.keyVersion) return 'undecided';
  if (now.keyVersion === before.keyVersion + 1) return 'written';
  if (now.keyVersion > before.keyVersion) return 'undecided';
  return before.pwdLastSet === '0' ? 'undecided' : 'not-written';
}

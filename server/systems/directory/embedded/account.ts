import type { EmbeddedAccountRow, Millis } from '../../store/port.ts';
import type { Account, AccountState, Exclusion, ExpiringPassword, PasswordPolicy } from '../port.ts';
import { millisOf } from './ticks.ts';

/** The one server of the embedded directory, as `AccountVersion.server` names it. */
export const embeddedServer = 'embedded';

const exclusionNames = {
  privileged: true,
  'protected-user': true,
  'excluded-group': true,
  'never-expires': true,
  'smart-card-required': true,
  'cannot-change-password': true,
  'service-principal': true,
} as const satisfies Record<Exclusion, true>;

const isExclusion = (name: string): name is Exclusion => Object.hasOwn(exclusionNames, name);

export function isLocked(row: EmbeddedAccountRow, now: Millis): boolean {
  return row.lockedUntil !== null && row.lockedUntil > now;
}

/** The state as AD computes it: DONT_EXPIRE_PASSWORD switches both must-change and expiry off (MS-ADTS 3.1.1.4.5.17). */
export function stateOf(row: EmbeddedAccountRow, policy: PasswordPolicy, now: Millis): AccountState {
  const ages = !row.exclusions.includes('never-expires');
  const setAt = millisOf(row.pwdLastSet);
  const maxAge = policy.maxAgeSeconds;
  return {
    disabled: row.disabled,
    locked: isLocked(row, now),
    accountExpired: row.accountExpiresAt !== null && row.accountExpiresAt <= now,
    passwordExpired: ages && setAt !== null && maxAge !== null && setAt + maxAge * 1000 <= now,
    mustChange: ages && setAt === null,
    exclusions: row.exclusions.filter(isExclusion),
  };
}

/** The account as one whose password expires after `now` and no later than `until`; empty when it is none. */
export function expiringBetween(
  row: EmbeddedAccountRow,
  policy: PasswordPolicy,
  now: Millis,
  until: Date,
): readonly ExpiringPassword[] {
  const setAt = millisOf(row.pwdLastSet);
  const ages = !row.disabled && !row.exclusions.includes('never-expires');
  if (!ages || setAt === null || policy.maxAgeSeconds === null) return [];
  const expiresAt = new Date(setAt + policy.maxAgeSeconds * 1000);
  return expiresAt.getTime() > now && expiresAt <= until ? [{ id: row.id, expiresAt }] : [];
}

export const displayNameOf = (row: EmbeddedAccountRow) => `${row.givenName} ${row.surname}`;

/** The row as the port shows it. */
export function accountOf(row: EmbeddedAccountRow, policy: PasswordPolicy, now: Millis): Account {
  const setAt = millisOf(row.pwdLastSet);
  return {
    id: row.id,
    login: row.login,
    userPrincipalName: null,
    agentNumber: row.agentNumber,
    givenName: row.givenName,
    surname: row.surname,
    surnames: row.birthName === null ? [row.surname] : [row.surname, row.birthName],
    displayName: displayNameOf(row),
    mail: row.mail,
    establishment: row.establishment,
    passwordSetAt: setAt === null ? null : new Date(setAt),
    state: stateOf(row, policy, now),
    version: { server: embeddedServer, pwdLastSet: row.pwdLastSet, keyVersion: row.keyVersion },
  };
}

import { randomUUID } from 'node:crypto';
import { canonicalAgentNumber } from '../../../../app/shared/agent-number.ts';
import type { EmbeddedAccountRow, Millis } from '../../store/port.ts';
import type { Exclusion, Role } from '../port.ts';
import type { PasswordHasher } from './password-hash.ts';
import { ticksOf } from './ticks.ts';

/** A person as whoever fills an embedded directory gives them; what is left out is ordinary. */
export interface NewAccount {
  readonly login: string;
  readonly agentNumber: string;
  readonly givenName: string;
  readonly surname: string;
  readonly birthName?: string | null;
  readonly mail?: string | null;
  readonly establishment?: string | null;
  readonly password: string;
  /** Null: the password must be changed at the next logon. */
  readonly passwordSetAt: Millis | null;
  readonly mobile?: string | null;
  readonly mobileChangedAt?: Millis | null;
  readonly privateMail?: string | null;
  readonly privateMailChangedAt?: Millis | null;
  /** Login of the manager. */
  readonly manager?: string | null;
  readonly roles?: readonly Role[];
  readonly disabled?: boolean;
  readonly accountExpiresAt?: Millis | null;
  readonly lockedUntil?: Millis | null;
  readonly exclusions?: readonly Exclusion[];
  readonly policyName?: string | null;
}

/**
 * The row of a new account. The password is hashed and no rule is asked of it. Throws a `TypeError` for an agent
 * number that nobody could type: the embedded directory holds numbers in their canonical form.
 */
export async function newAccountRow(
  hasher: PasswordHasher,
  person: NewAccount,
  signal: AbortSignal,
): Promise<EmbeddedAccountRow> {
  const agentNumber = canonicalAgentNumber(person.agentNumber);
  if (agentNumber === null) throw new TypeError(`not an agent number: ${person.agentNumber}`);
  const passwordHash = await hasher.hash(person.password, signal);
  return {
    id: randomUUID(),
    login: person.login,
    agentNumber,
    givenName: person.givenName,
    surname: person.surname,
    birthName: person.birthName ?? null,
    mail: person.mail ?? null,
    establishment: person.establishment ?? null,
    mobile: person.mobile ?? null,
    mobileChangedAt: person.mobileChangedAt ?? null,
    privateMail: person.privateMail ?? null,
    privateMailChangedAt: person.privateMailChangedAt ?? null,
    manager: person.manager ?? null,
    roles: person.roles ?? [],
    passwordWrittenAt: person.passwordSetAt ?? 0,
    disabled: person.disabled ?? false,
    accountExpiresAt: person.accountExpiresAt ?? null,
    exclusions: person.exclusions ?? [],
    passwordHash,
    history: [passwordHash],
    pwdLastSet: person.passwordSetAt === null ? '0' : ticksOf(person.passwordSetAt),
    keyVersion: 1,
    badPasswords: 0,
    lockedUntil: person.lockedUntil ?? null,
    policyName: person.policyName ?? null,
  };
}

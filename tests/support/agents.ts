import { randomInt } from 'node:crypto';
import { untilLifted } from '../../server/systems/directory/embedded/lockout.ts';
import { type NewAccount, newAccountRow } from '../../server/systems/directory/embedded/new-account.ts';
import { createPasswordHasher } from '../../server/systems/directory/embedded/password-hash.ts';
import type { TestPortal } from './portal.ts';

export interface Agent {
  readonly surname: string;
  readonly givenName: string;
  readonly agentNumber: string;
  readonly login: string;
  readonly password: string;
}

const hasher = createPasswordHasher();
const dayMillis = 86_400_000;
const letters = (length: number) =>
  Array.from({ length }, () => String.fromCharCode(97 + randomInt(26))).join('');

export interface HiredAs {
  readonly locked?: boolean;
  readonly disabled?: boolean;
  readonly policyName?: string;
  readonly establishment?: string;
  readonly mail?: string;
  readonly mobile?: string;
  readonly privateMail?: string;
  readonly contactsChangedAt?: number;
  readonly exclusions?: NonNullable<NewAccount['exclusions']>;
  readonly roles?: NonNullable<NewAccount['roles']>;
  /** How long ago the password was set; 40 days when left out. */
  readonly passwordAgeMillis?: number;
}

/** A new agent in the embedded directory, so that no test spends the limits of another. */
export async function hire(portal: TestPortal, state: HiredAs = {}): Promise<Agent> {
  const tail = letters(8);
  const agent: Agent = {
    surname: `Vauquelin${tail}`,
    givenName: `Maxence${letters(4)}`,
    agentNumber: String(randomInt(20_000_000, 99_999_999)),
    login: `m.${tail}`,
    password: `Chalet-Bourdon-${randomInt(10, 99)}`,
  };
  const row = await newAccountRow(
    hasher,
    {
      ...agent,
      ...state,
      passwordSetAt: Date.now() - (state.passwordAgeMillis ?? 40 * dayMillis),
      mobileChangedAt: state.contactsChangedAt ?? Date.now() - 400 * dayMillis,
      privateMailChangedAt: state.contactsChangedAt ?? Date.now() - 400 * dayMillis,
      lockedUntil: state.locked ? untilLifted : null,
    },
    AbortSignal.timeout(30_000),
  );
  await portal.container.store.embeddedAccounts.insert(row);
  return agent;
}

import { randomInt } from 'node:crypto';
import { untilLifted } from '../../server/systems/directory/embedded/lockout.ts';
import { newAccountRow } from '../../server/systems/directory/embedded/new-account.ts';
import { createPasswordHasher } from '../../server/systems/directory/embedded/password-hash.ts';
import type { Role } from '../../server/systems/directory/port.ts';
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

export interface NewAgentState {
  readonly locked?: boolean;
  readonly disabled?: boolean;
  readonly policyName?: string;
  readonly establishment?: string;
  readonly mobile?: string;
  /** 400 days when left out. */
  readonly mobileChangedDaysAgo?: number;
  readonly roles?: readonly Role[];
  /** 40 when left out. */
  readonly passwordDaysAgo?: number;
}

/** A new agent in the embedded directory, so that no test spends the limits of another. */
export async function hire(portal: TestPortal, state: NewAgentState = {}): Promise<Agent> {
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
      passwordSetAt: Date.now() - (state.passwordDaysAgo ?? 40) * dayMillis,
      establishment: state.establishment ?? null,
      mobile: state.mobile ?? null,
      mobileChangedAt: Date.now() - (state.mobileChangedDaysAgo ?? 400) * dayMillis,
      roles: state.roles ?? [],
      lockedUntil: state.locked ? untilLifted : null,
      disabled: state.disabled ?? false,
      policyName: state.policyName ?? null,
    },
    AbortSignal.timeout(30_000),
  );
  await portal.container.store.embeddedAccounts.insert(row);
  return agent;
}

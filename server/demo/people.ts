import { temporaryPassword } from '../domain/passwords/temporary-password.ts';
import { untilLifted } from '../systems/directory/embedded/lockout.ts';
import { newAccountRow } from '../systems/directory/embedded/new-account.ts';
import { createPasswordHasher } from '../systems/directory/embedded/password-hash.ts';
import { defaultPolicies, type EmbeddedPolicies } from '../systems/directory/embedded/policies.ts';
import type { Role as DirectoryRole, Exclusion } from '../systems/directory/port.ts';
import type { Store } from '../systems/store/port.ts';
import { samplePeople } from './sample-people.ts';

export type Role = 'agent' | DirectoryRole;

/** The state in which a sample person starts; each is a fact of the directory, however the directory holds it. */
export interface PersonState {
  readonly disabled?: boolean;
  readonly locked?: boolean;
  /** The password is older than the policy's maximum age. */
  readonly passwordExpired?: boolean;
  readonly mustChange?: boolean;
  readonly neverExpires?: boolean;
  readonly privileged?: boolean;
  /** Member of a group whose members recover by phone only: technicians and directors. */
  readonly excludedGroup?: boolean;
}

/** A person of the sample organisation, ready for the embedded directory or for LDAP. */
export interface DemoPerson {
  readonly scenario: string;
  readonly surname: string;
  readonly birthName: string | null;
  readonly givenName: string;
  /** As it stands on the badge, leading zeros included. */
  readonly agentNumber: string;
  readonly login: string;
  readonly mail: string;
  readonly mobile: string | null;
  readonly privateMail: string | null;
  /** Login of the manager. */
  readonly manager: string | null;
  /** Null: forgotten; nobody knows it. */
  readonly password: string | null;
  readonly establishment: string;
  readonly roles: readonly Role[];
  readonly state: PersonState;
  /** Name of the fine-grained policy that applies; null = the domain's. */
  readonly policyName: string | null;
}

export const people: readonly DemoPerson[] = samplePeople;

const dayMillis = 86_400_000;
/** Old enough for its owner to vouch, and for a code to be sent there. */
export const passwordAgeDays = 40;
export const contactAgeDays = 400;

/** What the directory is given: the known password, or one that was forgotten before anybody saw it. */
export function passwordInDirectory(person: DemoPerson): string {
  const names = [person.givenName, person.surname, person.birthName ?? '', person.login];
  return person.password ?? temporaryPassword({ policy: null, names });
}

/** The state in the words of the directory port. */
export function exclusionsOf({ state }: DemoPerson): readonly Exclusion[] {
  const exclusions: Exclusion[] = [];
  if (state.privileged) exclusions.push('privileged');
  if (state.excludedGroup) exclusions.push('excluded-group');
  if (state.neverExpires) exclusions.push('never-expires');
  return exclusions;
}

function passwordSetAt({ state }: DemoPerson, maxAgeSeconds: number, now: number): number | null {
  if (state.mustChange) return null;
  return state.passwordExpired ? now - maxAgeSeconds * 1000 - dayMillis : now - passwordAgeDays * dayMillis;
}

/**
 * Empties the embedded directory and puts the sample people into it, each in the state of their scenario. The locked
 * one stays locked until someone lifts it, so that the scenario outlives the policy's half hour.
 */
export async function loadPeople(
  store: Pick<Store, 'embeddedAccounts'>,
  clock: { now(): number },
  policies: EmbeddedPolicies = defaultPolicies,
): Promise<void> {
  const hasher = createPasswordHasher();
  const { signal } = new AbortController();
  const now = clock.now();
  const rows = people.map(async (person) => {
    const policy = policies.fineGrained.find(({ name }) => name === person.policyName) ?? policies.domain;
    return newAccountRow(
      hasher,
      {
        ...person,
        password: passwordInDirectory(person),
        passwordSetAt: passwordSetAt(person, policy.maxAgeSeconds ?? 0, now),
        disabled: person.state.disabled ?? false,
        lockedUntil: person.state.locked ? untilLifted : null,
        exclusions: exclusionsOf(person),
        roles: person.roles.filter((role) => role !== 'agent'),
        mobileChangedAt: now - contactAgeDays * dayMillis,
        privateMailChangedAt: now - contactAgeDays * dayMillis,
      },
      signal,
    );
  });
  const ready = await Promise.all(rows);
  await store.embeddedAccounts.clear();
  for (const row of ready) await store.embeddedAccounts.insert(row);
}

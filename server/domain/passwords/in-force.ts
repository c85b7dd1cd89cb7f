import { failureCode } from '../../../app/shared/failure.ts';
import type { RulesInForce } from '../../../app/shared/password/in-force.ts';
import type { OrganisationRules, Person } from '../../../app/shared/password/verdict.ts';
import type { Account, Directory, PolicyReading } from '../../systems/directory/port.ts';
import type { Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import { findPerson } from '../people/find.ts';

export interface InForceDeps {
  readonly directory: Directory;
  readonly store: Store;
  readonly clock: Clock;
  readonly organisation: OrganisationRules;
}

/** An administrator's change of the domain's policy shows within this time. */
const freshMillis = 5 * 60_000;
/** A directory that did not say is asked again after this time. */
const silentMillis = 30_000;
/** A page is not held up for longer: it says that the directory's rules are checked on saving. */
const patienceMillis = 1_500;

const personOf = ({ login, displayName, givenName, surnames, agentNumber }: Account): Person => ({
  login,
  displayName,
  givenName,
  surnames,
  agentNumber,
});

/** The rules that a page shows and that a new password is judged by: everybody's, or one account's own. */
export function createRulesInForce({ directory, store, clock, organisation }: InForceDeps) {
  const unknown: RulesInForce = { policy: null, source: 'unknown', organisation, person: null };
  let kept: { readonly rules: Promise<RulesInForce>; until: number } = {
    rules: Promise.resolve(unknown),
    until: Number.NEGATIVE_INFINITY,
  };

  const of = (reading: PolicyReading, person: Person | null): RulesInForce => {
    if (!reading.readable) return { policy: null, source: 'unreadable', organisation, person };
    const { minLength, complexity, historyLength, minAgeSeconds, source } = reading.policy;
    const policy = { minLength, complexity, historyLength, minAgeSeconds };
    return { policy, source: person ? source : 'general', organisation, person };
  };

  async function ask(): Promise<RulesInForce> {
    try {
      const { domain } = await directory.policies(AbortSignal.timeout(patienceMillis));
      kept.until = clock.now() + freshMillis;
      return of(domain, null);
    } catch (error) {
      kept.until = clock.now() + silentMillis;
      if (failureCode(error) === null) throw error;
      return unknown;
    }
  }

  /** Never fails for a directory that is down: then only the organisation's rules are known. */
  function general(): Promise<RulesInForce> {
    // While an answer is under way, everybody waits for that one.
    if (clock.now() >= kept.until) kept = { until: Number.POSITIVE_INFINITY, rules: ask() };
    return kept.rules;
  }

  async function ofAccount(account: Account, signal: AbortSignal): Promise<RulesInForce> {
    return of(await directory.policyOf(account, signal), personOf(account));
  }

  /** An account's own where it is found; what cannot be found out becomes everybody's. */
  async function ownOr(find: () => Promise<Account | null>, signal: AbortSignal): Promise<RulesInForce> {
    try {
      const account = await find();
      return account ? await ofAccount(account, signal) : await general();
    } catch (error) {
      if (failureCode(error) === null) throw error;
      return general();
    }
  }

  return {
    general,
    ofAccount,
    /** Only for a login that the person has proved to own, such as one sealed after a recovery. */
    ofProvenLogin: (login: string, signal: AbortSignal) =>
      ownOr(() => findPerson(directory, login, signal), signal),
    /** The account's own for a session that has just been given a temporary password, else everybody's. */
    ofActor: (actor: Actor, signal: AbortSignal) =>
      ownOr(async () => {
        const recovery = await store.recoveries.findBySession(actor.sessionHash);
        const proven = recovery?.state === 'done' && recovery.expiresAt > clock.now();
        return proven ? directory.read(recovery.accountId, signal) : null;
      }, signal),
  };
}

export type Rules = ReturnType<typeof createRulesInForce>;

import { Failure } from '../../../app/shared/failure.ts';
import { sameSurname } from '../../../app/shared/surname.ts';
import type { Account, Directory, Lookup } from '../../systems/directory/port.ts';
import type { RecoveryReason, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { LimitRequest, Limits } from '../limits/limits.ts';

export interface IdentificationDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly limits: Limits;
}

/** What was typed, in the form in which it is looked up, compared and counted. */
interface Typed {
  /** Null when it cannot be an agent number. */
  readonly agentNumber: string | null;
  readonly surname: string;
}

/** For the journal alone; the person always reads the same. */
type RefusalReason =
  | 'limit'
  | 'not-a-number'
  | 'unknown-number'
  | 'several-accounts'
  | 'surname-differs'
  | 'disabled'
  | 'account-expired'
  | `excluded:${string}`;

/** Why an account may not go on by itself; null = it may. */
export function standsAgainst(account: Account): RefusalReason | null {
  if (account.state.exclusions.length > 0) return `excluded:${account.state.exclusions.join(',')}`;
  if (account.state.disabled) return 'disabled';
  return account.state.accountExpired ? 'account-expired' : null;
}

export interface Identified {
  readonly account: Account;
  /** A budget of failures has run out for this origin: it must prove more. */
  readonly raised: boolean;
}

function judge(lookup: Lookup, surname: string): Account | RefusalReason {
  if (lookup.found === 'none') return 'unknown-number';
  if (lookup.found === 'several') return 'several-accounts';
  if (!sameSurname(surname, lookup.account.surnames)) return 'surname-differs';
  return standsAgainst(lookup.account) ?? lookup.account;
}

/**
 * The buckets that a failed identification spends; taken before the directory is touched, given back on success.
 * The global one never closes an enrolled kiosk, or one attacker would lock everybody out.
 */
function bucketsOf(actor: Actor, typed: Typed): LimitRequest[] {
  return [
    { name: 'agent-number', key: `${typed.agentNumber ?? 'none'} ${actor.origin.class}` },
    { name: 'agent-number-day', key: `${typed.agentNumber ?? 'none'} ${actor.origin.class}` },
    { name: 'session', key: actor.sessionHash },
    ...(actor.origin.class === 'kiosk' ? [] : [{ name: 'global' as const, key: 'identification' }]),
  ];
}

/**
 * Finds the agent of a surname and a number, or fails with `identification-refused`, the same for every cause.
 * Writes one journal row for a refusal and nothing in the directory.
 */
export async function identifyAgent(
  deps: IdentificationDeps,
  actor: Actor,
  typed: Typed,
  input: { readonly surname: string; readonly agentNumber: string; readonly reason: RecoveryReason },
  signal: AbortSignal,
): Promise<Identified> {
  const { store, journal, limits, directory } = deps;

  const refuse = async (reason: RefusalReason, subject: string | null): Promise<never> => {
    await store.transaction((unit) =>
      journal.append(unit, {
        event: 'identification-refused',
        actor,
        subject,
        reference: null,
        details: {
          why: reason,
          origin: actor.origin.class,
          // Passwords get typed into the wrong box: what matched nobody is kept as a keyed hash.
          number: journal.pseudonym(typed.agentNumber ?? input.agentNumber),
          surname: journal.pseudonym(typed.surname),
        },
      }),
    );
    throw new Failure('identification-refused');
  };

  const buckets = bucketsOf(actor, typed);
  const taken = await limits.take(buckets);
  if (!taken.allowed) return refuse('limit', null);
  if (typed.agentNumber === null) return refuse('not-a-number', null);

  const lookup = await directory
    .findByAgentNumber(typed.agentNumber, signal)
    .catch(async (error: unknown) => {
      // The directory being down is nobody's failed guess.
      await limits.refund(buckets);
      throw error;
    });
  const judged = judge(lookup, input.surname);
  if (typeof judged === 'string') {
    return refuse(judged, lookup.found === 'one' ? lookup.account.id : null);
  }
  await limits.refund(buckets);
  return { account: judged, raised: false };
}

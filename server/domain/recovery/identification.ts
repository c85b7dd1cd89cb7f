import { Failure } from '../../../app/shared/failure.ts';
import { sameSurname } from '../../../app/shared/surname.ts';
import type { Outbox } from '../../jobs/outbox.ts';
import type { Account, Directory, Lookup } from '../../systems/directory/port.ts';
import type { Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Alerts } from '../limits/alerts.ts';
import type { LimitDecision, LimitRequest, Limits } from '../limits/limits.ts';
import { delayMillis, networkOf } from '../limits/network.ts';
import type { Pace, Sleeper } from '../limits/pace.ts';
import { type LimitName, networkRule } from '../limits/rules.ts';
import { type Ineligible, ineligible } from '../people/eligibility.ts';

export interface IdentificationDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly limits: Limits;
  readonly outbox: Outbox;
  readonly alerts: Alerts;
  readonly pace: Pace;
  /** What is configured for the site of an address; null = the default. */
  readonly failuresPerMinute: (address: string) => number | null;
}

/** What was typed, in the form in which it is looked up, compared and counted. */
export interface Typed {
  /** Null when it cannot be an agent number. */
  readonly agentNumber: string | null;
  readonly typedNumber: string;
  readonly surname: string;
  readonly typedSurname: string;
}

/** For the journal alone; the person always reads the same. */
type RefusalReason =
  | 'limit'
  | 'not-a-number'
  | 'unknown-number'
  | 'several-accounts'
  | 'surname-differs'
  | Ineligible;

export interface Identified {
  readonly account: Account;
  /** A budget of failures has run out for this origin: it must prove more. */
  readonly raised: boolean;
}

interface Refusal {
  readonly why: RefusalReason;
  readonly limit?: LimitName;
  /** The one found, whether or not the surname is theirs. */
  readonly account: Account | null;
}

/** Who was found and may go on, or why nobody. Whether an account is frozen is asked only once its name is known. */
async function judge(
  { store }: IdentificationDeps,
  lookup: Lookup,
  { typedSurname }: Typed,
): Promise<Refusal | { readonly account: Account }> {
  if (lookup.found === 'none') return { why: 'unknown-number', account: null };
  if (lookup.found === 'several') return { why: 'several-accounts', account: null };
  const { account } = lookup;
  if (!sameSurname(typedSurname, account.surnames)) return { why: 'surname-differs', account };
  const why = await ineligible(store, account);
  return why === null ? { account } : { why, account };
}

const RAISING: readonly LimitName[] = ['surname', 'global'];

/**
 * The buckets that a failed identification spends; taken before the directory is touched, given back on success.
 * At a kiosk only those of the number and of the kiosk itself refuse, and nothing raises: one attacker elsewhere would
 * close it to everybody. One browser serves all who come to a kiosk, so its session is nobody's. Its failures still
 * count towards the alert.
 */
function bucketsOf({ failuresPerMinute }: IdentificationDeps, actor: Actor, typed: Typed): LimitRequest[] {
  const { class: originClass, kioskId, address } = actor.origin;
  const number = `${typed.agentNumber ?? 'none'} ${originClass}`;
  const perMinute = failuresPerMinute(address);
  const kiosk: LimitRequest[] = [{ name: 'kiosk', key: kioskId ?? `at ${networkOf(address)}` }];
  const elsewhere: LimitRequest[] = [
    { name: 'session', key: actor.sessionHash },
    {
      name: 'surname',
      key: `${originClass} ${typed.surname}`,
      distinct: typed.agentNumber ?? 'none',
      soft: true,
    },
    {
      name: 'network',
      key: networkOf(address),
      soft: true,
      ...(perMinute === null ? {} : networkRule(perMinute)),
    },
  ];
  return [
    { name: 'agent-number', key: number },
    { name: 'agent-number-day', key: number },
    { name: 'global', key: 'identification', soft: true },
    ...(originClass === 'kiosk' ? kiosk : elsewhere),
  ];
}

/** Refuses an identification as every other: one journal row, and nothing in the directory. */
async function refuse(
  { store, journal, outbox }: IdentificationDeps,
  actor: Actor,
  typed: Typed,
  refusal: Refusal,
): Promise<never> {
  await store.transaction(async (unit) => {
    const { seq } = await journal.append(unit, {
      event: 'identification-refused',
      actor,
      subject: refusal.account?.id ?? null,
      reference: null,
      details: {
        why: refusal.why,
        ...(refusal.limit === undefined ? {} : { limit: refusal.limit }),
        origin: actor.origin.class,
        // Passwords get typed into the wrong box: what matched nobody is kept as a keyed hash.
        number: journal.pseudonym(typed.agentNumber ?? typed.typedNumber),
        surname: journal.pseudonym(typed.surname),
      },
    });
    const { account, why } = refusal;
    const ticketed = why === 'frozen' || why.startsWith('excluded:');
    if (account && ticketed) await outbox.excludedAsked(unit, account, { frozen: why === 'frozen', seq });
  });
  throw new Failure('identification-refused');
}

/** Waits as long as the origin's network has to; what this try had reserved comes back when there is no room. */
async function slowDown(
  { pace, limits }: IdentificationDeps,
  sleeper: Sleeper,
  { empty, taken }: LimitDecision,
  signal: AbortSignal,
): Promise<void> {
  const network = empty.find(({ limit }) => limit === 'network');
  if (network === undefined) return;
  await pace.hold(sleeper, delayMillis(network.waitSeconds), signal).catch(async (error: unknown) => {
    await limits.refund(taken.filter(({ name }) => name !== 'network'));
    throw error;
  });
}

/**
 * Finds the agent of a surname and a number, or fails with `identification-refused`, the same for every cause.
 * Writes one journal row for a refusal and nothing in the directory. Fails `directory-busy` where too many tries of
 * one network wait already.
 */
export async function identifyAgent(
  deps: IdentificationDeps,
  actor: Actor,
  typed: Typed,
  signal: AbortSignal,
): Promise<Identified> {
  const { limits, directory, pace, alerts } = deps;
  const sleeper = { network: networkOf(actor.origin.address), session: actor.sessionHash };
  if (actor.origin.class !== 'kiosk') pace.assertRoom(sleeper);

  const decision = await limits.take(bucketsOf(deps, actor, typed));
  const isEmpty = (name: LimitName) => decision.empty.some(({ limit }) => limit === name);
  if (isEmpty('global')) await alerts.failuresTripped(actor);
  await slowDown(deps, sleeper, decision, signal);
  if (!decision.allowed)
    return refuse(deps, actor, typed, { why: 'limit', limit: decision.limit, account: null });
  if (typed.agentNumber === null) return refuse(deps, actor, typed, { why: 'not-a-number', account: null });

  const lookup = await directory
    .findByAgentNumber(typed.agentNumber, signal)
    .catch(async (error: unknown) => {
      // The directory being down is nobody's failed guess.
      await limits.refund(decision.taken);
      throw error;
    });
  const judged = await judge(deps, lookup, typed);
  if ('why' in judged) return refuse(deps, actor, typed, judged);
  await limits.refund(decision.taken);
  const opened = await limits.take([{ name: 'request', key: `${judged.account.id} ${actor.origin.class}` }]);
  if (!opened.allowed) return refuse(deps, actor, typed, { why: 'limit', limit: 'request', account: null });
  const raised = actor.origin.class !== 'kiosk' && RAISING.some(isEmpty);
  return { account: judged.account, raised };
}

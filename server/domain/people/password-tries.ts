import { Failure } from '../../../app/shared/failure.ts';
import type { Account, Authentication, Directory } from '../../systems/directory/port.ts';
import type { Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Alerts } from '../limits/alerts.ts';
import type { LimitDecision, LimitRequest, Limits } from '../limits/limits.ts';
import { delayMillis, networkOf } from '../limits/network.ts';
import type { Pace } from '../limits/pace.ts';
import { networkRule } from '../limits/rules.ts';
import { canonicalLogin, findPerson } from './find.ts';
import { createLoginBudgets } from './login-budget.ts';

export interface PasswordTriesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly limits: Limits;
  readonly alerts: Alerts;
  /** The one of identification: a network sleeps once, wherever it fails. */
  readonly pace: Pace;
  /** What is configured for the site of an address; null = the default. */
  readonly failuresPerMinute: (address: string) => number | null;
}

/** Where a password is typed, and whose is not even tried there. */
export interface Door {
  /** For the journal. */
  readonly at: 'sign-in' | 'colleague' | 'desk' | 'change';
  /** Why, for the journal; null = the password may be tried. */
  readonly barred: (account: Account, signal: AbortSignal) => Promise<string | null> | string | null;
}

interface Typed {
  /** Login or agent number. */
  readonly login: string;
  readonly password: string;
}

export interface PasswordTry {
  readonly account: Account;
  /** Everything that the try spent: the password was right, or was not what failed. */
  giveBack(): Promise<void>;
}

/** Whose password the portal never puts to the directory, at any door. */
function neverTried({ state }: Account): string | null {
  const found = state.exclusions.find((each) => each === 'privileged' || each === 'protected-user');
  return found === undefined ? null : `excluded:${found}`;
}

/** What an actor's tries are counted with: the address, or the kiosk, which its neighbours do not slow. */
function networkKey({ origin }: Actor): string {
  const network = networkOf(origin.address);
  return origin.class === 'kiosk' ? `kiosk ${origin.kioskId ?? network}` : network;
}

/**
 * The step before any typed password is tried. It spends what the source may: a session is refused when it has none
 * left, a network grows slower, and all failures together raise the alert. Then what the account may, or the typed
 * login where nobody has it, so that the answers to both are alike.
 */
export function createPasswordTries(deps: PasswordTriesDeps) {
  const { store, directory, journal, limits, alerts, pace, failuresPerMinute } = deps;
  const budgets = createLoginBudgets(deps);

  function sourceOf(actor: Actor): LimitRequest[] {
    const perMinute = failuresPerMinute(actor.origin.address);
    const rule = perMinute === null ? {} : networkRule(perMinute);
    return [
      { name: 'sign-in-session', key: actor.sessionHash },
      { name: 'global', key: 'identification', soft: true },
      { name: 'network', key: networkKey(actor), soft: true, ...rule },
    ];
  }

  async function refused(
    actor: Actor,
    door: Door,
    typed: Typed,
    account: Account | null,
    details: { readonly why: string; readonly limit?: string },
  ): Promise<void> {
    // Passwords get typed into the wrong box: the text is kept as a keyed hash.
    const login = journal.pseudonym(canonicalLogin(typed.login));
    await store.transaction((unit) =>
      journal.append(unit, {
        event: 'sign-in-refused',
        actor,
        subject: account?.id ?? null,
        reference: null,
        details: { at: door.at, ...details, login },
      }),
    );
  }

  async function tooMany(
    actor: Actor,
    door: Door,
    typed: Typed,
    account: Account | null,
    { limit, retryAfterSeconds }: Extract<LimitDecision, { allowed: false }>,
  ): Promise<never> {
    await refused(actor, door, typed, account, { why: 'limit', limit });
    throw new Failure('too-many-tries', { retryAfterSeconds });
  }

  /** What was reserved of the source, after the wait that its network has earned. */
  async function spendSource(actor: Actor, door: Door, typed: Typed, signal: AbortSignal) {
    const sleeper = { network: networkKey(actor), session: actor.sessionHash };
    pace.assertRoom(sleeper);
    const decision = await limits.take(sourceOf(actor));
    const emptyOf = (name: string) => decision.empty.find(({ limit }) => limit === name);
    if (emptyOf('global')) await alerts.failuresTripped(actor);
    const slow = emptyOf('network');
    if (slow)
      await pace.hold(sleeper, delayMillis(slow.waitSeconds), signal).catch(async (error: unknown) => {
        await limits.refund(decision.taken.filter(({ name }) => name !== 'network'));
        throw error;
      });
    if (!decision.allowed) return tooMany(actor, door, typed, null, decision);
    return decision.taken;
  }

  async function look(actor: Actor, door: Door, typed: Typed, signal: AbortSignal) {
    const account = await findPerson(directory, typed.login, signal);
    const why = account ? (neverTried(account) ?? (await door.barred(account, signal))) : 'unknown';
    const { class: originClass } = actor.origin;
    const budget =
      account && why === null
        ? await budgets.ofAccount(account, originClass, signal)
        : await budgets.ofNobody(canonicalLogin(typed.login), originClass, signal);
    return { account, why, budget };
  }

  return {
    /**
     * Reserves a try and finds whose password it is. Fails `too-many-tries` with the seconds to wait,
     * `directory-busy` where too many of one network wait already, and `sign-in-refused`, after as much work as a
     * wrong password takes, for an unknown login and for whoever the door bars: the directory is not asked about
     * their password.
     */
    async begin(actor: Actor, typed: Typed, door: Door, signal: AbortSignal): Promise<PasswordTry> {
      const source = await spendSource(actor, door, typed, signal);
      // The directory being down is nobody's failed guess.
      const spared = async (error: unknown): Promise<never> => {
        await limits.refund(source);
        throw error;
      };
      const { account, why, budget } = await look(actor, door, typed, signal).catch(spared);
      const decision = await limits.take([budget]);
      if (!decision.allowed) return tooMany(actor, door, typed, account, decision);
      if (account && why === null)
        return { account, giveBack: () => limits.refund([...source, ...decision.taken]) };
      await directory.authenticateNobody(typed.password, signal).catch(spared);
      await refused(actor, door, typed, account, { why: why ?? 'unknown' });
      throw new Failure('sign-in-refused');
    },

    /** The journal row of what the directory said to a try. */
    async note(actor: Actor, account: Account, door: Door, answer: Authentication): Promise<void> {
      await store.transaction((unit) =>
        journal.append(unit, {
          event: answer === 'accepted' ? 'sign-in-accepted' : 'sign-in-refused',
          actor,
          subject: account.id,
          reference: null,
          details: { at: door.at, answer },
        }),
      );
    },
  };
}

export type PasswordTries = ReturnType<typeof createPasswordTries>;

/** The directory said that the password is right, whatever else stands against the account. */
export const passwordWasRight = (answer: Authentication): boolean =>
  answer === 'accepted' || answer === 'must-change' || answer === 'password-expired';

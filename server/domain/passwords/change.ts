import { randomUUID } from 'node:crypto';
import type { FailureCode } from '../../../app/i18n/fr.ts';
import { Failure, failureCode } from '../../../app/shared/failure.ts';
import type { RulesInForce } from '../../../app/shared/password/in-force.ts';
import type { Outbox } from '../../jobs/outbox.ts';
import type { Account, Directory } from '../../systems/directory/port.ts';
import type { Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import { standsAgainst } from '../people/eligibility.ts';
import { type Door, type PasswordTries, passwordWasRight } from '../people/password-tries.ts';
import type { AgentLock } from '../recovery/agent-lock.ts';
import { outcomeUnknown, writeFailure } from '../write-failure.ts';
import type { Rules } from './in-force.ts';
import type { PasswordJudge } from './judge.ts';

export interface PasswordsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly tries: PasswordTries;
  readonly outbox: Outbox;
  readonly agentLock: AgentLock;
  readonly rules: Rules;
  readonly judge: PasswordJudge;
}

export interface ChangeInput {
  /** Login or agent number. */
  readonly login: string;
  readonly currentPassword: string;
  readonly newPassword: string;
}

export interface ChangeOutcome {
  readonly login: string;
  readonly givenName: string;
}

/** An unknown login, an excluded account and a wrong password read alike. */
const door: Door = { at: 'change', barred: standsAgainst };

/** Failures after which the typed old password was not the cause, so the try is given back. */
const notTheOldPassword: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'password-too-short',
  'password-complexity',
  'password-with-name',
  'password-too-weak',
  'password-breached',
  'password-forbidden-word',
  'password-establishment',
  'password-untypeable',
  'password-history',
  'password-too-young',
  'password-policy',
  'directory-unavailable',
  'directory-busy',
  'directory-moved',
]);

/** The agent's own change of password, old and new together, so that the directory applies every rule of its own. */
export function createPasswords(deps: PasswordsDeps) {
  const { store, clock, directory, journal, tries, outbox, agentLock, rules, judge } = deps;

  async function intend(actor: Actor, account: Account): Promise<string> {
    const id = randomUUID();
    await store.transaction(async (unit) => {
      await unit.intents.insert({
        id,
        kind: 'change',
        recoveryId: null,
        accountId: account.id,
        ...account.version,
        state: 'open',
        createdAt: clock.now(),
        resolvedAt: null,
      });
      await journal.append(unit, {
        event: 'password-change-intended',
        actor,
        subject: account.id,
        reference: null,
        details: { intent: id },
      });
    });
    return id;
  }

  async function write(
    actor: Actor,
    account: Account,
    input: ChangeInput,
    signal: AbortSignal,
  ): Promise<void> {
    const intentId = await intend(actor, account);
    try {
      await directory.change(account, input.currentPassword, input.newPassword, signal);
    } catch (error) {
      const failure = writeFailure(error);
      // An intent that cannot be closed now is resolved from the directory later.
      await refused(actor, account, intentId, failure).catch(() => undefined);
      throw failure;
    }
    await changed(actor, account, intentId).catch((cause: unknown) => {
      throw outcomeUnknown(cause);
    });
  }

  const refused = (actor: Actor, account: Account, intentId: string, { code }: Failure) =>
    store.transaction(async (unit) => {
      await unit.intents.resolve(
        intentId,
        code === 'directory-outcome-unknown' ? 'unknown' : 'failed',
        clock.now(),
      );
      await journal.append(unit, {
        event: 'password-change-refused',
        actor,
        subject: account.id,
        reference: null,
        details: { intent: intentId, code },
      });
    });

  const changed = (actor: Actor, account: Account, intentId: string) =>
    store.transaction(async (unit) => {
      await unit.intents.resolve(intentId, 'done', clock.now());
      await journal.append(unit, {
        event: 'password-changed',
        actor,
        subject: account.id,
        reference: null,
        details: { intent: intentId },
      });
      await outbox.passwordChanged(unit, account, intentId);
    });

  /**
   * The old password is proved before anything that depends on the account is said. A wrong one counts in the directory
   * as it would at the change itself.
   */
  async function prove(
    actor: Actor,
    account: Account,
    currentPassword: string,
    signal: AbortSignal,
  ): Promise<void> {
    const answer = await directory.authenticate(account, currentPassword, signal);
    if (passwordWasRight(answer)) return;
    await tries.note(actor, account, door, answer);
    throw new Failure(answer === 'locked' ? 'account-locked' : 'sign-in-refused');
  }

  /** The directory's own refusal of the new password, with the rules in force and, where it is known, when to try again. */
  function explained(error: unknown, account: Account, inForce: RulesInForce): unknown {
    const code = failureCode(error);
    if (code === null || !notTheOldPassword.has(code) || !code.startsWith('password-')) return error;
    const possibleAt = (account.passwordSetAt?.getTime() ?? 0) + (inForce.policy?.minAgeSeconds ?? 0) * 1000;
    const wait = Math.ceil((possibleAt - clock.now()) / 1000);
    return new Failure(code, {
      cause: error,
      judgement: { inForce, verdict: null },
      ...(code === 'password-too-young' && wait > 0 ? { retryAfterSeconds: wait } : {}),
    });
  }

  return {
    rules,
    /**
     * Fails with a `PasswordRefusal` or another `password-*` code, each with its judgement, `sign-in-refused` (unknown login or wrong old password), `too-many-tries`
     * before the directory's own lockout can be reached, or a `directory-*` code.
     */
    async change(actor: Actor, input: ChangeInput, signal: AbortSignal): Promise<ChangeOutcome> {
      await judge.forAnyone(await rules.general(), input, signal);
      const typed = { login: input.login, password: input.currentPassword };
      const { account: found, giveBack } = await tries.begin(actor, typed, door, signal);
      return agentLock(found.id, signal, async () => {
        try {
          const account = await directory.read(found.id, signal);
          if (!account) throw new Failure('sign-in-refused');
          await prove(actor, account, input.currentPassword, signal);
          const inForce = await rules.ofAccount(account, signal);
          await judge.forOwner(inForce, input, signal);
          await write(actor, account, input, signal).catch((error: unknown) => {
            throw explained(error, account, inForce);
          });
          // The password is changed, whether or not the store takes the try back.
          await giveBack().catch(() => undefined);
          return { login: account.login, givenName: account.givenName };
        } catch (error) {
          const code = failureCode(error);
          if (code && notTheOldPassword.has(code)) await giveBack().catch(() => undefined);
          if (code === 'password-wrong-old') throw new Failure('sign-in-refused', { cause: error });
          throw error;
        }
      });
    },
  };
}

export type Passwords = ReturnType<typeof createPasswords>;

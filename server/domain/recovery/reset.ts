import { randomUUID } from 'node:crypto';
import { Failure } from '../../../app/shared/failure.ts';
import type { Outbox } from '../../jobs/outbox.ts';
import type { Account, Directory, PasswordPolicy } from '../../systems/directory/port.ts';
import type {
  IntentKind,
  RecoveryAction,
  RecoveryRow,
  Repositories,
  Store,
} from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { JournalEvent } from '../journal/event.ts';
import type { Journal } from '../journal/journal.ts';
import type { LimitDecision, LimitRequest, Limits } from '../limits/limits.ts';
import { temporaryPassword } from '../passwords/temporary-password.ts';
import { ineligible } from '../people/eligibility.ts';
import { outcomeUnknown, writeFailure } from '../write-failure.ts';
import type { AgentLock } from './agent-lock.ts';
import type { Lifetime } from './lifetime.ts';
import type { CarriedOut } from './recovery.ts';

export interface ResetDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly limits: Limits;
  readonly outbox: Outbox;
  readonly agentLock: AgentLock;
  readonly lifetime: Lifetime;
}

/** What only a carried out reset keeps of the agent's budget. */
export const resetBudget = (accountId: string): LimitRequest[] => [
  { name: 'recovery', key: accountId },
  { name: 'recovery-day', key: accountId },
];

/** One try to carry a request out. `budget` is what only a success, or an unknown outcome, keeps. */
interface Plan {
  readonly kind: IntentKind & RecoveryAction;
  readonly actor: Actor;
  readonly row: RecoveryRow;
  readonly budget: readonly LimitRequest[];
}

type LimitRefusal = Extract<LimitDecision, { allowed: false }>;

interface Attempt extends Plan {
  readonly account: Account;
  readonly intentId: string;
}

const events = {
  reset: { intended: 'reset-intended', done: 'reset-done', failed: 'reset-failed', unknown: 'reset-unknown' },
  unlock: {
    intended: 'unlock-intended',
    done: 'unlock-done',
    failed: 'unlock-failed',
    unknown: 'unlock-failed',
  },
} as const satisfies Record<RecoveryAction, Record<string, JournalEvent>>;

/**
 * Carries a recovery out in the one order that survives a crash at any step: re-read, commit the intent and the
 * expiry job, one fenced write, read back, commit the outcome with its ticket and notice; only then an answer.
 */
export function createReset(deps: ResetDeps) {
  const { store, clock, directory, journal, limits, outbox } = deps;

  /** The account as it stands now, still one that may recover by itself. */
  async function reread(row: RecoveryRow, signal: AbortSignal): Promise<Account> {
    const account = await directory.read(row.accountId, signal);
    if (!account || (await ineligible(store, account))) throw new Failure('account-changed');
    return account;
  }

  const note = (
    unit: Repositories,
    attempt: Attempt,
    event: JournalEvent,
    details: Record<string, string | number | null> = {},
  ) =>
    journal.append(unit, {
      event,
      actor: attempt.actor,
      subject: attempt.account.id,
      reference: attempt.row.reference,
      details: { intent: attempt.intentId, server: attempt.account.version.server, ...details },
    });

  /** In one transaction, so that a process that dies leaves either none of it or an intent that gives the try back. */
  async function intend(plan: Plan, account: Account): Promise<Attempt> {
    const attempt: Attempt = { ...plan, account, intentId: randomUUID() };
    const { kind, row, budget } = plan;
    const now = clock.now();
    const decision = await store.transaction(async (unit) => {
      const taken = await limits.takeWithin(unit, budget);
      if (!taken.allowed) return noteTripped(unit, plan, taken);
      await unit.intents.insert({
        id: attempt.intentId,
        kind,
        recoveryId: row.id,
        accountId: account.id,
        ...account.version,
        state: 'open',
        createdAt: now,
        resolvedAt: null,
      });
      if (kind === 'reset')
        await outbox.expireTemporary(unit, {
          intentId: attempt.intentId,
          lifetimeMs: deps.lifetime.endOf(now, account.establishment) - now,
        });
      await note(unit, attempt, events[kind].intended, { keyVersion: account.version.keyVersion });
      return taken;
    });
    if (decision.allowed) return attempt;
    throw new Failure('too-many-tries', { retryAfterSeconds: decision.retryAfterSeconds });
  }

  async function noteTripped(unit: Repositories, { actor, row }: Plan, refused: LimitRefusal) {
    await journal.append(unit, {
      event: 'limit-tripped',
      actor,
      subject: row.accountId,
      reference: row.reference,
      details: { limit: refused.limit },
    });
    return refused;
  }

  async function succeeded(attempt: Attempt): Promise<void> {
    const { kind, row, account } = attempt;
    const now = clock.now();
    await store.transaction(async (unit) => {
      await unit.intents.resolve(attempt.intentId, 'done', now);
      await unit.recoveries.update(row.id, {
        state: 'done',
        action: kind,
        resets: row.resets + (kind === 'reset' ? 1 : 0),
        displayedAt: null,
        doneAt: now,
      });
      await note(unit, attempt, events[kind].done);
      await outbox.recoveryDone(unit, {
        row,
        attempt: attempt.intentId,
        action: kind,
        account,
      });
    });
  }

  async function notSucceeded(attempt: Attempt, { code }: Failure): Promise<void> {
    const { kind, budget } = attempt;
    const unknown = code === 'directory-outcome-unknown';
    await store.transaction(async (unit) => {
      await unit.intents.resolve(attempt.intentId, unknown ? 'unknown' : 'failed', clock.now());
      if (!unknown) await limits.refundWithin(unit, budget);
      await unit.recoveries.update(attempt.row.id, { state: 'failed' });
      await note(unit, attempt, unknown ? events[kind].unknown : events[kind].failed, { code });
    });
  }

  /**
   * Intent, write, outcome. `write` is the one call that changes the directory. A store that fails after it leaves the
   * intent open, to be resolved from the directory; it does not change what the agent is told of the write.
   */
  async function carry(plan: Plan, account: Account, write: () => Promise<unknown>) {
    const attempt = await intend(plan, account);
    try {
      await write();
    } catch (error) {
      const failure = writeFailure(error);
      await notSucceeded(attempt, failure).catch(() => undefined);
      throw failure;
    }
    await succeeded(attempt).catch((cause: unknown) => {
      throw outcomeUnknown(cause);
    });
  }

  async function policyFor(account: Account, signal: AbortSignal): Promise<PasswordPolicy | null> {
    const reading = await directory.policyOf(account, signal);
    return reading.readable ? reading.policy : null;
  }

  return {
    underLock: <T>(row: RecoveryRow, signal: AbortSignal, work: () => Promise<T>) =>
      deps.agentLock(row.accountId, signal, work),

    /** A new temporary password in the directory. A repeat of the same request spends no further budget. */
    async reset(actor: Actor, row: RecoveryRow, signal: AbortSignal): Promise<CarriedOut> {
      const budget = row.resets > 0 ? [] : resetBudget(row.accountId);
      const account = await reread(row, signal);
      const password = temporaryPassword({
        policy: await policyFor(account, signal),
        names: [account.login, account.givenName, account.displayName, ...account.surnames],
      });
      await carry({ kind: 'reset', actor, row, budget }, account, () =>
        directory.reset(account, password, { chosenByPerson: false }, signal),
      );
      return { reference: row.reference, temporaryPassword: password };
    },

    /** Lifts the lock and keeps the password. */
    async unlock(actor: Actor, row: RecoveryRow, signal: AbortSignal): Promise<CarriedOut> {
      const budget: LimitRequest[] = [{ name: 'unlock-day', key: row.accountId }];
      const account = await reread(row, signal);
      if (!account.state.locked) throw new Failure('unlock-not-possible');
      await carry({ kind: 'unlock', actor, row, budget }, account, () => directory.unlock(account, signal));
      return { reference: row.reference, temporaryPassword: null };
    },
  };
}

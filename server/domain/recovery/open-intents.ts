import type { Outbox } from '../../jobs/outbox.ts';
import type { Account, Directory, WriteOutcome } from '../../systems/directory/port.ts';
import type { IntentKind, IntentRow, IntentState, Repositories, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Limits } from '../limits/limits.ts';
import type { AgentLock } from './agent-lock.ts';
import { noteExpired } from './expired.ts';
import { resetBudget } from './reset.ts';

export interface OpenIntentsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly limits: Limits;
  readonly outbox: Outbox;
  readonly agentLock: AgentLock;
}

/** No request lives longer: an intent older than this has lost whoever made it. */
const orphanedAfterMillis = 12_000;
/** After so long no duplicate of a write can still be under way (docs/security.md, "Order of a reset"). */
const settledAfterMillis = 60_000;
const batch = 50;
const atOnce = 8;

const stateOf: Record<WriteOutcome, Exclude<IntentState, 'open'>> = {
  written: 'done',
  'not-written': 'failed',
  undecided: 'unknown',
};

/**
 * Finds out what became of writes whose outcome was never committed: the process died, the answer was lost, the store
 * was full. Asks the same server for the key version; never writes to the directory.
 */
export function createOpenIntents(deps: OpenIntentsDeps) {
  const { store, clock, directory, journal, limits, outbox, agentLock } = deps;

  /** Milliseconds since the intent was made; a clock that was put back since does not make it young. */
  const age = (intent: IntentRow) => Math.abs(clock.now() - intent.createdAt);

  /**
   * A reset that was written after all has no page: its request may be followed by one more reset. It has its ticket
   * and its notice all the same, for the agent's old password works no more.
   */
  async function settleRecovery(
    unit: Repositories,
    intent: IntentRow,
    state: IntentState,
    account: Account | null,
  ) {
    const row = intent.recoveryId ? await unit.recoveries.find(intent.recoveryId) : null;
    if (!row || state === 'unknown' || row.state === 'done' || row.state === 'ended') return;
    if (state === 'failed') return unit.recoveries.update(row.id, { state: 'failed' });
    if (account) await outbox.recoveryDone(unit, { row, attempt: intent.id, action: 'reset', account });
    await unit.recoveries.update(row.id, {
      state: 'done',
      action: 'reset',
      resets: row.resets + 1,
      displayedAt: null,
      doneAt: clock.now(),
    });
  }

  /** No password of it was shown, so the agent need not wait for the next try. A repeat has spent nothing. */
  async function giveBack(unit: Repositories, intent: IntentRow, state: IntentState) {
    if (intent.kind !== 'reset' || !intent.recoveryId || state === 'unknown') return;
    const row = await unit.recoveries.find(intent.recoveryId);
    if (row && row.resets <= (state === 'done' ? 1 : 0))
      await limits.refundWithin(unit, resetBudget(intent.accountId));
  }

  const outcome = async (intent: IntentRow, signal: AbortSignal): Promise<WriteOutcome> => {
    // An unlock writes no password, so nothing tells; repeating it is harmless and is the agent's to ask.
    if (intent.kind === ('unlock' satisfies IntentKind)) return 'not-written';
    const { accountId, server, pwdLastSet, keyVersion } = intent;
    const told = await directory.outcomeOf(accountId, { server, pwdLastSet, keyVersion }, signal);
    if (told !== 'undecided' || age(intent) < settledAfterMillis) return told;
    // Either the key version has not moved, or another write has replaced whatever this one wrote, or nobody is left.
    const account = await directory.read(accountId, signal, server);
    return account === null || account.version.keyVersion >= keyVersion ? 'not-written' : 'undecided';
  };

  async function resolve(actor: Actor, intent: IntentRow, signal: AbortSignal): Promise<boolean> {
    const state = stateOf[await outcome(intent, signal)];
    if (state === intent.state) return false;
    const account = state === 'done' ? await directory.read(intent.accountId, signal, intent.server) : null;
    return store.transaction(async (unit) => {
      if (!(await unit.intents.resolve(intent.id, state, clock.now()))) return false;
      await settleRecovery(unit, intent, state, account);
      await giveBack(unit, intent, state);
      if (state === 'done' && intent.kind === 'expire') await noteExpired(unit, deps, actor, intent);
      if (account && intent.kind === 'change') await outbox.passwordChanged(unit, account, intent.id);
      await journal.append(unit, {
        event: 'intent-resolved',
        actor,
        subject: intent.accountId,
        reference: null,
        details: { intent: intent.id, kind: intent.kind, state },
      });
      return true;
    });
  }

  return {
    /** Resolves what can be; returns how many changed their state. An unreachable server leaves its intents open. */
    async resolveAll(actor: Actor, signal: AbortSignal): Promise<number> {
      const unresolved = await store.intents.unresolved(Number.MAX_SAFE_INTEGER, batch);
      const waiting = unresolved.filter((intent) => age(intent) > orphanedAfterMillis);
      let resolved = 0;
      // Several at a time: one silent server, or one lease of a dead process, must not hold up the others.
      const lane = async () => {
        for (let intent = waiting.shift(); intent; intent = waiting.shift()) {
          const { accountId } = intent;
          const changed = await agentLock(accountId, signal, () => resolve(actor, intent, signal)).catch(
            () => false,
          );
          if (changed) resolved += 1;
        }
      };
      await Promise.all(Array.from({ length: atOnce }, lane));
      return resolved;
    },
  };
}

export type OpenIntents = ReturnType<typeof createOpenIntents>;

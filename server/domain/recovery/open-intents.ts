import type { Directory, WriteOutcome } from '../../systems/directory/port.ts';
import type { IntentKind, IntentRow, IntentState, Repositories, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { AgentLock } from './agent-lock.ts';

export interface OpenIntentsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly agentLock: AgentLock;
}

/** No request lives longer: an intent older than this has lost whoever made it. */
const orphanedAfterMillis = 12_000;
const batch = 50;

const stateOf: Record<WriteOutcome, Exclude<IntentState, 'open'>> = {
  written: 'done',
  'not-written': 'failed',
  undecided: 'unknown',
};

/**
 * Finds out what became of writes whose outcome was never committed: the process died, the answer was lost, the store
 * was full. Asks the same server for the key version; never writes to the directory.
 */
export function createOpenIntents({ store, clock, directory, journal, agentLock }: OpenIntentsDeps) {
  /**
   * A reset that was written after all has no page: its request may be followed by one more reset. An unlock is done.
   */
  async function settleRecovery(unit: Repositories, intent: IntentRow, state: IntentState) {
    if (!intent.recoveryId || state === 'unknown') return;
    const row = await unit.recoveries.find(intent.recoveryId);
    if (!row || row.state === 'done' || row.state === 'ended') return;
    if (state === 'failed') return unit.recoveries.update(row.id, { state: 'failed' });
    const action = intent.kind === 'unlock' ? 'unlock' : 'reset';
    const resets = row.resets + (action === 'reset' ? 1 : 0);
    await unit.recoveries.update(row.id, { state: 'done', action, resets, displayedAt: null, doneAt: clock.now() });
  }

  const outcome = async (intent: IntentRow, signal: AbortSignal): Promise<WriteOutcome> => {
    // An unlock writes no password, so nothing tells; repeating it is harmless and is the agent's to ask.
    if (intent.kind === ('unlock' satisfies IntentKind)) return 'not-written';
    return directory.outcomeOf(intent.accountId, { server: intent.server, pwdLastSet: intent.pwdLastSet, keyVersion: intent.keyVersion }, signal);
  };

  async function resolve(actor: Actor, intent: IntentRow, signal: AbortSignal): Promise<boolean> {
    const state = stateOf[await outcome(intent, signal)];
    if (state === intent.state) return false;
    return store.transaction(async (unit) => {
      if (!(await unit.intents.resolve(intent.id, state, clock.now()))) return false;
      await settleRecovery(unit, intent, state);
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
      let resolved = 0;
      for (const intent of await store.intents.unresolved(clock.now() - orphanedAfterMillis, batch)) {
        const changed = await agentLock(intent.accountId, signal, () => resolve(actor, intent, signal)).catch(() => false);
        if (changed) resolved += 1;
      }
      return resolved;
    },
  };
}

export type OpenIntents = ReturnType<typeof createOpenIntents>;

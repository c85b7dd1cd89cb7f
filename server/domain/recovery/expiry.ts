import { randomUUID } from 'node:crypto';
import { failureCode } from '../../../app/shared/failure.ts';
import type { Account, Directory } from '../../systems/directory/port.ts';
import type { IntentRow, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { JournalEvent } from '../journal/event.ts';
import type { Journal } from '../journal/journal.ts';
import type { AgentLock } from './agent-lock.ts';

export interface ExpiryDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly agentLock: AgentLock;
}

/**
 * Ends a temporary password that nobody changed. A password that the agent has chosen meanwhile is never touched:
 * the key version must still be the reset's own, and the write itself is fenced by `pwdLastSet` = 0.
 */
export function createExpiry({ store, clock, directory, journal, agentLock }: ExpiryDeps) {
  /** True while the account still holds exactly the password that this reset wrote. */
  const untouched = (account: Account, reset: IntentRow) =>
    account.version.pwdLastSet === '0' && account.version.keyVersion === reset.keyVersion + 1;

  async function note(actor: Actor, reset: IntentRow, event: JournalEvent, details: Record<string, string>) {
    await store.transaction((unit) =>
      journal.append(unit, { event, actor, subject: reset.accountId, reference: null, details }),
    );
  }

  async function expire(
    actor: Actor,
    reset: IntentRow,
    account: Account,
    signal: AbortSignal,
  ): Promise<void> {
    const id = randomUUID();
    await store.transaction((unit) =>
      unit.intents.insert({
        id,
        kind: 'expire',
        recoveryId: reset.recoveryId,
        accountId: account.id,
        ...account.version,
        state: 'open',
        createdAt: clock.now(),
        resolvedAt: null,
      }),
    );
    try {
      await directory.expireTemporary(account, signal);
    } catch (error) {
      const code = failureCode(error);
      await store.intents.resolve(id, code === 'directory-moved' ? 'failed' : 'unknown', clock.now());
      if (code === 'directory-moved') return; // the agent was faster
      throw error;
    }
    await store.intents.resolve(id, 'done', clock.now());
    await note(actor, reset, 'temporary-password-expired', { intent: reset.id });
  }

  return {
    /** Runs when the time of the reset `intentId` is over; safe to run any number of times. */
    async run(actor: Actor, intentId: string, signal: AbortSignal): Promise<void> {
      const reset = await store.intents.find(intentId);
      // An open intent is resolved first; this job comes back.
      if (!reset || reset.state === 'failed') return;
      await agentLock(reset.accountId, signal, async () => {
        const account = await directory.read(reset.accountId, signal, reset.server);
        if (account && untouched(account, reset)) await expire(actor, reset, account, signal);
      });
    },
  };
}

export type Expiry = ReturnType<typeof createExpiry>;

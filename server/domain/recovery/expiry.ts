import { randomUUID } from 'node:crypto';
import type { Outbox } from '../../jobs/outbox.ts';
import type { Account, Directory } from '../../systems/directory/port.ts';
import type { IntentRow, Millis, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import { writeFailure } from '../write-failure.ts';
import type { AgentLock } from './agent-lock.ts';
import { noteExpired } from './expired.ts';
import { longestWaitMillis } from './lifetime.ts';

export interface ExpiryDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly outbox: Outbox;
  readonly agentLock: AgentLock;
}

export interface TemporaryPassword {
  /** Of the reset that wrote it. */
  readonly intentId: string;
  readonly lifetimeMs: number;
}

/** The directory's times are whole seconds, two of them are compared, and two servers may have written them. */
const toleranceMillis = 5_000;
/** While it is not known what became of the reset itself. */
const unresolvedMillis = 60_000;

/**
 * Ends a temporary password that nobody changed. A password that the agent has chosen meanwhile is never touched:
 * the key version must still be the reset's own, and the write itself is fenced by `pwdLastSet` = 0. Whether its time
 * is over is asked of the directory's clock alone; the portal's decides when to ask
 * (docs/decisions/0012-temporary-password-lifetime.md).
 */
export function createExpiry({ store, clock, directory, journal, outbox, agentLock }: ExpiryDeps) {
  /** True while the account still holds exactly the password that this reset wrote. */
  const untouched = (account: Account, reset: IntentRow) =>
    account.version.pwdLastSet === '0' && account.version.keyVersion === reset.keyVersion + 1;

  async function intend(reset: IntentRow, account: Account): Promise<IntentRow> {
    const intent: IntentRow = {
      id: randomUUID(),
      kind: 'expire',
      recoveryId: reset.recoveryId,
      accountId: account.id,
      ...account.version,
      state: 'open',
      createdAt: clock.now(),
      resolvedAt: null,
    };
    await store.transaction((unit) => unit.intents.insert(intent));
    return intent;
  }

  async function expire(actor: Actor, reset: IntentRow, account: Account, signal: AbortSignal) {
    const intent = await intend(reset, account);
    try {
      await directory.expireTemporary(account, signal);
    } catch (error) {
      const { code } = writeFailure(error);
      const state = code === 'directory-outcome-unknown' ? 'unknown' : 'failed';
      await store.intents.resolve(intent.id, state, clock.now());
      if (code === 'directory-moved') return; // the agent was faster
      throw error;
    }
    await store.transaction(async (unit) => {
      if (await unit.intents.resolve(intent.id, 'done', clock.now()))
        await noteExpired(unit, { journal, outbox }, actor, intent);
    });
  }

  const after = (millis: number): Millis => clock.now() + Math.min(millis, longestWaitMillis);

  async function look(
    actor: Actor,
    reset: IntentRow,
    lifetimeMs: number,
    signal: AbortSignal,
  ): Promise<Millis | null> {
    const account = await directory.read(reset.accountId, signal, reset.server);
    if (!account) return null;
    if (!untouched(account, reset)) return reset.state === 'done' ? null : after(unresolvedMillis);
    const left = lifetimeMs - (await directory.passwordAge(account, signal));
    if (left > toleranceMillis) return after(left);
    await expire(actor, reset, account, signal);
    return null;
  }

  return {
    /**
     * Looks after one temporary password; safe at any time and any number of times. Null when it needs no further look
     * (it has ended, or the agent has chosen another), else when to look again.
     */
    async run(
      actor: Actor,
      { intentId, lifetimeMs }: TemporaryPassword,
      signal: AbortSignal,
    ): Promise<Millis | null> {
      const reset = await store.intents.find(intentId);
      if (!reset || reset.state === 'failed') return null;
      return agentLock(reset.accountId, signal, () => look(actor, reset, lifetimeMs, signal));
    },

    /** Looks that a wrong clock has planned too far ahead come now; how many there were. */
    hasten: (): Promise<number> => outbox.hastenExpiries(store),
  };
}

export type Expiry = ReturnType<typeof createExpiry>;

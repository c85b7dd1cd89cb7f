import { randomUUID } from 'node:crypto';
import { failureCode } from '../../../app/shared/failure.ts';
import type { Account, Directory } from '../../systems/directory/port.ts';
import type { Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { AgentLock } from '../recovery/agent-lock.ts';

export interface ScrambleDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly agentLock: AgentLock;
  /** A new random password that holds none of the names. */
  readonly unknowable: (names: readonly string[]) => string;
}

/** Shorter than the agent's lock lasts. */
const withinMillis = 20_000;

/**
 * Takes an account out of the hands of whoever got its password: replaces it by one that nobody knows. Only while the
 * freeze stands: once the help desk has lifted it, the account has its owner back and must not be touched.
 */
export function createScramble({ store, clock, directory, journal, agentLock, unknowable }: ScrambleDeps) {
  async function write(actor: Actor, account: Account, reference: string, signal: AbortSignal) {
    const id = randomUUID();
    await store.intents.insert({
      id,
      kind: 'scramble',
      recoveryId: null,
      accountId: account.id,
      ...account.version,
      state: 'open',
      createdAt: clock.now(),
      resolvedAt: null,
    });
    const password = unknowable([account.login, account.givenName, account.displayName, ...account.surnames]);
    try {
      await directory.reset(account, password, { chosenByPerson: false }, signal);
    } catch (error) {
      const unknown = failureCode(error) === 'directory-outcome-unknown';
      await store.intents.resolve(id, unknown ? 'unknown' : 'failed', clock.now());
      throw error;
    }
    await store.transaction(async (unit) => {
      await unit.intents.resolve(id, 'done', clock.now());
      await journal.append(unit, {
        event: 'password-scrambled',
        actor,
        subject: account.id,
        reference,
        details: { intent: id, server: account.version.server },
      });
    });
  }

  return {
    /** Runs after the intent `intentId` was disavowed; a repeated run writes one more password that nobody knows. */
    async run(actor: Actor, intentId: string, signal: AbortSignal): Promise<void> {
      const freeze = await store.freezes.find(intentId);
      if (freeze === null) return;
      const within = AbortSignal.any([signal, AbortSignal.timeout(withinMillis)]);
      await agentLock(freeze.accountId, within, async () => {
        const now = await store.freezes.find(intentId);
        if (now?.liftedAt !== null) return;
        const account = await directory.read(freeze.accountId, within);
        if (account !== null) await write(actor, account, freeze.reference, within);
      });
    },
  };
}

export type Scramble = ReturnType<typeof createScramble>;

import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../../app/shared/failure.ts';
import type { AccountId } from '../../systems/directory/port.ts';
import type { Store } from '../../systems/store/port.ts';
import type { Clock } from '../clock.ts';

/** Longer than any request may last (10 s), so a lease cannot run out under its holder. */
const leaseMillis = 30_000;
const pollMillis = 25;

/**
 * Runs `work` while nobody else, in this process or on another node, writes to the same agent's account.
 * Waits for its turn until `signal` aborts (`directory-busy`). A node that dies leaves the lease to run out.
 */
export function createAgentLock({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  return async <T>(accountId: AccountId, signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    const name = `agent:${accountId}`;
    const owner = randomUUID();
    const acquire = () =>
      store.transaction(({ leases }) => leases.acquire(name, owner, clock.now(), clock.now() + leaseMillis), {
        outlives: 'process',
      });
    while (!(await acquire())) {
      await wait(pollMillis, undefined, { signal }).catch(() => {
        throw new Failure('directory-busy', { retryAfterSeconds: 10 });
      });
    }
    try {
      return await work();
    } finally {
      // A lease that cannot be given back runs out by itself; the work's own result counts.
      await store
        .transaction(({ leases }) => leases.release(name, owner), { outlives: 'process' })
        .catch(() => undefined);
    }
  };
}

export type AgentLock = ReturnType<typeof createAgentLock>;

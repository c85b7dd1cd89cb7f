import type { ApprovalRow, ApprovalState, Millis, Store } from '../../systems/store/port.ts';
import type { Clock } from '../clock.ts';
import type { ApprovalStanding } from './live.ts';

export interface WatchDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly everyMillis?: number;
}

/** One look covers what changed within this time, so that nodes whose clocks differ by less miss nothing. */
const overlapMillis = 60_000;
const pageSize = 500;

interface Watcher {
  readonly approvalId: string;
  readonly expiresAt: Millis;
  /** What the watcher was last told. */
  state: ApprovalState;
  tell(standing: ApprovalStanding): void;
  /** The portal stops. */
  end(): void;
}

/**
 * Tells whoever waits that an approval has changed, on this node or another: one indexed query a second for all of
 * them, and none while nobody waits. Each watcher is told a state once; rows that a look returns again, as the overlap
 * makes them, tell nobody anything. While the store does not answer, watchers stay and the next look tells them.
 */
export function createApprovalWatch({ store, clock, everyMillis = 1_000 }: WatchDeps) {
  const watchers = new Map<string, Set<Watcher>>();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let stopped = false;

  async function changed(): Promise<Map<string, ApprovalRow>> {
    const rows = new Map<string, ApprovalRow>();
    for (let since = clock.now() - overlapMillis; ; ) {
      const page = await store.approvals.changedSince(since, pageSize);
      for (const row of page) rows.set(row.id, row);
      const last = page.at(-1);
      if (last === undefined || page.length < pageSize || last.updatedAt === since) return rows;
      since = last.updatedAt;
    }
  }

  /** Whoever cannot be told any more, a browser that is gone, must not keep the others from hearing. */
  function tell(watcher: Watcher, standing: ApprovalStanding): void {
    try {
      watcher.tell(standing);
    } catch {
      remove(watcher);
    }
  }

  function tellChanges(rows: ReadonlyMap<string, ApprovalRow>): void {
    for (const [id, waiting] of watchers) {
      const state = rows.get(id)?.state;
      for (const watcher of state === undefined ? [] : [...waiting]) {
        if (state === undefined || watcher.state === state) continue;
        watcher.state = state;
        tell(watcher, state);
      }
    }
  }

  function tellExpired(): void {
    const now = clock.now();
    for (const waiting of watchers.values()) {
      for (const watcher of [...waiting]) if (watcher.expiresAt <= now) tell(watcher, 'expired');
    }
  }

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      tellExpired();
      tellChanges(await changed());
    } catch {
      // The store says for itself that it is down; the next look asks again.
    } finally {
      looking = false;
    }
  }

  function remove(watcher: Watcher): void {
    const waiting = watchers.get(watcher.approvalId);
    waiting?.delete(watcher);
    if (waiting?.size === 0) watchers.delete(watcher.approvalId);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    /**
     * Calls `tell` with each new standing after `state`. Returns what ends it. After `stop`, `end` is called at once.
     */
    watch(watcher: Watcher): () => void {
      if (stopped) {
        watcher.end();
        return () => {};
      }
      const waiting = watchers.get(watcher.approvalId) ?? new Set<Watcher>();
      watchers.set(watcher.approvalId, waiting.add(watcher));
      timer ??= setInterval(() => void look(), everyMillis);
      return () => remove(watcher);
    },
    /** Ends every watcher, so that no stream holds up a stop. */
    stop(): void {
      stopped = true;
      for (const waiting of [...watchers.values()]) for (const watcher of [...waiting]) watcher.end();
    },
  };
}

export type ApprovalWatch = ReturnType<typeof createApprovalWatch>;

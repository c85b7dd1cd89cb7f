import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../domain/clock.ts';
import type { JobRow, Store } from '../systems/store/port.ts';
import { runAttempt } from './attempt.ts';
import { describeError } from './describe-error.ts';
import type { Job } from './job.ts';

/** The part of pino that the runner uses. */
export interface JobLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface RunnerOptions {
  /** Jobs at once. */
  readonly concurrency: number;
  /** How often to look for due jobs when nobody wakes the runner. */
  readonly pollMs: number;
  /** An attempt's time; its signal aborts a tenth earlier. */
  readonly leaseMs: number;
  /** First pause after a failure; doubles each time, up to `longestPauseMs`. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** With the default pauses: three and a half to seven days of trying. */
  readonly maxAttempts: number;
  /** How long `stop` waits for running jobs before it aborts them. */
  readonly drainMs: number;
}

const defaults: RunnerOptions = {
  concurrency: 4,
  pollMs: 1_000,
  leaseMs: 60_000,
  firstPauseMs: 5_000,
  longestPauseMs: 6 * 3_600_000,
  maxAttempts: 40,
  drainMs: 6_000,
};

export interface RunnerDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly jobs: readonly Job[];
  readonly log: JobLog;
  readonly options?: Partial<RunnerOptions>;
  /** In [0, 1); spreads the retries of many jobs. */
  readonly random?: () => number;
}

/** Runs the jobs of the outbox: claims them with a lease, retries with growing pauses, buries what never works. */
export function createRunner({ store, clock, jobs, log, options, random = Math.random }: RunnerDeps) {
  const settings = { ...defaults, ...options };
  const kinds = new Map(jobs.map((job) => [job.kind, job]));
  const owner = randomUUID();
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const bell = createBell();
  let loop: Promise<void> | null = null;

  const launch = (row: JobRow): Promise<void> => {
    const attempt = runAttempt(
      { store, clock, log, settings, random, owner, kinds, stopping: stopping.signal },
      row,
    )
      .catch((error) =>
        log.error({ job: row.id, kind: row.kind, error: describeError(error) }, 'job not recorded'),
      )
      .finally(() => {
        running.delete(attempt);
        bell.ring();
      });
    running.add(attempt);
    return attempt;
  };

  const claim = (limit: number) => {
    const now = clock.now();
    return store.jobs.claim({ owner, now, leaseUntil: now + settings.leaseMs, limit });
  };

  /** Fills the free places; true when there may be more due jobs than places. */
  const fill = async (): Promise<boolean> => {
    const free = settings.concurrency - running.size;
    const rows = free > 0 ? await claim(free) : [];
    for (const row of rows) void launch(row);
    return free > 0 && rows.length === free;
  };

  const serve = async (): Promise<void> => {
    while (!bell.closed()) {
      await fill().catch((error) => log.warn({ error: describeError(error) }, 'jobs cannot be claimed'));
      await bell.wait(settings.pollMs);
    }
  };

  return {
    start(): void {
      loop ??= serve();
    },
    /** Looks for due jobs at once; call it after the commit that added one. */
    wake: () => bell.ring(),
    /** Claims no more, lets running jobs end, aborts those that take longer than `drainMs`. */
    async stop(): Promise<void> {
      bell.close();
      await loop;
      const drained = Promise.all(running);
      const patience = new AbortController();
      await Promise.race([
        drained,
        sleep(settings.drainMs, null, { signal: patience.signal }).catch(() => {}),
      ]);
      patience.abort();
      stopping.abort();
      await Promise.race([drained, sleep(1_000, null, { ref: false })]);
    },
    /** Runs everything that is due now, one after the other, and returns how many attempts that took. For tests. */
    async runDue(): Promise<number> {
      let attempts = 0;
      for (;;) {
        const [row] = await claim(1);
        if (row === undefined) return attempts;
        await launch(row);
        attempts += 1;
      }
    },
  };
}

export type Runner = ReturnType<typeof createRunner>;

/** Ends a wait early. A ring between two waits is not lost. */
function createBell() {
  let rung = false;
  let closed = false;
  let wakeUp: (() => void) | null = null;
  const ring = () => {
    rung = true;
    wakeUp?.();
  };
  return {
    ring,
    closed: () => closed,
    close() {
      closed = true;
      ring();
    },
    async wait(limitMs: number): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, limitMs);
          wakeUp = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wakeUp = null;
    },
  };
}

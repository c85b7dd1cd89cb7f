import type { Clock } from '../domain/clock.ts';
import type { JobRow, Store } from '../systems/store/port.ts';
import { describeError } from './describe-error.ts';
import { type Job, type JobContext, UNREADABLE } from './job.ts';
import type { JobLog, RunnerOptions } from './runner.ts';

export interface AttemptDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: JobLog;
  readonly settings: RunnerOptions;
  readonly random: () => number;
  readonly owner: string;
  readonly kinds: ReadonlyMap<string, Job>;
  /** Aborts when the portal stops. */
  readonly stopping: AbortSignal;
}

/** Carries one claimed job through one attempt and records how it ended. Rejects only when that cannot be recorded. */
export async function runAttempt(deps: AttemptDeps, row: JobRow): Promise<void> {
  const { store, clock, owner, kinds, settings } = deps;
  const job = kinds.get(row.kind);
  const limit = job?.maxAttempts ?? settings.maxAttempts;
  // A job that ends the process at each attempt never gets to record its failure: the count of claims stops it.
  if (row.attempts > limit) return bury(deps, row, row.lastError ?? 'attempts never ended');
  const context = contextOf(deps, row);
  try {
    if (job === undefined) throw Object.assign(new Error(), { name: 'UnknownKind' });
    await job.runStored(row.payload, context);
  } catch (error) {
    return failed(deps, row, error, limit);
  }
  if (!context.finished()) await store.jobs.complete(row.id, owner, clock.now());
}

function contextOf({ store, clock, owner, settings, stopping }: AttemptDeps, row: JobRow) {
  let finished = false;
  const context: JobContext & { finished(): boolean } = {
    id: row.id,
    attempt: row.attempts,
    signal: AbortSignal.any([stopping, AbortSignal.timeout(Math.floor(settings.leaseMs * 0.9))]),
    async finish(work) {
      await store.transaction(async (unit) => {
        const mine = await unit.jobs.complete(row.id, owner, clock.now());
        if (!mine) throw Object.assign(new Error(), { name: 'LeaseLost' });
        await work(unit);
      });
      finished = true;
    },
    async postpone(runAt) {
      await store.jobs.postpone(row.id, owner, runAt);
      finished = true;
    },
    finished: () => finished,
  };
  return context;
}

async function failed(deps: AttemptDeps, row: JobRow, error: unknown, limit: number): Promise<void> {
  const text = describeError(error);
  const hopeless = (error as { name?: unknown } | null)?.name === UNREADABLE;
  if (hopeless || row.attempts >= limit) return bury(deps, row, text);
  const runAt = deps.clock.now() + pauseAfter(deps, row.attempts, error);
  deps.log.warn(
    { job: row.id, kind: row.kind, attempt: row.attempts, error: text, runAt },
    'job will be retried',
  );
  await deps.store.jobs.retry(row.id, deps.owner, runAt, text);
}

async function bury({ store, clock, log, owner }: AttemptDeps, row: JobRow, text: string): Promise<void> {
  log.error({ job: row.id, kind: row.kind, attempt: row.attempts, error: text }, 'job buried');
  await store.jobs.bury(row.id, owner, clock.now(), text);
}

/** Between half and the whole of a pause that doubles at each attempt; at least what the failure itself asks for. */
function pauseAfter({ settings, random }: AttemptDeps, attempt: number, error: unknown): number {
  const full = Math.min(settings.longestPauseMs, settings.firstPauseMs * 2 ** Math.min(attempt - 1, 40));
  const asked = (error as { retryAfterSeconds?: unknown } | null)?.retryAfterSeconds;
  return Math.max(Math.round(full * (0.5 + random() / 2)), typeof asked === 'number' ? asked * 1_000 : 0);
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Failure } from '../../../app/shared/failure.ts';
import { defineJob, type Job, type JobContext } from '../../../server/jobs/job.ts';
import { createRunner, type RunnerOptions } from '../../../server/jobs/runner.ts';
import { openStore } from '../../../server/systems/store/store.ts';
import { handClock, type TemporaryStore, temporaryStore } from '../../support/temporary-store.ts';

let files: TemporaryStore;
let clock: ReturnType<typeof handClock>;
let logged: string[];

beforeEach(async () => {
  files = await temporaryStore();
  clock = handClock();
  logged = [];
});
afterEach(() => files.end());

const note = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
const log = { warn: note, error: note };

function runnerOf(jobs: readonly Job[], options: Partial<RunnerOptions> = {}) {
  return createRunner({ store: files.store, clock, log, jobs, options, random: () => 0 });
}

const payload = z.strictObject({ n: z.number() });
const job = (run: (n: number, context: JobContext) => Promise<void>, maxAttempts?: number) =>
  defineJob(
    'k',
    payload,
    ({ n }, context) => run(n, context),
    maxAttempts === undefined ? {} : { maxAttempts },
  );

let keys = 0;
const enqueue = (body: unknown = { n: 1 }, kind = 'k') =>
  files.store.jobs.enqueue({
    kind,
    payload: typeof body === 'string' ? body : JSON.stringify(body),
    runAt: clock.now(),
    uniqueKey: `u${keys++}`,
    now: clock.now(),
  });

const until = async (condition: () => boolean) => {
  const limit = Date.now() + 3_000;
  while (!condition() && Date.now() < limit) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(condition()).toBe(true);
};

describe('a job that postpones itself', () => {
  it('comes back when it said, as often as it likes, and is never buried for it', async () => {
    const attempts: number[] = [];
    const runner = runnerOf([
      job(async (_, { attempt, postpone }) => {
        attempts.push(attempt);
        if (attempts.length < 9) await postpone(clock.now() + 1_000);
      }, 2),
    ]);
    await enqueue();
    for (let round = 0; round < 20; round += 1) {
      await runner.runDue();
      clock.advance(500);
    }
    expect(attempts).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(logged).toEqual([]);
    expect(await files.store.jobs.depth()).toEqual({ waiting: 0, buried: 0, oldestRunAt: null });
  });
});

describe('runDue', () => {
  it('runs what is due, once, in order', async () => {
    const seen: number[] = [];
    const runner = runnerOf([job(async (n) => void seen.push(n))]);
    for (const n of [1, 2, 3]) {
      await enqueue({ n });
      clock.advance(1);
    }
    await files.store.jobs.enqueue({
      kind: 'k',
      payload: '{"n":9}',
      runAt: clock.now() + 1,
      uniqueKey: 'later',
      now: 0,
    });
    expect(await runner.runDue()).toBe(3);
    expect(await runner.runDue()).toBe(0);
    expect(seen).toEqual([1, 2, 3]);
    expect(await files.store.jobs.depth()).toMatchObject({ waiting: 1, buried: 0 });
  });

  it('retries with pauses that double up to the longest, then buries', async () => {
    const at: number[] = [];
    const start = clock.now();
    const failing = job(async () => {
      at.push(clock.now() - start);
      throw new Failure('tickets-unavailable');
    }, 6);
    const runner = runnerOf([failing], { firstPauseMs: 1_000, longestPauseMs: 4_000 });
    await enqueue();
    for (let i = 0; i < 60; i += 1) {
      await runner.runDue();
      clock.advance(500);
    }
    // With `random` at 0 a pause is half of its full length: 0.5, 1, 2, 2, 2 seconds.
    expect(at).toEqual([0, 500, 1_500, 3_500, 5_500, 7_500]);
    expect(await files.store.jobs.depth()).toEqual({ waiting: 0, buried: 1, oldestRunAt: null });
    expect(logged.at(-1)).toContain('job buried');
    expect(logged.at(-1)).toContain('tickets-unavailable');
  });

  it('goes on for days by default', async () => {
    let attempts = 0;
    const runner = runnerOf([
      job(async () => Promise.reject(new Failure('tickets-unavailable', { cause: attempts++ }))),
    ]);
    await enqueue();
    for (let hour = 0; hour < 72; hour += 1) {
      await runner.runDue();
      clock.advance(3_600_000);
    }
    expect(attempts).toBeGreaterThan(10);
    expect(await files.store.jobs.depth()).toMatchObject({ waiting: 1, buried: 0 });
  });

  it('waits at least as long as the failure asks for', async () => {
    const runner = runnerOf([
      job(async () => Promise.reject(new Failure('messages-unavailable', { retryAfterSeconds: 600 }))),
    ]);
    await enqueue();
    await runner.runDue();
    expect((await files.store.jobs.depth()).oldestRunAt).toBe(clock.now() + 600_000);
  });

  it('buries a poisoned payload at once, with its error and without its content', async () => {
    const runner = runnerOf([job(async () => {})]);
    await enqueue({ n: 'CANARY', CANARY: 'CANARY' });
    await enqueue('{"n": CANARY');
    expect(await runner.runDue()).toBe(2);
    expect(await files.store.jobs.depth()).toMatchObject({ waiting: 0, buried: 2 });
    const said = logged.join('\n') + errorsOf(files).join('\n');
    expect(errorsOf(files)).toEqual(
      expect.arrayContaining([expect.stringContaining('n: invalid_type'), expect.stringContaining('(root)')]),
    );
    expect(said).not.toContain('CANARY');
  });

  it('keeps the message of an unexpected error out of the log and the table, and its name and place in', async () => {
    const runner = runnerOf([
      job(async () => {
        throw new RangeError('CANARY');
      }),
    ]);
    await enqueue();
    await runner.runDue();
    expect(logged.join() + errorsOf(files).join()).not.toContain('CANARY');
    expect(errorsOf(files)[0]).toMatch(/^RangeError at runner\.test\.ts:\d+$/);
  });

  it('keeps a job of a kind that it does not know for a build that does', async () => {
    await enqueue({ n: 1 }, 'of-the-future');
    await runnerOf([]).runDue();
    expect(await files.store.jobs.depth()).toMatchObject({ waiting: 1, buried: 0 });
    expect(logged.join()).toContain('UnknownKind');
  });

  it('buries a job that ends its process at every attempt', async () => {
    let runs = 0;
    await enqueue();
    for (let i = 0; i < 3; i += 1) {
      await files.store.jobs.claim({
        owner: `dead${i}`,
        now: clock.now(),
        leaseUntil: clock.now() + 10,
        limit: 1,
      });
      clock.advance(10);
    }
    await runnerOf([job(async () => void runs++, 3)]).runDue();
    expect(runs).toBe(0);
    expect(await files.store.jobs.depth()).toMatchObject({ waiting: 0, buried: 1 });
  });
});

describe('a crash between the effect and the completion', () => {
  const effect = async (context: JobContext) =>
    context.finish(async (unit) => {
      const [row] = await unit.buckets.lock(['effects']);
      await unit.buckets.save([{ key: 'effects', tokens: (row?.tokens ?? 0) + 1, updatedAt: 1 }]);
    });
  const effects = async () =>
    (await files.store.transaction((unit) => unit.buckets.lock(['effects'])))[0]?.tokens ?? 0;

  it('runs the job again, and `finish` lets the effect happen once', async () => {
    const crash = job(async (_, context) => {
      await context.finish(async (unit) => {
        await unit.buckets.save([{ key: 'effects', tokens: 99, updatedAt: 1 }]);
        throw new Error('the process ends here');
      });
    });
    await enqueue();
    await runnerOf([crash]).runDue();
    expect(await effects()).toBe(0);
    clock.advance(3_600_000);
    expect(await runnerOf([job((_, context) => effect(context))]).runDue()).toBe(1);
    clock.advance(3_600_000);
    expect(await runnerOf([job((_, context) => effect(context))]).runDue()).toBe(0);
    expect(await effects()).toBe(1);
  });

  it('one who comes back after its lease went to another changes nothing', async () => {
    let overtaken: Promise<number> | null = null;
    const second = runnerOf([job((_, context) => effect(context))], { leaseMs: 100 });
    const slow = job(async (_, context) => {
      clock.advance(101);
      overtaken = second.runDue();
      expect(await overtaken).toBe(1);
      await effect(context);
    });
    await enqueue();
    await runnerOf([slow], { leaseMs: 100 }).runDue();
    expect(await effects()).toBe(1);
    expect(logged.join()).toContain('LeaseLost');
    expect(await files.store.jobs.depth()).toEqual({ waiting: 0, buried: 0, oldestRunAt: null });
  });

  it('without `finish`, a second delivery runs the handler a second time', async () => {
    let runs = 0;
    await enqueue();
    await files.store.jobs.claim({ owner: 'dead', now: clock.now(), leaseUntil: clock.now() + 10, limit: 1 });
    runs += 1;
    expect(await runnerOf([job(async () => void runs++)]).runDue()).toBe(0);
    clock.advance(10);
    expect(await runnerOf([job(async () => void runs++)]).runDue()).toBe(1);
    expect(runs).toBe(2);
  });
});

describe('start and stop', () => {
  it('keeps to its concurrency, takes more as places fall free, and drains at the stop', async () => {
    let [now, most, done] = [0, 0, 0];
    const runner = runnerOf(
      [
        job(async () => {
          most = Math.max(most, ++now);
          await new Promise((resolve) => setTimeout(resolve, 10));
          now -= 1;
          done += 1;
        }),
      ],
      { concurrency: 3, pollMs: 60_000 },
    );
    for (let i = 0; i < 12; i += 1) await enqueue();
    runner.start();
    await until(() => done >= 9);
    await runner.stop();
    expect(now).toBe(0);
    expect(most).toBe(3);
    const { waiting } = await files.store.jobs.depth();
    expect(waiting + done).toBe(12);
  });

  it('wakes at once, also from within a transaction', async () => {
    let done = 0;
    const runner = runnerOf([job(async () => void done++)], { pollMs: 60_000 });
    runner.start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await files.store.transaction(async (unit) => {
      await unit.jobs.enqueue({ kind: 'k', payload: '{"n":1}', runAt: clock.now(), uniqueKey: 'w', now: 0 });
    });
    runner.wake();
    await until(() => done === 1);
    await enqueue();
    await files.store.transaction(async () => runner.wake());
    await until(() => done === 2);
    await runner.stop();
  });

  it('finds a job that nobody announced', async () => {
    let done = 0;
    const runner = runnerOf([job(async () => void done++)], { pollMs: 20 });
    runner.start();
    await enqueue();
    await until(() => done === 1);
    await runner.stop();
  });

  it('aborts what does not end in time, and the job stays for later', async () => {
    let aborted = false;
    const runner = runnerOf(
      [
        job(
          (_, { signal }) =>
            new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => {
                aborted = true;
                reject(signal.reason);
              });
            }),
        ),
      ],
      { drainMs: 30 },
    );
    await enqueue();
    runner.start();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await runner.stop();
    expect(aborted).toBe(true);
    expect(await files.store.jobs.depth()).toMatchObject({ waiting: 1, buried: 0 });
  });

  it('aborts an attempt before its lease runs out', async () => {
    let reason = '';
    const runner = runnerOf(
      [
        job(
          (_, { signal }) =>
            new Promise((resolve) =>
              signal.addEventListener('abort', () => {
                reason = signal.reason.name;
                resolve();
              }),
            ),
        ),
      ],
      { leaseMs: 50 },
    );
    await enqueue();
    await runner.runDue();
    expect(reason).toBe('TimeoutError');
  });

  it('goes on after the store was away', async () => {
    let done = 0;
    const store = openStore({ url: 'sqlite', folder: files.folder });
    let away = true;
    const shaky = {
      ...store,
      jobs: {
        ...store.jobs,
        claim: (options: Parameters<typeof store.jobs.claim>[0]) =>
          away ? Promise.reject(new Failure('store-unavailable')) : store.jobs.claim(options),
      },
    };
    const jobs = [job(async () => void done++)];
    const runner = createRunner({ store: shaky, clock, log, jobs, options: { pollMs: 10 } });
    await enqueue();
    runner.start();
    await until(() => logged.length > 2);
    away = false;
    await until(() => done === 1);
    await runner.stop();
    await store.close();
    expect(logged[0]).toContain('store-unavailable');
  });

  it('stops without ever having been started', async () => {
    await runnerOf([]).stop();
  });
});

function errorsOf({ rows }: TemporaryStore): string[] {
  return rows('select "lastError" from jobs').map((row) => String(row['lastError']));
}

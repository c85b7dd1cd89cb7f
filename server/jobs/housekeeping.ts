import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../domain/clock.ts';
import type { LimitName } from '../domain/limits/rules.ts';
import type { Store } from '../systems/store/port.ts';
import { describeError } from './describe-error.ts';

interface HousekeepingDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Rows a statement, and the pause after it: whoever waits for the store waits for one of these at most. */
const BATCH = 1_000;
const PAUSE_MS = 20;

/** A little less than the pause between two rounds, so that the node that had the last one may have the next. */
const LEASE_MS = HOUR_MS - 60_000;
/** Every rule of the portal's own has refilled within a day. */
const BUCKET_DAYS = 2;
/** `login-try` refills as slowly as the directory's own lockout forgets: up to nine of its windows. */
const LOGIN_TRY: LimitName = 'login-try';
const LOGIN_TRY_DAYS = 90;
/** A finished job also says that its notice was sent; the earliest is sent 60 days before a password's expiry. */
const JOB_DAYS = 90;
const PROOF_DAYS = 1;

/** Takes away what nobody needs any more, so that the tables that every visitor writes to stay small (docs/security.md, I10); requests, tickets and the journal are kept. */
export function createHousekeeping({ store, clock, log }: HousekeepingDeps) {
  const owner = randomUUID();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<unknown> = Promise.resolve();

  /** Repeats `some`, which deletes at most a batch, until there is nothing left. */
  async function all(some: () => Promise<number>): Promise<number> {
    for (let deleted = 0; ; ) {
      const count = await some();
      deleted += count;
      if (count < BATCH || stopping.signal.aborted) return deleted;
      await sleep(PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  /** One round; how many rows went. 0 when another node has had the last hour's. */
  async function run(): Promise<number> {
    const now = clock.now();
    const mine = await store.transaction(
      ({ leases }) => leases.acquire('housekeeping', owner, now, now + LEASE_MS),
      { outlives: 'process' },
    );
    if (!mine) return 0;
    const before = (days: number) => now - days * DAY_MS;
    let deleted = 0;
    for (const some of [
      () => store.sessions.deleteExpired(now, BATCH),
      () => store.buckets.deleteUntouched(before(BUCKET_DAYS), BATCH, `${LOGIN_TRY}:`),
      () => store.buckets.deleteUntouched(before(LOGIN_TRY_DAYS), BATCH),
      () => store.codes.deleteExpired(before(PROOF_DAYS), BATCH),
      () => store.approvals.deleteUnchanged(before(PROOF_DAYS), BATCH),
      () => store.jobs.deleteFinished(before(JOB_DAYS), BATCH),
    ])
      deleted += await all(some);
    return deleted;
  }

  const look = () => {
    round = run().catch((error) => log.warn({ error: describeError(error) }, 'old rows were not deleted'));
  };

  return {
    run,
    /** A round now and one every hour. */
    start(): void {
      look();
      timer = setInterval(look, HOUR_MS);
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      stopping.abort();
      await round;
    },
  };
}

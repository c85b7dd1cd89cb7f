import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { BucketRow, Buckets, Store } from '../../systems/store/port.ts';
import type { Clock } from '../clock.ts';
import { type BucketShape, type BucketState, restored, settled, spent, waitFor } from './bucket.ts';
import { defaultLimitRules, type LimitName, type LimitRule, type LimitRules } from './rules.ts';

export interface LimitRequest {
  readonly name: LimitName;
  /** Canonical: whatever the directory would take for the same person must give the same key. */
  readonly key: string;
  /** Counts each value only once a day, for limits on distinct things (numbers that failed with one surname). */
  readonly distinct?: string;
  /** Instead of the configured ones, where the account's own policy decides (`loginTryRule`). */
  readonly capacity?: number;
  readonly secondsPerTry?: LimitRule['secondsPerTry'];
}

export type LimitDecision =
  | { readonly allowed: true }
  /** The limit with the longest wait. */
  | { readonly allowed: false; readonly limit: LimitName; readonly retryAfterSeconds: number };

export interface LimitsDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** Keys are stored as HMAC-SHA-256 under this key: the table names nobody. */
  readonly hashKey: Uint8Array;
  readonly rules?: LimitRules;
}

const DAY_MS = 86_400_000;
/** A power cut may give back the tries of its last moments; every refusal's journal row carries them to the disk. */
const outlivesAKill = { outlives: 'process' } as const;

/**
 * Token buckets that survive restarts and hold across nodes. Everything rejects with `store-unavailable` when the
 * store does not answer, and then nothing may go on.
 */
export function createLimits({ store, clock, hashKey, rules = defaultLimitRules }: LimitsDeps) {
  const secret = createSecretKey(hashKey);
  const plan = (requests: readonly LimitRequest[]) =>
    requests.map((request) => planned(request, rules, secret));
  return {
    /** Reserves one try of each, or of none. To be called before the directory is touched. */
    async take(requests: readonly LimitRequest[]): Promise<LimitDecision> {
      const plans = plan(requests);
      return store.transaction(async ({ buckets }) => {
        const table = await openTable(buckets, plans, clock.now());
        const waits = plans.flatMap((each) => takeOne(table, each));
        const [longest] = waits.sort((a, b) => b.millis - a.millis);
        await (longest === undefined ? table.save() : table.saveCorrections());
        return longest === undefined ? { allowed: true } : refused(longest);
      }, outlivesAKill);
    },
    /** Gives back what `take` reserved for the same requests: only failures are to be spent. */
    async refund(requests: readonly LimitRequest[]): Promise<void> {
      const plans = plan(requests);
      await store.transaction(async ({ buckets }) => {
        const table = await openTable(buckets, plans, clock.now());
        for (const each of plans) refundOne(table, each);
        await table.save();
      }, outlivesAKill);
    },
  };
}

export type Limits = ReturnType<typeof createLimits>;

interface Bucket {
  readonly key: string;
  readonly shape: BucketShape;
}

/** One request's bucket; `marker` has its token while the distinct value has not been counted today. */
interface Plan {
  readonly name: LimitName;
  readonly bucket: Bucket;
  readonly marker: Bucket | null;
}

function planned(request: LimitRequest, rules: LimitRules, hashKey: KeyObject): Plan {
  const { name, key, distinct } = request;
  const bucket = (shape: BucketShape, value: readonly string[]): Bucket => {
    const hash = createHmac('sha256', hashKey).update(JSON.stringify([name, ...value]));
    return { key: `${name}:${hash.digest('base64url')}`, shape };
  };
  return {
    name,
    bucket: bucket(shapeOf({ ...rules[name], ...request }), [key]),
    marker: distinct === undefined ? null : bucket(DAILY_ONCE, [key, distinct]),
  };
}

const DAILY_ONCE: BucketShape = { kind: 'window', capacity: 1, millis: DAY_MS };

function shapeOf({ capacity, secondsPerTry }: LimitRule): BucketShape {
  if (secondsPerTry === 'day') return { kind: 'window', capacity, millis: DAY_MS };
  return { kind: 'steady', capacity, millis: secondsPerTry * 1_000 };
}

type Table = Awaited<ReturnType<typeof openTable>>;

/**
 * The locked buckets of some plans, settled at `now`. `save` writes what was changed, `saveCorrections` only the times
 * that lay in the future: left in the table they would keep a bucket from ever refilling.
 */
async function openTable(buckets: Buckets, plans: readonly Plan[], now: number) {
  const wanted = plans.flatMap(({ bucket, marker }) => (marker === null ? [bucket] : [marker, bucket]));
  const shapes = new Map(wanted.map(({ key, shape }) => [key, shape]));
  const stored = new Map((await buckets.lock([...shapes.keys()].sort())).map((row) => [row.key, row]));
  const settledRows = [...shapes].map(([key, shape]) => ({ key, ...settled(shape, stored.get(key), now) }));
  const corrections = settledRows.filter((row) => row.updatedAt < (stored.get(row.key)?.updatedAt ?? 0));
  const states = new Map<string, BucketRow>(settledRows.map((row) => [row.key, row]));
  const changed = new Set(corrections.map((row) => row.key));
  return {
    now,
    state: ({ key }: Bucket) => states.get(key) as BucketRow,
    change({ key }: Bucket, state: BucketState): void {
      states.set(key, { key, tokens: state.tokens, updatedAt: state.updatedAt });
      changed.add(key);
    },
    save: () => buckets.save([...changed].map((key) => states.get(key) as BucketRow)),
    saveCorrections: () => buckets.save(corrections),
  };
}

interface Wait {
  readonly name: LimitName;
  readonly millis: number;
}

/** Spends a token of the plan's bucket, and of its marker; returns how long an empty bucket needs. */
function takeOne(table: Table, { name, bucket, marker }: Plan): Wait[] {
  const unseen = marker === null ? null : spent(table.state(marker));
  if (marker !== null && unseen === null) return [];
  const state = table.state(bucket);
  const after = spent(state);
  if (after === null) return [{ name, millis: waitFor(bucket.shape, state, table.now) }];
  table.change(bucket, after);
  if (marker !== null && unseen !== null) table.change(marker, unseen);
  return [];
}

/** A distinct value that is not counted has nothing to give back. */
function refundOne(table: Table, { bucket, marker }: Plan): void {
  if (marker !== null && spent(table.state(marker)) !== null) return;
  for (const each of marker === null ? [bucket] : [marker, bucket]) {
    table.change(each, restored(each.shape, table.state(each)));
  }
}

const refused = ({ name, millis }: Wait): LimitDecision => ({
  allowed: false,
  limit: name,
  retryAfterSeconds: Math.max(1, Math.ceil(millis / 1_000)),
});

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { BucketRow, Buckets, Repositories, Store } from '../../systems/store/port.ts';
import type { Clock } from '../clock.ts';
import {
  type BucketShape,
  type BucketState,
  overdrawn,
  restored,
  settled,
  spent,
  waitFor,
} from './bucket.ts';
import { defaultLimitRules, type LimitName, type LimitRule, type LimitRules } from './rules.ts';

export interface LimitRequest {
  readonly name: LimitName;
  /** Canonical: whatever the directory would take for the same person must give the same key. */
  readonly key: string;
  /** Counts each value only once a day, for limits on distinct things (numbers that failed with one surname). */
  readonly distinct?: string;
  /**
   * Never refuses: it is reported when it is empty. One with an overdraft counts every try, also one that another
   * limit refuses; one without counts the tries that go on.
   */
  readonly soft?: boolean;
  /** Instead of the configured ones, where the account's own policy decides (`loginTryRule`). */
  readonly capacity?: number;
  readonly secondsPerTry?: LimitRule['secondsPerTry'];
  readonly overdraft?: number;
}

/** A soft limit that had no try left; its wait grows with what was counted beyond. */
export interface EmptyLimit {
  readonly limit: LimitName;
  readonly waitSeconds: number;
}

interface Counted {
  /** What was in fact reserved, to be given back to `refund` when the try turns out to be no failure. */
  readonly taken: readonly LimitRequest[];
  readonly empty: readonly EmptyLimit[];
}

export type LimitDecision = Counted &
  (
    | { readonly allowed: true }
    /** The limit with the longest wait. */
    | { readonly allowed: false; readonly limit: LimitName; readonly retryAfterSeconds: number }
  );

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

  async function takeWithin(
    unit: Pick<Repositories, 'buckets'>,
    requests: readonly LimitRequest[],
  ): Promise<LimitDecision> {
    const plans = plan(requests);
    const table = await openTable(unit.buckets, plans, clock.now());
    const decision = decide(table, plans);
    await table.save();
    return decision;
  }

  async function refundWithin(unit: Pick<Repositories, 'buckets'>, requests: readonly LimitRequest[]) {
    if (requests.length === 0) return;
    const plans = plan(requests);
    const table = await openTable(unit.buckets, plans, clock.now());
    for (const each of plans) refundOne(table, each);
    await table.save();
  }

  return {
    /**
     * Reserves one try of each, or of none, in one transaction; soft ones report instead of refusing. To be called
     * before the directory is touched.
     */
    take: (requests: readonly LimitRequest[]): Promise<LimitDecision> =>
      store.transaction((unit) => takeWithin(unit, requests), outlivesAKill),
    /** Gives back what `take` reserved: only failures are to be spent. */
    async refund(requests: readonly LimitRequest[]): Promise<void> {
      if (requests.length > 0) await store.transaction((unit) => refundWithin(unit, requests), outlivesAKill);
    },
    /** The same two within a transaction that is open; before it appends to the journal, whose end all wait for. */
    takeWithin,
    refundWithin,
  };
}

export type Limits = ReturnType<typeof createLimits>;

interface Bucket {
  readonly key: string;
  readonly shape: BucketShape;
}

/** One request's bucket; `marker` has its token while the distinct value has not been counted today. */
interface Plan {
  readonly request: LimitRequest;
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
    request,
    bucket: bucket(shapeOf({ ...rules[name], ...request }), [key]),
    marker: distinct === undefined ? null : bucket(DAILY_ONCE, [key, distinct]),
  };
}

const DAILY_ONCE: BucketShape = { kind: 'window', capacity: 1, millis: DAY_MS, overdraft: 0 };

function shapeOf({ capacity, secondsPerTry, overdraft = 0 }: LimitRule): BucketShape {
  if (secondsPerTry === 'day') return { kind: 'window', capacity, millis: DAY_MS, overdraft };
  return { kind: 'steady', capacity, millis: secondsPerTry * 1_000, overdraft };
}

type Table = Awaited<ReturnType<typeof openTable>>;

/**
 * The locked buckets of some plans, settled at `now`. `save` writes what was changed and the times that lay in the
 * future: left in the table they would keep a bucket from ever refilling. `forget` takes the changes back.
 */
async function openTable(buckets: Buckets, plans: readonly Plan[], now: number) {
  const wanted = plans.flatMap(({ bucket, marker }) => (marker === null ? [bucket] : [marker, bucket]));
  const shapes = new Map(wanted.map(({ key, shape }) => [key, shape]));
  const stored = new Map((await buckets.lock([...shapes.keys()].sort())).map((row) => [row.key, row]));
  const settledRows = [...shapes].map(([key, shape]) => ({ key, ...settled(shape, stored.get(key), now) }));
  const corrected = settledRows.filter((row) => row.updatedAt < (stored.get(row.key)?.updatedAt ?? 0));
  const states = new Map<string, BucketRow>();
  const changed = new Set<string>();
  const forget = () => {
    for (const row of settledRows) states.set(row.key, row);
    changed.clear();
    for (const row of corrected) changed.add(row.key);
  };
  forget();
  return {
    now,
    state: ({ key }: Bucket) => states.get(key) as BucketRow,
    change({ key }: Bucket, state: BucketState): void {
      states.set(key, { key, tokens: state.tokens, updatedAt: state.updatedAt });
      changed.add(key);
    },
    forget,
    save: () => buckets.save([...changed].map((key) => states.get(key) as BucketRow)),
  };
}

interface Outcome {
  readonly request: LimitRequest;
  /** Whether a token of the bucket was reserved: a distinct value that was counted before needs none. */
  readonly spent: boolean;
  /** How long the bucket needed until it had a token; 0 when it had one. */
  readonly waitMillis: number;
}

const takenOf = (outcomes: readonly Outcome[]) =>
  outcomes.filter(({ spent }) => spent).map(({ request }) => request);

function decide(table: Table, plans: readonly Plan[]): LimitDecision {
  const soft = plans.filter(({ request }) => request.soft);
  const tried = plans.filter(({ request }) => !request.soft).map((each) => takeHard(table, each));
  const [longest] = tried
    .filter(({ waitMillis }) => waitMillis > 0)
    .sort((a, b) => b.waitMillis - a.waitMillis);
  if (longest !== undefined) table.forget();
  const reported = soft.map((each) => takeSoft(table, each, longest === undefined));
  const empty = reported
    .filter(({ waitMillis }) => waitMillis > 0)
    .map(({ request, waitMillis }) => ({ limit: request.name, waitSeconds: secondsOf(waitMillis) }));
  if (longest === undefined) return { allowed: true, taken: takenOf([...tried, ...reported]), empty };
  const { request, waitMillis } = longest;
  const retryAfterSeconds = secondsOf(waitMillis);
  return { allowed: false, limit: request.name, retryAfterSeconds, taken: takenOf(reported), empty };
}

const secondsOf = (millis: number) => Math.max(1, Math.ceil(millis / 1_000));

/** Spends a token of the plan's bucket, and of its marker. */
function takeHard(table: Table, plan: Plan): Outcome {
  const { request, bucket } = plan;
  if (countedBefore(table, plan)) return { request, spent: false, waitMillis: 0 };
  const state = table.state(bucket);
  const after = spent(state);
  if (after === null) {
    return { request, spent: false, waitMillis: waitFor(bucket.shape, state, table.now) };
  }
  spend(table, plan, after);
  return { request, spent: true, waitMillis: 0 };
}

/** The same for a soft plan, whose bucket may go below zero; `goesOn` is false for a try that was refused. */
function takeSoft(table: Table, plan: Plan, goesOn: boolean): Outcome {
  const { request, bucket } = plan;
  const state = table.state(bucket);
  const within = spent(state);
  const waitMillis = within === null ? waitFor(bucket.shape, state, table.now) : 0;
  const after = within ?? (bucket.shape.overdraft > 0 ? overdrawn(bucket.shape, state) : null);
  const counts = goesOn || bucket.shape.overdraft > 0;
  if (after === null || !counts || countedBefore(table, plan)) return { request, spent: false, waitMillis };
  spend(table, plan, after);
  return { request, spent: true, waitMillis };
}

const countedBefore = (table: Table, { marker }: Plan) =>
  marker !== null && spent(table.state(marker)) === null;

function spend(table: Table, { bucket, marker }: Plan, after: BucketState): void {
  table.change(bucket, after);
  const marked = marker === null ? null : spent(table.state(marker));
  if (marker !== null && marked !== null) table.change(marker, marked);
}

/** A distinct value that is not counted has nothing to give back. */
function refundOne(table: Table, plan: Plan): void {
  const { bucket, marker } = plan;
  if (marker !== null && !countedBefore(table, plan)) return;
  for (const each of marker === null ? [bucket] : [marker, bucket]) {
    table.change(each, restored(each.shape, table.state(each)));
  }
}

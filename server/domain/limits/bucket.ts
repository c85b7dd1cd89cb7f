import type { Millis } from '../../systems/store/port.ts';

/** `tokens` tries as they were at `updatedAt`. */
export interface BucketState {
  readonly tokens: number;
  readonly updatedAt: Millis;
}

/**
 * One bucket's behaviour. `steady` gains one token every `millis`; `window` has all of them again `millis` after the
 * first was spent.
 */
export interface BucketShape {
  readonly kind: 'steady' | 'window';
  readonly capacity: number;
  readonly millis: Millis;
  /** Tries that are still counted below zero: how deep it stands tells by how much its budget was passed. */
  readonly overdraft: number;
}

/** Nodes may disagree by this much, as Kerberos allows by default (MS-KILE 3.3.1); beyond it a stored time is wrong. */
const CLOCK_SKEW_MS = 300_000;
/** Sums of fractions stay a hair beside the whole number that they stand for. */
const TOKEN_ROUNDING = 1e-8;
const MILLIS_ROUNDING = 1e-6;

/**
 * The bucket as it stands at `now`. A stored time in the future counts as now and refills nothing; within the skew of
 * two nodes it is kept, so that taking turns does not refill either.
 */
export function settled(shape: BucketShape, stored: BucketState | undefined, now: Millis): BucketState {
  if (stored === undefined) return { tokens: shape.capacity, updatedAt: now };
  const tokens = Math.min(shape.capacity, stored.tokens);
  const elapsed = now - stored.updatedAt;
  if (elapsed < 0) return { tokens, updatedAt: -elapsed > CLOCK_SKEW_MS ? now : stored.updatedAt };
  if (shape.kind === 'window') return settledWindow(shape, { tokens, updatedAt: stored.updatedAt }, now);
  return { tokens: Math.min(shape.capacity, tokens + elapsed / shape.millis), updatedAt: now };
}

function settledWindow(shape: BucketShape, stored: BucketState, now: Millis): BucketState {
  const untouched = stored.tokens >= shape.capacity;
  const over = now - stored.updatedAt >= shape.millis;
  return untouched || over ? { tokens: shape.capacity, updatedAt: now } : stored;
}

/** The bucket with one token less; null when it has none. Takes a settled bucket. */
export function spent(state: BucketState): BucketState | null {
  return state.tokens >= 1 - TOKEN_ROUNDING ? { ...state, tokens: Math.max(0, state.tokens - 1) } : null;
}

/** The bucket with one token less, below zero as far as its overdraft goes; null beyond. Takes a settled bucket. */
export function overdrawn(shape: BucketShape, state: BucketState): BucketState | null {
  const tokens = state.tokens - 1;
  return tokens >= -shape.overdraft - TOKEN_ROUNDING ? { ...state, tokens } : null;
}

/** The bucket with one token back, never above its capacity. Takes a settled bucket. */
export function restored(shape: BucketShape, state: BucketState): BucketState {
  return { ...state, tokens: Math.min(shape.capacity, state.tokens + 1) };
}

/** Whole milliseconds until a settled bucket has a token. */
export function waitFor(shape: BucketShape, state: BucketState, now: Millis): number {
  if (shape.kind === 'window') return state.updatedAt + shape.millis - now;
  const missing = (1 - state.tokens) * shape.millis + Math.max(0, state.updatedAt - now);
  return Math.ceil(missing - MILLIS_ROUNDING);
}

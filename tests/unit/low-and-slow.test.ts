import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../server/systems/store/port.ts';
import { type Identifying, identifying, type Try } from '../support/identifying.ts';
import { handClock, type TemporaryStore, temporaryStore } from '../support/temporary-store.ts';

const HOUR = 3_600_000;
const days = 30;
const sources = 50;
/** Each source tries once in so many hours. */
const restHours = 6;
const guesses = (days * 24 * sources) / restHours;
let files: TemporaryStore;
let clock: ReturnType<typeof handClock>;
let at: Identifying;

beforeEach(async () => {
  files = await temporaryStore();
  // Thousands of guesses: the order of writes counts here, not what a power cut would leave.
  const store: Store = {
    ...files.store,
    transaction: (work) => files.store.transaction(work, { outlives: 'process' }),
  };
  clock = handClock();
  at = identifying({ store, clock });
});
afterEach(() => files.end());

/** Makes a wrong guess; whether the right one would have been asked for a further proof. */
async function tried(attempt: Try): Promise<boolean> {
  expect(await at.identify(attempt)).toBe('identification-refused');
  return at.empty.some(({ limit }) => limit === 'surname' || limit === 'global');
}

/** Guesses that the directory was asked about, those of them that needed no further proof, and those refused. */
interface Got {
  unproven: number;
  lookedUp: number;
  limited: number;
}

/**
 * Fifty sources, each with an address and new sessions, on a network of the house where surname and number are
 * enough. `guess` makes the n-th try. Far below what anybody would notice.
 */
async function attack(guess: (n: number) => Pick<Try, 'surname' | 'agentNumber'>): Promise<Got> {
  const got: Got = { unproven: 0, lookedUp: 0, limited: 0 };
  let n = 0;
  for (let hour = 0; hour < days * 24; hour += 1) {
    for (let source = hour % restHours; source < sources; source += restHours) {
      const attempt = { ...guess(n), from: 'establishment', address: `198.51.100.${source}` } as const;
      const before = at.asked.count;
      const raised = await tried(attempt);
      const lookedUp = at.asked.count > before;
      got.lookedUp += lookedUp ? 1 : 0;
      got.unproven += lookedUp && !raised ? 1 : 0;
      got.limited += lookedUp ? 0 : 1;
      n += 1;
    }
    clock.advance(HOUR);
  }
  return got;
}

describe('thirty days of guessing from fifty sources, each every six hours', () => {
  it('many numbers under one surname: ten, and then one an hour, get by without a further proof', async () => {
    const got = await attack((n) => ({ surname: 'Martin', agentNumber: `${100_000 + n}` }));
    expect(got.unproven).toBeGreaterThan(days * 24 * 0.9);
    expect(got.unproven).toBeLessThanOrEqual(10 + days * 24);
    expect(got.lookedUp).toBe(guesses);
  }, 300_000);

  it('many surnames for one number: at most twenty a day are looked up at all', async () => {
    const got = await attack((n) => ({ surname: `Nom${n}`, agentNumber: '4217' }));
    expect(got.lookedUp).toBeGreaterThan(days * 10);
    expect(got.lookedUp).toBeLessThanOrEqual(20 * (days + 1));
    expect(got.limited).toBe(guesses - got.lookedUp);
  }, 300_000);
});

describe('many surnames and many numbers, as fast as the sources can', () => {
  it('what gets by without a further proof is what counts as normal: 120, and then 60 an hour', async () => {
    let unproven = 0;
    const hours = 24;
    for (let n = 0; n < hours * 200; n += 1) {
      const attempt = { surname: `Nom${n}`, agentNumber: `${n}`, from: 'establishment' } as const;
      if (!(await tried({ ...attempt, address: `198.51.100.${n % sources}` }))) unproven += 1;
      clock.advance(HOUR / 200);
    }
    expect(unproven).toBeGreaterThan(60 * hours * 0.9);
    expect(unproven).toBeLessThanOrEqual(120 + 60 * hours);
    expect(at.deps.alerts.raised()).toBeGreaterThanOrEqual(hours - 3);
  }, 300_000);
});

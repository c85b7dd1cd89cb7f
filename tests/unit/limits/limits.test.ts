import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureCode } from '../../../app/shared/failure.ts';
import { createLimits, type LimitRequest, type Limits } from '../../../server/domain/limits/limits.ts';
import { limitRules, loginTryRule, loginTryShare, networkRule } from '../../../server/domain/limits/rules.ts';
import { openStore } from '../../../server/systems/store/store.ts';
import { handClock, type TemporaryStore, temporaryStore } from '../../support/temporary-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const hashKey = randomBytes(32);
let files: TemporaryStore;
let clock: ReturnType<typeof handClock>;
let limits: Limits;

beforeEach(async () => {
  files = await temporaryStore();
  clock = handClock();
  limits = createLimits({ store: files.store, clock, hashKey });
});
afterEach(() => files.end());

const number = (key = '4217 kiosk'): LimitRequest => ({ name: 'agent-number', key });

/** How many of `tries` are granted right now. */
async function granted(tries: number, ...requests: LimitRequest[]): Promise<number> {
  let count = 0;
  for (let i = 0; i < tries; i += 1) if ((await limits.take(requests)).allowed) count += 1;
  return count;
}

describe('take', () => {
  it('grants five failures for a number, then one each half hour, and says how long to wait', async () => {
    expect(await granted(8, number())).toBe(5);
    expect(await limits.take([number()])).toMatchObject({
      allowed: false,
      limit: 'agent-number',
      retryAfterSeconds: 1_800,
    });
    clock.advance(10 * MINUTE);
    expect(await limits.take([number()])).toMatchObject({ retryAfterSeconds: 1_200 });
    clock.advance(20 * MINUTE);
    expect(await granted(3, number())).toBe(1);
    expect(await granted(1, number('4218 kiosk'))).toBe(1);
  });

  it('grants twenty a day to one who tries every minute, whatever the half hours give', async () => {
    const requests: LimitRequest[] = [number(), { name: 'agent-number-day', key: 'k' }];
    let count = 0;
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      count += await granted(1, ...requests);
      clock.advance(MINUTE);
    }
    expect(count).toBe(20);
    expect(await granted(9, ...requests)).toBeGreaterThan(0);
  }, 20_000);

  it('counts the day from the first try, and says when it is over', async () => {
    const unlock: LimitRequest = { name: 'unlock-day', key: 'a1' };
    expect(await granted(1, unlock)).toBe(1);
    clock.advance(23 * HOUR);
    expect(await granted(2, unlock)).toBe(1);
    expect(await limits.take([unlock])).toMatchObject({
      allowed: false,
      limit: 'unlock-day',
      retryAfterSeconds: 3_600,
    });
    clock.advance(HOUR);
    expect(await granted(3, unlock)).toBe(2);
  });

  it('reserves all or nothing, and names the limit with the longest wait', async () => {
    await granted(5, number());
    const both: LimitRequest[] = [{ name: 'session', key: 's' }, number()];
    expect(await limits.take(both)).toMatchObject({ allowed: false, limit: 'agent-number' });
    expect(await granted(9, { name: 'session', key: 's' })).toBe(5);
    clock.advance(30 * MINUTE);
    await granted(1, { name: 'session', key: 's' });
    expect(await limits.take(both)).toMatchObject({ allowed: false, limit: 'session' });
    expect(await granted(2, number())).toBe(1);
  });

  it('counts a request that is named twice twice', async () => {
    expect(await granted(9, number(), number())).toBe(2);
  });

  it('counts distinct numbers that failed with one surname, each once a day', async () => {
    const surname = (distinct: string): LimitRequest => ({ name: 'surname', key: 'MARTIN', distinct });
    expect(await granted(50, surname('1'))).toBe(50);
    for (let n = 2; n <= 10; n += 1) expect(await granted(3, surname(`${n}`))).toBe(3);
    expect(await limits.take([surname('11')])).toMatchObject({
      allowed: false,
      limit: 'surname',
      retryAfterSeconds: 3_600,
    });
    expect(await granted(1, surname('1'))).toBe(1);
    await limits.refund([surname('10')]);
    expect(await granted(1, surname('11'))).toBe(1);
    expect(await granted(1, surname('12'))).toBe(0);
    await limits.refund([surname('99')]);
    expect(await granted(1, surname('12'))).toBe(0);
    clock.advance(DAY);
    expect(await granted(5, surname('1'))).toBe(5);
    for (let n = 2; n <= 10; n += 1) expect(await granted(1, surname(`${n}`))).toBe(1);
    expect(await granted(1, surname('11'))).toBe(0);
  });

  it('keeps names and numbers out of the table', async () => {
    await limits.take([number('CANARY-SURNAME'), { name: 'surname', key: 'CANARY', distinct: 'CANARY' }]);
    const rows = files.rows('select * from buckets');
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toContain('CANARY');
    const other = createLimits({ store: files.store, clock, hashKey: randomBytes(32) });
    expect(await granted(9, number('CANARY-SURNAME'))).toBe(4);
    expect((await other.take([number('CANARY-SURNAME')])).allowed).toBe(true);
  });

  it('survives a restart', async () => {
    await granted(4, number());
    await files.store.close();
    const again = openStore({ url: 'sqlite', folder: files.folder });
    limits = createLimits({ store: again, clock, hashKey });
    expect(await granted(5, number())).toBe(1);
    await again.close();
  });

  it('fails closed when the store does not answer', async () => {
    await files.store.close();
    expect(await limits.take([number()]).then(() => null, failureCode)).toBe('store-unavailable');
  });
});

describe('soft limits', () => {
  const surname = (distinct: string): LimitRequest => ({ name: 'surname', key: 'M', distinct, soft: true });
  const network: LimitRequest = { name: 'network', key: '192.0.2.7', soft: true };
  const everybody: LimitRequest = { name: 'global', key: 'all', soft: true };

  it('report when they are empty, and never refuse', async () => {
    for (let n = 0; n < 10; n += 1)
      expect(await limits.take([surname(`${n}`)])).toMatchObject({ allowed: true, empty: [] });
    const late = await limits.take([surname('11')]);
    expect(late).toEqual({ allowed: true, taken: [], empty: [{ limit: 'surname', waitSeconds: 3_600 }] });
    // A number that was counted before is no way around an empty budget.
    expect(await limits.take([surname('1')])).toMatchObject({ empty: [{ limit: 'surname' }] });
  });

  it('with an overdraft count how far they were passed, up to its end, and refill from there', async () => {
    const waits: number[] = [];
    for (let i = 0; i < 120; i += 1) waits.push((await limits.take([network])).empty[0]?.waitSeconds ?? 0);
    expect(waits.slice(0, 30)).toEqual(Array(30).fill(0));
    expect(waits.slice(30, 33)).toEqual([60, 120, 180]);
    expect(waits.at(-1)).toBe(61 * 60);
    clock.advance(30 * MINUTE);
    expect((await limits.take([network])).empty[0]?.waitSeconds).toBe(31 * 60);
    clock.advance(32 * MINUTE);
    expect(await limits.take([network])).toMatchObject({ empty: [] });
  });

  it('with an overdraft count refused tries too; without one, those that go on', async () => {
    await granted(5, number());
    for (let i = 0; i < 40; i += 1)
      expect((await limits.take([number(), network, everybody])).allowed).toBe(false);
    expect((await limits.take([network])).empty).toMatchObject([{ limit: 'network', waitSeconds: 11 * 60 }]);
    expect(await granted(120, everybody)).toBe(120);
    expect((await limits.take([everybody])).empty).toMatchObject([{ limit: 'global' }]);
  });

  it('say what they took, and a refund gives back exactly that', async () => {
    await limits.take([surname('7')]);
    const again = await limits.take([surname('7'), network]);
    expect(again.taken).toEqual([network]);
    await limits.refund(again.taken);
    for (let n = 0; n < 10; n += 1) await limits.take([surname(`${n}`)]);
    expect((await limits.take([surname('11')])).empty).toHaveLength(1);
    for (let i = 0; i < 100; i += 1) await limits.take([network]);
    // At the end of the overdraft nothing is taken, so nothing comes back.
    expect((await limits.take([network])).taken).toEqual([]);
  });

  it('hold for large sites what is configured for them', async () => {
    const site: LimitRequest = { ...network, ...networkRule(10) };
    let count = 0;
    while ((await limits.take([site])).empty.length === 0) count += 1;
    expect(count).toBe(300);
    clock.advance(MINUTE);
    for (let i = 0; i < 9; i += 1) expect((await limits.take([site])).empty).toEqual([]);
  });
});

describe('a wrong clock', () => {
  it.each([
    ['two hours', 2 * HOUR],
    ['ten years', 3_650 * DAY],
    ['a minute', MINUTE],
  ])('that was %s ahead and was put right closes nobody out for longer than a true one', async (_, ahead) => {
    clock.advance(ahead);
    await granted(9, number(), { name: 'unlock-day', key: 'a' });
    clock.advance(-ahead);
    expect(await granted(5, number(), { name: 'unlock-day', key: 'a' })).toBe(0);
    clock.advance(DAY + 5 * MINUTE);
    expect(await granted(5, number(), { name: 'unlock-day', key: 'a' })).toBe(2);
  });

  it('that swings within what nodes may differ refills nothing', async () => {
    await granted(9, number());
    for (let i = 0; i < 50; i += 1) {
      clock.advance(i % 2 === 0 ? -4 * MINUTE : 4 * MINUTE);
      expect(await granted(1, number())).toBe(0);
    }
  });
});

describe('properties', () => {
  const rule = fc.record({
    capacity: fc.integer({ min: 1, max: 6 }),
    secondsPerTry: fc.integer({ min: 1, max: 600 }),
  });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('take' as const) }),
    fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 900 }) }),
  );
  let round = 0;
  const fresh = (limit: { capacity: number; secondsPerTry: number | 'day' }): LimitRequest => {
    round += 1;
    return { name: 'session', key: `p${round}`, ...limit };
  };

  it(
    'never more than capacity + elapsed × rate',
    () =>
      fc.assert(
        fc.asyncProperty(rule, fc.array(step, { maxLength: 25 }), async (limit, steps) => {
          const request = fresh(limit);
          const start = clock.now();
          let count = 0;
          for (const each of steps) {
            if (each.kind === 'wait') clock.advance(each.seconds * 1_000);
            else count += await granted(1, request);
            const elapsed = (clock.now() - start) / 1_000;
            expect(count).toBeLessThanOrEqual(limit.capacity + elapsed / limit.secondsPerTry + 1e-6);
          }
        }),
        { numRuns: 60 },
      ),
    20_000,
  );

  it(
    'a refused try is granted after exactly the wait that was told, not a second earlier',
    () =>
      fc.assert(
        fc.asyncProperty(rule, fc.integer({ min: 0, max: 599 }), async (limit, seconds) => {
          const request = fresh(limit);
          await granted(limit.capacity, request);
          clock.advance(Math.min(seconds, limit.secondsPerTry - 1) * 1_000);
          const refused = await limits.take([request]);
          const wait = refused.allowed ? 0 : refused.retryAfterSeconds;
          clock.advance((wait - 1) * 1_000);
          expect(await granted(1, request)).toBe(0);
          clock.advance(1_000);
          expect(await granted(2, request)).toBe(1);
        }),
        { numRuns: 60 },
      ),
    20_000,
  );

  it(
    'a refund restores what a take reserved, for both kinds of rule',
    () =>
      fc.assert(
        fc.asyncProperty(rule, fc.boolean(), fc.integer({ min: 0, max: 5 }), async (limit, daily, before) => {
          const request = fresh(daily ? { ...limit, secondsPerTry: 'day' } : limit);
          const spent = await granted(Math.min(before, limit.capacity - 1), request);
          for (let i = 0; i < 5; i += 1) {
            expect(await granted(1, request)).toBe(1);
            await limits.refund([request]);
          }
          expect(await granted(limit.capacity + 1, request)).toBe(limit.capacity - spent);
        }),
        { numRuns: 40 },
      ),
    20_000,
  );

  it('a refund never lifts a bucket above its capacity', async () => {
    for (let i = 0; i < 9; i += 1) await limits.refund([number(), { name: 'unlock-day', key: 'x' }]);
    expect(await granted(9, number())).toBe(5);
    expect(await granted(9, { name: 'unlock-day', key: 'x' })).toBe(2);
  });

  it(
    'a clock that goes back never refills',
    () =>
      fc.assert(
        fc.asyncProperty(
          rule,
          fc.array(fc.integer({ min: 0, max: 400 * DAY }), { maxLength: 8 }),
          async (limit, jumps) => {
            const request = fresh(limit);
            await granted(limit.capacity, request);
            for (const jump of jumps) {
              clock.advance(-jump);
              expect(await granted(1, request)).toBe(0);
            }
          },
        ),
        { numRuns: 40 },
      ),
    20_000,
  );
});

describe('loginTryRule', () => {
  /** The directory's own count: forgotten once `window` has passed since the last wrong password. */
  const locksAfter = (tries: readonly number[], threshold: number, window: number): boolean => {
    let count = 0;
    let last = Number.NEGATIVE_INFINITY;
    for (const at of tries) {
      count = at - last >= window ? 1 : count + 1;
      last = at;
      if (count >= threshold) return true;
    }
    return false;
  };

  it(
    'keeps a portal that tries as often as it may from ever locking an account',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 12 }),
          fc.integer({ min: 60, max: 7_200 }),
          fc.array(fc.double({ min: 0.05, max: 1.1, noNaN: true }), { minLength: 20, maxLength: 60 }),
          async (threshold, window, gaps) => {
            const request: LimitRequest = {
              name: 'login-try',
              key: `${threshold} ${window} ${gaps.join()}`,
              ...loginTryRule(threshold, window),
            };
            const tries: number[] = [];
            for (const gap of gaps) {
              if ((await limits.take([request])).allowed) tries.push(clock.now() / 1_000);
              clock.advance(Math.floor(gap * window * 1_000));
            }
            expect(locksAfter(tries, threshold, window)).toBe(false);
          },
        ),
        { numRuns: 60 },
      ),
    30_000,
  );

  it(
    'keeps the sum of all classes of origin from ever locking an account',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 12 }),
          fc.integer({ min: 60, max: 7_200 }),
          fc.array(fc.double({ min: 0.05, max: 1.1, noNaN: true }), { minLength: 20, maxLength: 60 }),
          async (threshold, window, gaps) => {
            const requests = (['kiosk', 'establishment', 'other'] as const).map((origin): LimitRequest => {
              const { share, ...rule } = loginTryShare(threshold, window, origin);
              return {
                name: 'login-try',
                key: `sum ${threshold} ${window} ${gaps.join()} ${share}`,
                ...rule,
              };
            });
            const tries: number[] = [];
            for (const gap of gaps) {
              for (const request of requests) {
                while ((await limits.take([request])).allowed) tries.push(clock.now() / 1_000);
              }
              clock.advance(Math.floor(gap * window * 1_000));
            }
            expect(locksAfter(tries, threshold, window)).toBe(false);
          },
        ),
        { numRuns: 60 },
      ),
    60_000,
  );

  it('leaves a kiosk and an establishment their tries whatever is spent elsewhere, where the threshold allows', () => {
    const at = (threshold: number) =>
      (['kiosk', 'establishment', 'other'] as const).map((origin) => {
        const { share, capacity } = loginTryShare(threshold, 1_800, origin);
        return `${share} ${capacity}`;
      });
    expect(at(0)).toEqual(['near 3', 'near 3', 'other 3']);
    expect(at(3)).toEqual(['all 2', 'all 2', 'all 2']);
    expect(at(4)).toEqual(['near 1', 'near 1', 'other 1']);
    expect(at(5)).toEqual(['near 2', 'near 2', 'other 1']);
    expect(at(10)).toEqual(['near 3', 'near 3', 'other 3']);
  });

  it('would be caught by this test if it were looser', async () => {
    const tries = Array.from({ length: 5 }, (_, i) => i * 1_700);
    expect(locksAfter(tries, 5, 1_800)).toBe(true);
  });

  it('tries nothing where the first wrong password locks, and still bounds guessing where nothing locks', () => {
    expect(loginTryRule(1, 1_800).capacity).toBe(0);
    expect(loginTryRule(0, 1_800).capacity).toBe(3);
  });
});

describe('limitRules', () => {
  it('scales the global budget to what counts as normal', () => {
    expect(limitRules({ failuresPerHour: 60 }).global).toEqual({ capacity: 120, secondsPerTry: 60 });
    expect(limitRules({ failuresPerHour: 600 }).global).toEqual({ capacity: 1_200, secondsPerTry: 6 });
  });
});

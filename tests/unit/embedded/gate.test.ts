import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { createGate } from '../../../server/systems/directory/embedded/gate.ts';
import { createPasswordHasher } from '../../../server/systems/directory/embedded/password-hash.ts';
import { millisOf, ticksOf } from '../../../server/systems/directory/embedded/ticks.ts';
import { createTurns } from '../../../server/systems/directory/embedded/turns.ts';

// Each scrypt derivation takes tens of milliseconds, more on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const { signal } = new AbortController();

describe('createGate', () => {
  it('never lets more than the limit run, in order, also after failures', async () => {
    const gate = createGate({ limit: 2, maxWaiting: 100 });
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const works = Array.from({ length: 30 }, (_, i) =>
      gate(signal, async () => {
        order.push(i);
        running += 1;
        most = Math.max(most, running);
        await wait(1 + (i % 3));
        running -= 1;
        if (i % 5 === 0) throw new Error('one of them');
      }).catch(() => undefined),
    );
    await Promise.all(works);
    expect(most).toBe(2);
    expect(order).toEqual(Array.from({ length: 30 }, (_, i) => i));
  });

  it('counts a place that went straight to the next in line as taken', async () => {
    const gate = createGate({ limit: 1, maxWaiting: 5 });
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const log: string[] = [];
    const one = gate(signal, () => first.promise);
    const two = gate(signal, () => second.promise);
    first.resolve();
    await one;
    const three = gate(signal, async () => log.push('three'));
    await wait(5);
    expect(log).toEqual([]);
    second.resolve();
    await Promise.all([two, three]);
    expect(log).toEqual(['three']);
  });

  it('gives a place up when the caller goes, without losing one', async () => {
    const gate = createGate({ limit: 1, maxWaiting: 1 });
    const first = Promise.withResolvers<void>();
    const running = gate(signal, () => first.promise);
    const leaving = new AbortController();
    const waiting = gate(leaving.signal, async () => 'never');
    await expect(gate(signal, async () => 'full')).rejects.toMatchObject({
      code: 'directory-busy',
      retryAfterSeconds: 10,
    });
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'directory-unavailable' });
    const next = gate(signal, async () => 'next');
    first.resolve();
    await running;
    expect(await next).toBe('next');
    expect(await gate(signal, async () => 'free')).toBe('free');
    await expect(gate(leaving.signal, async () => 'gone')).rejects.toMatchObject({
      code: 'directory-unavailable',
    });
  });
});

describe('createTurns', () => {
  it('runs one work of a key at a time, also after one that failed', async () => {
    const inTurn = createTurns();
    const log: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        log.push(`${name} begins`);
        await wait(2);
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
      };
    const [a, b] = [inTurn('k', work('a', true)), inTurn('k', work('b'))];
    await expect(a).rejects.toThrow('a');
    await b;
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });
});

describe('createPasswordHasher', () => {
  it('tells the right password among a history, with one salt or several', async () => {
    const hasher = createPasswordHasher();
    const first = await hasher.hash('un', signal);
    const second = await hasher.hash('deux', signal, first);
    const other = await hasher.hash('trois', signal);
    expect(first.split('$')[4]).toBe(second.split('$')[4]);
    expect(first.split('$')[4]).not.toBe(other.split('$')[4]);
    for (const password of ['un', 'deux', 'trois']) {
      expect(await hasher.matchesAny(password, [first, second, other], signal)).toBe(true);
    }
    expect(await hasher.matchesAny('quatre', [first, second, other], signal)).toBe(false);
    expect(await hasher.matchesAny('un', [], signal)).toBe(false);
  });

  it('uses 16 MiB, half of the 32 that a derivation may take', async () => {
    const [, logN, r] = (await createPasswordHasher().hash('un', signal)).split('$').map(Number);
    expect(128 * 2 ** logN! * r!).toBe(16 * 2 ** 20);
  });
});

describe('ticks', () => {
  it('counts 100 ns from 1601', () => {
    expect(ticksOf(0)).toBe('116444736000000000');
    expect(ticksOf(Date.UTC(1601, 0, 1))).toBe('0');
    expect(millisOf(ticksOf(1_789_000_000_123))).toBe(1_789_000_000_123);
    expect(millisOf('0')).toBeNull();
  });
});

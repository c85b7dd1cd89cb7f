import { describe, expect, it } from 'vitest';
import { createClock } from '../../server/domain/clock.ts';

describe('createClock', () => {
  it('follows the monotonic clock from the wall clock’s time at the start, whatever that says later', () => {
    let wall = 1_800_000_000_000;
    let monotonic = 5_000.5;
    const clock = createClock(
      () => wall,
      () => monotonic,
    );
    expect(clock.now()).toBe(1_800_000_000_000);
    wall += 10 * 365 * 86_400_000;
    monotonic += 1_000;
    expect(clock.now()).toBe(1_800_000_001_000);
    wall = 0;
    monotonic += 0.4;
    expect(clock.now()).toBe(1_800_000_001_000);
  });

  it('tells the time by default', () => {
    expect(Math.abs(createClock().now() - Date.now())).toBeLessThan(50);
  });
});

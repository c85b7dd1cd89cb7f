import type { Millis } from '../systems/store/port.ts';

export interface Clock {
  /** Milliseconds since 1970. Never goes back and never jumps while the process runs. */
  now(): Millis;
}

/**
 * The wall clock as it was at the start, carried on by the monotonic clock: whoever sets the machine's time while the
 * portal runs neither refills a limit nor expires a session. A restart takes the new time.
 */
export function createClock(
  wall: () => Millis = Date.now,
  monotonic: () => number = () => performance.now(),
): Clock {
  const anchor = wall() - monotonic();
  return { now: () => Math.floor(anchor + monotonic()) };
}

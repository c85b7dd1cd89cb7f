import { networkOf } from '../domain/limits/network.ts';

export interface StreamLimits {
  /** Streams of one browser session: a page and the one that it replaces. */
  readonly perSession: number;
  /** One network (`networkOf`) may not take them all; a site behind one address gets half. */
  readonly perNetwork: number;
  readonly overall: number;
}

export const defaultStreamLimits: StreamLimits = { perSession: 2, perNetwork: 250, overall: 500 };

/** Counts open streams; gives a place, or null when one of the caps is reached. */
export function createStreamCaps(limits: StreamLimits) {
  const counts = new Map<string, number>();
  const count = (key: string) => counts.get(key) ?? 0;
  const add = (key: string, by: 1 | -1) => {
    const next = count(key) + by;
    if (next > 0) counts.set(key, next);
    else counts.delete(key);
  };
  return {
    /** How many streams are open. */
    open: () => count('overall'),
    /** Returns what gives the place back, which may be called more than once. */
    take(sessionHash: string, address: string): (() => void) | null {
      const places = [
        ['overall', limits.overall],
        [`session ${sessionHash}`, limits.perSession],
        [`network ${networkOf(address)}`, limits.perNetwork],
      ] as const;
      if (places.some(([key, most]) => count(key) >= most)) return null;
      for (const [key] of places) add(key, 1);
      let held = true;
      return () => {
        if (held) for (const [key] of places) add(key, -1);
        held = false;
      };
    },
  };
}

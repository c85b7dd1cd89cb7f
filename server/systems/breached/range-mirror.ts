import { createHash } from 'node:crypto';
import { pwnedPasswordRange } from 'hibp';
import type { BreachedList } from './port.ts';

export interface RangeMirrorOptions {
  /** Where the mirror answers `/range/<5 hexadecimal digits>`, without a final slash. */
  readonly baseUrl: string;
  /** Milliseconds until an answer no longer counts. */
  readonly timeoutMs?: number;
}

const usualTimeoutMs = 1_000;
/** The empty password's range, to see whether the mirror answers at all. */
const healthRange = 'DA39A';

/**
 * A mirror, on the organisation's own network, of the Pwned Passwords range API (k-anonymity: five digits of the
 * SHA-1 leave, and padding hides how many answers came back). Anything but a proper answer in time is `unknown`;
 * padding entries have the count 0 and are none.
 */
export function createRangeMirror({ baseUrl, timeoutMs = usualTimeoutMs }: RangeMirrorOptions): BreachedList {
  const range = (prefix: string, signal: AbortSignal) =>
    pwnedPasswordRange(prefix, {
      baseUrl,
      addPadding: true,
      userAgent: 'reprise',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });

  /** A page of some proxy is not an answer: every line must be a suffix and a count. */
  const isProper = (suffixes: Readonly<Record<string, number>>) => {
    const entries = Object.entries(suffixes);
    return (
      entries.length > 0 &&
      entries.every(([suffix, count]) => /^[0-9A-F]{35}$/i.test(suffix) && Number.isInteger(count))
    );
  };

  return {
    async isListed(password, signal) {
      const hash = createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();
      try {
        const suffixes = await range(hash.slice(0, 5), signal);
        if (!isProper(suffixes)) return 'unknown';
        const upper = new Map(
          Object.entries(suffixes).map(([suffix, count]) => [suffix.toUpperCase(), count]),
        );
        return (upper.get(hash.slice(5)) ?? 0) > 0 ? 'listed' : 'not-listed';
      } catch {
        return 'unknown';
      }
    },
    async health() {
      try {
        return {
          list: 'mirror',
          usable: isProper(await range(healthRange, AbortSignal.timeout(timeoutMs))),
          entries: null,
        };
      } catch {
        return { list: 'mirror', usable: false, entries: null };
      }
    },
    close() {},
  };
}

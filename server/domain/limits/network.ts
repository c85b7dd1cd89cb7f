import { isIPv6 } from 'node:net';

/** The eight groups of an IPv6 address in any spelling; URL writes them in the one of RFC 5952. */
function groupsOf(address: string): string[] {
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = written.split('::');
  const left = head.split(':').filter(Boolean);
  if (tail === undefined) return left;
  const right = tail.split(':').filter(Boolean);
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
}

/**
 * Whom an address is counted with: itself (IPv4), or its /64, which is the least that one subscriber gets and all of
 * which one machine may use (RFC 4291 §2.5.4, RFC 8981).
 */
export function networkOf(address: string): string {
  const plain = address.split('%')[0] ?? '';
  return isIPv6(plain) ? `${groupsOf(plain).slice(0, 4).join(':')}::/64` : plain;
}

const MINUTE = 60;
/** The longest is well below a request's own deadline (9 s), so that the directory is still asked in time. */
const steps = [
  { upToSeconds: 5 * MINUTE, millis: 250 },
  { upToSeconds: 10 * MINUTE, millis: 500 },
  { upToSeconds: 20 * MINUTE, millis: 1_000 },
  { upToSeconds: 40 * MINUTE, millis: 2_000 },
] as const;
const longestMillis = 4_000;

/** How long to hold a try from a network whose budget needs `waitSeconds` until it has a try again. */
export function delayMillis(waitSeconds: number): number {
  return steps.find(({ upToSeconds }) => waitSeconds <= upToSeconds)?.millis ?? longestMillis;
}

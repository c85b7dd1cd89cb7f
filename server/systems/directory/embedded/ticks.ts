/** 1970-01-01 in 100 ns ticks since 1601-01-01 (MS-DTYP 2.3.3 FILETIME). */
const unixEpoch = 116_444_736_000_000_000n;
const ticksPerMilli = 10_000n;

/** Milliseconds since 1970 as AD writes `pwdLastSet`: decimal ticks since 1601. */
export function ticksOf(millis: number): string {
  return (BigInt(Math.trunc(millis)) * ticksPerMilli + unixEpoch).toString();
}

/** The reverse; null for `0`, which means "must change" and no date. */
export function millisOf(ticks: string): number | null {
  return ticks === '0' ? null : Number((BigInt(ticks) - unixEpoch) / ticksPerMilli);
}

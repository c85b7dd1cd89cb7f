import { AndFilter, EqualityFilter } from 'ldapts';
import type { ExpiringPassword } from '../port.ts';
import { dateOf, disabled } from './account.ts';
import { bytes, type Entry, integer, ticks } from './entry.ts';
import { neverExpires } from './exclusions.ts';
import type { Session } from './server.ts';
import { guidText } from './sid.ts';

const attributes = ['objectGUID', 'userAccountControl', 'msDS-UserPasswordExpiryTimeComputed'];
const isUser = new AndFilter({
  filters: [
    new EqualityFilter({ attribute: 'objectCategory', value: 'person' }),
    new EqualityFilter({ attribute: 'objectClass', value: 'user' }),
  ],
});

/** When the directory says that the password expires, its fine-grained policy considered; null for never and at once. */
function expiryOf(entry: Entry): Date | null {
  const flags = integer(entry, 'userAccountControl');
  const computed = ticks(entry, 'msDS-UserPasswordExpiryTimeComputed');
  const ages = flags !== null && (flags & (disabled | neverExpires)) === 0;
  // "Never" is the largest value, "must change" is 0 (MS-ADTS 3.1.1.4.5.19).
  return ages && computed !== null && computed > 0n && computed < 0x7fffffffffffffffn
    ? dateOf(computed)
    : null;
}

/** Below each of the bases; the attribute is computed by the directory, so it cannot be a part of the filter. */
export async function expiringUntil(
  { connection }: Session,
  bases: readonly string[],
  until: Date,
  signal: AbortSignal,
): Promise<readonly ExpiringPassword[]> {
  const found = new Map<string, ExpiringPassword>();
  const now = Date.now();
  for (const base of bases) {
    for (const entry of await connection.searchAll(
      base,
      { scope: 'sub', filter: isUser, attributes },
      signal,
    )) {
      const [guid] = bytes(entry, 'objectGUID');
      const expiresAt = expiryOf(entry);
      if (!guid || !expiresAt || expiresAt.getTime() <= now || expiresAt > until) continue;
      const id = guidText(guid);
      found.set(id, { id, expiresAt });
    }
  }
  return [...found.values()];
}

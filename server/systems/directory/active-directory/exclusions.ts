import type { Exclusion } from '../port.ts';
import { deniesPasswordChange } from './dacl.ts';
import { bytes, type Entry, integer, texts } from './entry.ts';
import type { Scope } from './scope.ts';
import { sidText } from './sid.ts';

/** Bits of userAccountControl (MS-ADTS 2.2.16). */
export const neverExpires = 0x10000;
const smartCardRequired = 0x40000;

/**
 * Groups and accounts that AD protects by itself (MS-ADTS 3.1.1.6.1.2) and those that amount to the same, by their
 * relative identifier, in whatever domain of the forest: Administrator, krbtgt, Domain Admins, Domain Controllers,
 * Schema Admins, Enterprise Admins, Group Policy Creator Owners, Read-only Domain Controllers, Key Admins.
 */
const privilegedRids = new Set([498, 500, 502, 512, 516, 518, 519, 520, 521, 526, 527]);
const protectedUsersRid = 525;
/** Administrators, Account, Server, Print and Backup Operators, Replicator. */
const privilegedBuiltins = new Set([544, 548, 549, 550, 551, 552].map((rid) => `S-1-5-32-${rid}`));

const domainRid = (sid: string) => Number(/^S-1-5-21-\d+-\d+-\d+-(\d+)$/.exec(sid)?.[1] ?? -1);

/**
 * What stands against self-service. `tokenGroups` holds every group, nested ones and the primary one alike, so it is
 * never empty: an empty one, or an access list that cannot be read, counts as privileged.
 */
export function exclusionsOf(entry: Entry, scope: Scope): readonly Exclusion[] {
  const flags = integer(entry, 'userAccountControl');
  const groups = bytes(entry, 'tokenGroups').map(sidText);
  const [own] = bytes(entry, 'objectSid').map(sidText);
  const mayNotChange = cannotChange(entry);
  const unreadable = flags === null || own === undefined || groups.length === 0 || mayNotChange === null;
  const held = own === undefined ? groups : [own, ...groups];
  const found: Record<Exclusion, boolean> = {
    privileged: unreadable || isPrivileged(held, scope) || (integer(entry, 'adminCount') ?? 0) !== 0,
    'protected-user': groups.some((sid) => domainRid(sid) === protectedUsersRid),
    'excluded-group': groups.some((sid) => scope.excluded.has(sid)),
    'never-expires': ((flags ?? 0) & neverExpires) !== 0,
    'smart-card-required': ((flags ?? 0) & smartCardRequired) !== 0,
    'cannot-change-password': mayNotChange === true,
    'service-principal': texts(entry, 'servicePrincipalName').length > 0,
  };
  return (Object.keys(found) as Exclusion[]).filter((exclusion) => found[exclusion]);
}

function isPrivileged(held: readonly string[], { privileged }: Scope): boolean {
  return held.some(
    (sid) => privileged.has(sid) || privilegedBuiltins.has(sid) || privilegedRids.has(domainRid(sid)),
  );
}

/** Null when the access list is not readable or not understood. */
function cannotChange(entry: Entry): boolean | null {
  const [descriptor] = bytes(entry, 'nTSecurityDescriptor');
  if (!descriptor) return null;
  try {
    return deniesPasswordChange(descriptor);
  } catch {
    return null;
  }
}

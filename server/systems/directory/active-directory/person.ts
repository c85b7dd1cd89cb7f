import { Failure } from '../../../../app/shared/failure.ts';
import { mailAddress, phoneNumber, sameAddress } from '../contact-values.ts';
import type { Account, Contact, Role } from '../port.ts';
import { changeTimeOf, withChangeTimes } from './change-times.ts';
import { bytes, type Entry, text, texts } from './entry.ts';
import { dnOf, gone, type LookupOfPeople } from './lookup.ts';
import type { Scope } from './scope.ts';
import type { Session } from './server.ts';
import type { ActiveDirectorySettings } from './settings.ts';
import { guidText, sidText } from './sid.ts';
import { isWireError } from './wire-error.ts';

const base = { scope: 'base' as const };

/** The attribute's first value that can be used, as a contact. */
function contact(
  entry: Entry,
  kind: Contact['kind'],
  attribute: string | null,
  usable: (written: string) => string | null,
): readonly Contact[] {
  const values = attribute === null ? [] : texts(entry, attribute);
  const value = values.map(usable).find((one) => one !== null);
  return attribute === null || !value
    ? []
    : [{ kind, value, attribute, changedAt: changeTimeOf(entry, attribute) }];
}

/** How to reach a person outside the work mailbox. */
export async function contactsOf(
  { connection }: Session,
  { attributes = {} }: ActiveDirectorySettings,
  account: Account,
  signal: AbortSignal,
): Promise<readonly Contact[]> {
  const { mobile = 'mobile', privateMail = null } = attributes;
  const names = [mobile, privateMail].filter((name) => name !== null);
  if (names.length === 0) return [];
  const options = withChangeTimes(names);
  const [entry] = await connection.search(dnOf(account.id), options, signal).catch(gone);
  if (!entry) return [];
  const outside = (written: string) => {
    const address = mailAddress(written);
    return address === null || sameAddress(address, account.mail) ? null : address;
  };
  return [...contact(entry, 'sms', mobile, phoneNumber), ...contact(entry, 'mail', privateMail, outside)];
}

/** A manager whom the portal does not serve, may not see, or who is of another domain, is none. */
export async function managerOf(
  session: Session,
  lookup: LookupOfPeople,
  { id }: Account,
  signal: AbortSignal,
): Promise<Account | null> {
  const { connection } = session;
  const [entry] = await connection.search(dnOf(id), { ...base, attributes: ['manager'] }, signal).catch(gone);
  const dn = entry ? text(entry, 'manager') : null;
  if (dn === null) return null;
  const [manager] = await connection
    .search(dn, { ...base, attributes: ['objectGUID'] }, signal)
    .catch(elsewhere);
  const [guid] = manager ? bytes(manager, 'objectGUID') : [];
  return guid ? lookup.account(session, guidText(guid), signal) : null;
}

/** referral, noSuchObject and insufficientAccessRights: there is a manager, and not here. */
function elsewhere(error: unknown): never[] {
  if (isWireError(error) && [10, 32, 50].includes(error.result ?? -1)) return [];
  throw error;
}

/** By `tokenGroups`: every group, nested ones and the primary one alike. What cannot be read gives no role. */
export async function rolesOf(
  { connection }: Session,
  { roles }: Scope,
  { id }: Account,
  signal: AbortSignal,
): Promise<readonly Role[]> {
  const [entry] = await connection
    .search(dnOf(id), { ...base, attributes: ['tokenGroups'] }, signal)
    .catch(gone);
  const held = new Set(entry ? bytes(entry, 'tokenGroups').map(sidText) : []);
  return [...roles].flatMap(([role, groups]) => (groups.some((sid) => held.has(sid)) ? [role] : []));
}

/**
 * `unicodePwd` is written by nothing but a password write, so its time of change is the password's, also while
 * `pwdLastSet` is 0. Both times are whole seconds; the server's own clock is asked in the same breath. Fails
 * `directory-forbidden` where the portal's account may not read the times of change.
 */
export async function passwordAge(
  { connection }: Session,
  { id }: Account,
  signal: AbortSignal,
): Promise<number> {
  const [[entry], [server]] = await Promise.all([
    connection.search(dnOf(id), withChangeTimes(), signal).catch(gone),
    connection.search('', { ...base, attributes: ['currentTime'] }, signal),
  ]);
  if (!entry) throw new Failure('directory-moved');
  const writtenAt = changeTimeOf(entry, 'unicodePwd');
  const now = server ? generalizedTime(text(server, 'currentTime') ?? '') : null;
  if (!writtenAt || !now) throw new Failure('directory-forbidden');
  // Another server may have written it, by a clock that is a little ahead.
  return Math.max(0, now.getTime() - writtenAt.getTime());
}

/** `20261123165059.0Z` (RFC 4517 §3.3.13, in the one form that AD uses); null for anything else. */
function generalizedTime(value: string): Date | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(value);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time.getTime()) ? null : time;
}

import type { Administrator, Values } from './administrator.ts';
import { unicodePassword } from './administrator.ts';
import { type Unit, unitDn } from './tree.ts';

/** Bits of userAccountControl (MS-ADTS 2.2.16). */
export const accountFlags = {
  disabled: 0x2,
  ordinary: 0x200,
  neverExpires: 0x10000,
  smartCardRequired: 0x40000,
} as const;

export interface SambaPerson {
  readonly login: string;
  readonly agentNumber: string;
  readonly givenName: string;
  readonly surname: string;
  /** Kept in `middleName`, the attribute of the sandbox for a second surname. */
  readonly birthName?: string | null;
  readonly mail?: string | null;
  readonly mobile?: string | null;
  /** Kept in `otherMailbox`. */
  readonly privateMail?: string | null;
  readonly establishment?: string | null;
  readonly password: string;
  /** Further bits of `accountFlags`. */
  readonly flags?: number;
  /** 100 ns ticks since 1601; the account has expired when they lie in the past. */
  readonly accountExpires?: string;
  /** Further attributes as they are, e.g. servicePrincipalName. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** `Personnel` when left out. */
  readonly unit?: Unit;
}

/** Creates a person with a working password and returns the DN. The common name carries the login, so it is unique. */
export async function addPerson(admin: Administrator, person: SambaPerson): Promise<string> {
  const fullName = `${person.givenName} ${person.surname}`.trim();
  const dn = `CN=${escapeRdn(`${fullName} (${person.login})`)},${unitDn(admin, person.unit ?? 'Personnel')}`;
  const wanted: Record<string, Values | null | undefined> = {
    objectClass: ['top', 'person', 'organizationalPerson', 'user'],
    sAMAccountName: person.login,
    userPrincipalName: `${person.login}@${admin.controller.realm}`,
    givenName: person.givenName,
    sn: person.surname,
    displayName: fullName,
    employeeNumber: person.agentNumber,
    middleName: person.birthName,
    mail: person.mail,
    mobile: person.mobile,
    otherMailbox: person.privateMail,
    physicalDeliveryOfficeName: person.establishment,
    accountExpires: person.accountExpires,
    userAccountControl: String(accountFlags.ordinary | (person.flags ?? 0)),
    unicodePwd: unicodePassword(person.password),
    ...person.attributes,
  };
  const present = Object.entries(wanted).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  );
  await admin.add(dn, Object.fromEntries(present) as Record<string, Values>);
  return dn;
}

/** The person must change the password at the next logon. */
export async function demandChange(admin: Administrator, dn: string): Promise<void> {
  await admin.modify(dn, 'replace', 'pwdLastSet', '0');
}

/** Both by DN; null takes the manager away. */
export async function setManager(admin: Administrator, dn: string, manager: string | null): Promise<void> {
  await admin.modify(dn, 'replace', 'manager', manager === null ? [] : manager);
}

/** RFC 4514 §2.4: what may not stand bare in an attribute value of a DN. */
export function escapeRdn(value: string): string {
  const escaped = value.replace(/[\\",+<>;=]/g, '\\$&').replaceAll('\0', '\\00');
  return escaped.replace(/^[ #]/, '\\$&').replace(/ $/, '\\ ');
}

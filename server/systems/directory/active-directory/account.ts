import type { Account, AccountState, AccountVersion } from '../port.ts';
import { bytes, type Entry, integer, text, texts, ticks } from './entry.ts';
import { exclusionsOf } from './exclusions.ts';
import type { Scope } from './scope.ts';
import type { ActiveDirectorySettings } from './settings.ts';
import { guidText } from './sid.ts';

/** Bits of userAccountControl and of its computed sibling (MS-ADTS 2.2.16, 3.1.1.4.5.17). */
export const disabled = 0x2;
const lockedOut = 0x10;
export const passwordExpired = 0x800000;

/** accountExpires of an account that never does (MS-ADTS 2.342 in MS-ADA1). */
const neverTicks = new Set([0n, 0x7fffffffffffffffn]);
const unixEpochMs = 11_644_473_600_000n;

/** 100 ns ticks since 1601 → a date. */
export const dateOf = (value: bigint) => new Date(Number(value / 10_000n - unixEpochMs));

export function attributeNames({ attributes = {} }: ActiveDirectorySettings) {
  return {
    agentNumber: attributes.agentNumber ?? 'employeeNumber',
    extraSurnames: attributes.extraSurnames ?? [],
    establishment: attributes.establishment ?? 'physicalDeliveryOfficeName',
  };
}

export type AttributeNames = ReturnType<typeof attributeNames>;

export const versionAttributes = [
  'pwdLastSet',
  'msDS-KeyVersionNumber',
  'msDS-User-Account-Control-Computed',
];

/** Which PSO holds for an account; none where it is the domain's policy. */
export const resultantPso = 'msDS-ResultantPSO';

/** Everything that an account is made of, in one base search. */
export function accountAttributes(names: AttributeNames): string[] {
  const identity = [
    'objectGUID',
    'objectSid',
    'sAMAccountName',
    'userPrincipalName',
    'givenName',
    'sn',
    'displayName',
  ];
  const contact = ['mail', names.agentNumber, names.establishment, ...names.extraSurnames];
  const state = ['userAccountControl', 'accountExpires', 'adminCount', 'servicePrincipalName', 'tokenGroups'];
  const unusual = ['nTSecurityDescriptor', resultantPso];
  return [...new Set([...identity, ...contact, ...state, ...versionAttributes, ...unusual])];
}

/** Null when the two that make a version are not both readable. */
export function versionOf(entry: Entry, server: string): AccountVersion | null {
  const pwdLastSet = ticks(entry, 'pwdLastSet');
  const keyVersion = integer(entry, 'msDS-KeyVersionNumber');
  return pwdLastSet === null || keyVersion === null
    ? null
    : { server, pwdLastSet: String(pwdLastSet), keyVersion };
}

/** The version of an account whose fence could not be read: no write takes it. */
export const unreadableVersion = (server: string): AccountVersion => ({
  server,
  pwdLastSet: '',
  keyVersion: -1,
});

/**
 * An entry as the port knows it; null when it does not even say who it is. Where its state is not readable the
 * account counts as privileged, so that doubt refuses.
 */
export function accountOf(entry: Entry, server: string, scope: Scope, names: AttributeNames): Account | null {
  const [guid] = bytes(entry, 'objectGUID');
  const login = text(entry, 'sAMAccountName');
  if (guid?.length !== 16 || login === null) return null;
  const version = versionOf(entry, server) ?? unreadableVersion(server);
  const surname = text(entry, 'sn') ?? '';
  const givenName = text(entry, 'givenName') ?? '';
  const setAt = BigInt(version.pwdLastSet);
  return {
    id: guidText(guid),
    login,
    userPrincipalName: text(entry, 'userPrincipalName'),
    agentNumber: text(entry, names.agentNumber) ?? '',
    givenName,
    surname,
    surnames: [surname, ...names.extraSurnames.flatMap((name) => texts(entry, name))].filter(
      (name) => name !== '',
    ),
    displayName: text(entry, 'displayName') ?? `${givenName} ${surname}`.trim(),
    mail: text(entry, 'mail'),
    establishment: text(entry, names.establishment),
    passwordSetAt: setAt > 0n ? dateOf(setAt) : null,
    state: stateOf(entry, scope),
    version,
  };
}

function stateOf(entry: Entry, scope: Scope): AccountState {
  const flags = integer(entry, 'userAccountControl') ?? 0;
  const computed = integer(entry, 'msDS-User-Account-Control-Computed');
  const expires = ticks(entry, 'accountExpires');
  const mustChange = ticks(entry, 'pwdLastSet') === 0n;
  const exclusions = exclusionsOf(entry, scope);
  const unreadable = computed === null || expires === null || versionOf(entry, '') === null;
  return {
    disabled: (flags & disabled) !== 0,
    locked: ((computed ?? 0) & lockedOut) !== 0,
    accountExpired: expires !== null && !neverTicks.has(expires) && dateOf(expires).getTime() <= Date.now(),
    passwordExpired: !mustChange && ((computed ?? 0) & passwordExpired) !== 0,
    mustChange,
    exclusions: unreadable && !exclusions.includes('privileged') ? ['privileged', ...exclusions] : exclusions,
  };
}

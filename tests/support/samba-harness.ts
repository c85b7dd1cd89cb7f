import { Client } from 'ldapts';
import type { Administrator } from '../../server/sandbox/samba/administrator.ts';
import { unicodePassword } from '../../server/sandbox/samba/administrator.ts';
import { backdateChanges, backdatePassword } from '../../server/sandbox/samba/backdate.ts';
import { accountFlags, addPerson, demandChange, setManager } from '../../server/sandbox/samba/people.ts';
import { denyPasswordChange } from '../../server/sandbox/samba/security-descriptor.ts';
import { addMember, unitDn } from '../../server/sandbox/samba/tree.ts';
import { createActiveDirectory } from '../../server/systems/directory/active-directory/active-directory.ts';
import { guidText } from '../../server/systems/directory/active-directory/sid.ts';
import type { Exclusion } from '../../server/systems/directory/port.ts';
import { type DirectoryHarness, type PersonSpec, suitePolicies } from '../contract/directory-harness.ts';
import { groups, startTestSamba, type TestSamba } from './samba.ts';

/** The contract's harness on a Samba domain controller of its own. */
export async function activeDirectoryHarness(): Promise<DirectoryHarness> {
  const samba = await startTestSamba();
  const { admin } = samba;
  // Small pages, so that whoever lists people goes from one to the next.
  const directory = createActiveDirectory({ ...samba.settings, limits: { pageSize: 2 } });
  return {
    directory,
    capabilities: { groups: true, outside: true },
    add: async (person) => idOf(admin, await addInState(samba, person)),
    setPassword: (id, password) =>
      admin.modify(`<GUID=${id}>`, 'replace', 'unicodePwd', unicodePassword(password)),
    makePrivileged: async (id) => addMember(admin, domainAdmins(admin), await nameOf(admin, id)),
    setMobile: (id, mobile) => admin.modify(`<GUID=${id}>`, 'replace', 'mobile', mobile ?? []),
    setManager: async (id, manager) =>
      setManager(admin, `<GUID=${id}>`, manager === null ? null : await nameOf(admin, manager)),
    remove: (id) => admin.client.del(`<GUID=${id}>`),
    stop: async () => {
      await directory.close();
      await samba.stop();
    },
  };
}

export async function idOf(admin: Administrator, dn: string): Promise<string> {
  return guidText((await admin.bytes(dn, 'objectGUID'))!);
}

async function nameOf({ client }: Administrator, id: string): Promise<string> {
  const { searchEntries } = await client.search(`<GUID=${id}>`, { scope: 'base', attributes: ['1.1'] });
  return searchEntries[0]!.dn;
}

/** Makes a person in the state asked for, each state the way it comes about in the field, and returns the DN. */
export async function addInState(samba: TestSamba, person: PersonSpec): Promise<string> {
  const { admin } = samba;
  const has = (exclusion: Exclusion) => person.exclusions?.includes(exclusion) ?? false;
  const flag = (wanted: boolean | undefined, bit: number) => (wanted ? bit : 0);
  const dn = await addPerson(admin, {
    ...person,
    ...(person.accountExpired ? { accountExpires: '130000000000000000' } : {}),
    ...(person.outside ? { unit: 'Prestataires' as const } : {}),
    ...(has('service-principal') ? { attributes: { servicePrincipalName: `HTTP/${person.login}` } } : {}),
    flags:
      flag(person.disabled, accountFlags.disabled) |
      flag(has('never-expires'), accountFlags.neverExpires) |
      flag(has('smart-card-required'), accountFlags.smartCardRequired),
  });
  for (const group of groupsOf(admin, person, has)) await addMember(admin, group, dn);
  if (has('cannot-change-password')) await denyPasswordChange(admin, dn, 'self');
  if (person.mustChange) await demandChange(admin, dn);
  const ageDays = person.passwordAgeDays ?? (person.passwordExpired ? 200 : null);
  if (ageDays !== null) await backdatePassword(admin.controller, dn, daysAgo(ageDays));
  const written = [
    ...(ageDays === null ? [] : [{ dn, attribute: 'unicodePwd', at: daysAgo(ageDays) }]),
    ...(person.contactAgeDays === undefined ? [] : contactAttributes).map((attribute) => ({
      dn,
      attribute,
      at: daysAgo(person.contactAgeDays ?? 0),
    })),
  ];
  if (written.length > 0) await backdateChanges(admin.controller, written);
  if (person.locked) await lock(samba, dn, person.policy ?? 'domain');
  return dn;
}

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const contactAttributes = ['mobile', 'otherMailbox'];
const domainAdmins = (admin: Administrator) => `CN=Domain Admins,CN=Users,${admin.base}`;

function groupsOf(
  admin: Administrator,
  person: PersonSpec,
  has: (exclusion: Exclusion) => boolean,
): string[] {
  const own = (name: string) => `CN=${name},${unitDn(admin, 'Groupes')}`;
  const memberships: readonly (readonly [boolean, string])[] = [
    [has('privileged'), domainAdmins(admin)],
    [has('protected-user'), `CN=Protected Users,CN=Users,${admin.base}`],
    [has('excluded-group'), own(groups.excludedTeam)],
    [person.privilegedByNesting ?? false, own(groups.adminTeam)],
    [person.technicianByNesting ?? false, own(groups.technicianTeam)],
    ...(person.roles ?? []).map((role) => [true, own(groups[role])] as const),
    [person.policy === 'strict', own(groups.strict)],
    [person.policy === 'patient', own(groups.patient)],
  ];
  return memberships.filter(([wanted]) => wanted).map(([, group]) => group);
}

/** Locks an account the only way there is: with wrong passwords. */
async function lock(samba: TestSamba, dn: string, policy: keyof typeof suitePolicies): Promise<void> {
  for (let tries = 0; tries < suitePolicies[policy].lockoutThreshold; tries += 1) {
    if ((await bindAs(samba, dn, 'Wrong-Passw0rd-0')) === 'accepted')
      throw new Error('a wrong password was accepted');
  }
}

/** Binds as a person, past the portal: `accepted`, or AD's sub-code. */
export async function bindAs({ settings }: TestSamba, dn: string, password: string): Promise<string> {
  const client = new Client({
    url: settings.urls[0]!,
    tlsOptions: { ca: [...settings.ca], minVersion: 'TLSv1.2' },
  });
  try {
    await client.bind(dn, password);
    return 'accepted';
  } catch (error) {
    return /data ([0-9a-f]+)/.exec((error as Error).message)?.[1] ?? 'no sub-code';
  } finally {
    await client.unbind();
  }
}

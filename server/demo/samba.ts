import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'ldapts';
import { reserveAddress } from '../sandbox/samba/addresses.ts';
import { type Administrator, signInAsAdministrator } from '../sandbox/samba/administrator.ts';
import { sambaAvailable } from '../sandbox/samba/available.ts';
import { backdateChanges, backdatePassword, type ChangeTime } from '../sandbox/samba/backdate.ts';
import { type Controller, caFileOf, ldapsUrl, loadController } from '../sandbox/samba/controller.ts';
import { portalSettings, prepareDomain } from '../sandbox/samba/domain.ts';
import { accountFlags, addPerson, demandChange, setManager } from '../sandbox/samba/people.ts';
import { addFineGrainedPolicy } from '../sandbox/samba/policies.ts';
import { provisionSamba } from '../sandbox/samba/provision.ts';
import { startSamba } from '../sandbox/samba/start.ts';
import { addGroup, addMember } from '../sandbox/samba/tree.ts';
import { defaultPolicies } from '../systems/directory/embedded/policies.ts';
import type { Role } from '../systems/directory/port.ts';
import type { DemoDirectory } from './demo.ts';
import { contactAgeDays, type DemoPerson, passwordAgeDays, passwordInDirectory, people } from './people.ts';

const excludedGroup = 'GG-Portail-Exclus';
const roleGroups: Readonly<Record<Role, string>> = {
  director: 'GG-Portail-Directeurs',
  'technician-1': 'GG-Portail-Niveau-1',
  'technician-2': 'GG-Portail-Niveau-2',
  'technician-3': 'GG-Portail-Niveau-3',
};
const dayMillis = 86_400_000;
/** Nobody's password is older than the demo itself, so a minimum age would refuse every first change. */
const policy = { ...defaultPolicies.domain, minAgeSeconds: 0 };

interface Groups {
  readonly excluded: string;
  readonly byRole: ReadonlyMap<string, string>;
  /** DN of the group that each fine-grained policy applies to. */
  readonly byPolicy: ReadonlyMap<string, string>;
}

async function prepareGroups(admin: Administrator): Promise<Groups> {
  const byPolicy = new Map<string, string>();
  for (const [at, policy] of defaultPolicies.fineGrained.entries()) {
    const name = policy.name ?? '';
    const group = await addGroup(admin, `GG-${name}`);
    await addFineGrainedPolicy(admin, { ...policy, name }, { precedence: (at + 1) * 10, appliesTo: group });
    byPolicy.set(name, group);
  }
  const byRole = new Map<string, string>();
  for (const [role, name] of Object.entries(roleGroups)) byRole.set(role, await addGroup(admin, name));
  return { excluded: await addGroup(admin, excludedGroup), byRole, byPolicy };
}

/** Locks an account the only way there is: with wrong passwords. */
async function lockOut(controller: Controller, dn: string): Promise<void> {
  const ca = await readFile(caFileOf(controller));
  for (let tries = 0; tries < defaultPolicies.domain.lockoutThreshold; tries += 1) {
    const client = new Client({ url: ldapsUrl(controller), tlsOptions: { ca: [ca], minVersion: 'TLSv1.2' } });
    await client.bind(dn, 'A-wrong-passw0rd').catch(() => undefined);
    await client.unbind();
  }
}

/** Brings one sample person into the directory in the state of their scenario and returns the DN. */
async function load(admin: Administrator, groups: Groups, person: DemoPerson): Promise<string> {
  const { state } = person;
  const password = passwordInDirectory(person);
  const flags =
    accountFlags.ordinary |
    (state.disabled ? accountFlags.disabled : 0) |
    (state.neverExpires ? accountFlags.neverExpires : 0);
  const dn = await addPerson(admin, { ...person, password, flags });
  const policyGroup = groups.byPolicy.get(person.policyName ?? '');
  if (policyGroup) await addMember(admin, policyGroup, dn);
  for (const role of person.roles) {
    const group = groups.byRole.get(role);
    if (group) await addMember(admin, group, dn);
  }
  if (state.excludedGroup) await addMember(admin, groups.excluded, dn);
  if (state.privileged) await addMember(admin, `CN=Domain Admins,CN=Users,${admin.base}`, dn);
  if (state.mustChange) await demandChange(admin, dn);
  if (state.passwordExpired) {
    await backdatePassword(
      admin.controller,
      dn,
      new Date(Date.now() - (defaultPolicies.domain.maxAgeSeconds ?? 0) * 1000 - dayMillis),
    );
  }
  if (state.locked) await lockOut(admin.controller, dn);
  return dn;
}

/** Everybody, their managers, and the past that a directory of today cannot have. */
async function loadAll(admin: Administrator, groups: Groups): Promise<void> {
  const dns = new Map<string, string>();
  for (const person of people) dns.set(person.login, await load(admin, groups, person));
  for (const { login, manager } of people)
    if (manager !== null) await setManager(admin, dns.get(login) ?? '', dns.get(manager) ?? '');
  const ago = (days: number) => new Date(Date.now() - days * dayMillis);
  const past = [...dns.values()].flatMap((dn): ChangeTime[] => [
    { dn, attribute: 'unicodePwd', at: ago(passwordAgeDays) },
    { dn, attribute: 'mobile', at: ago(contactAgeDays) },
    { dn, attribute: 'otherMailbox', at: ago(contactAgeDays) },
  ]);
  await backdateChanges(admin.controller, past);
}

/** The sample people in a real Active Directory domain, provisioned under `folder` or kept from the last run. */
export async function sambaDemo(folder: string): Promise<DemoDirectory> {
  const available = await sambaAvailable();
  if (!available.available) throw new Error(`${available.reason}. To enable it: ${available.command}`);
  const kept = existsSync(join(folder, 'controller.json'));
  const reserved = kept ? null : await reserveAddress();
  const controller =
    reserved === null
      ? await loadController(folder)
      : await provisionSamba({ folder, address: reserved.address });
  const running = await startSamba(controller.folder);
  const serviceAccount = { login: 'svc-reprise', password: `Svc-${controller.administratorPassword}` };
  const settings = {
    ...(await portalSettings(controller, serviceAccount)),
    excludedGroups: [excludedGroup, ...Object.values(roleGroups)],
    roles: Object.fromEntries(Object.entries(roleGroups).map(([role, group]) => [role, [group]])),
  };
  const bindPasswordFile = join(folder, 'service.password');
  await writeFile(bindPasswordFile, `${serviceAccount.password}\n`, { mode: 0o600 });
  return {
    settings: { kind: 'active-directory', settings },
    ldap: {
      url: running.url,
      ca: running.caFile,
      bindDN: settings.bindDN,
      bindPasswordFile,
      base: settings.base,
    },
    async fill() {
      const admin = await signInAsAdministrator(controller);
      await prepareDomain(admin, { policy, serviceAccount });
      const groups = await prepareGroups(admin);
      await loadAll(admin, groups);
      await admin.close();
    },
    async stop() {
      await running.stop();
      await reserved?.release();
    },
  };
}

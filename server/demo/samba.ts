import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'ldapts';
import { reserveAddress } from '../sandbox/samba/addresses.ts';
import { type Administrator, signInAsAdministrator } from '../sandbox/samba/administrator.ts';
import { sambaAvailable } from '../sandbox/samba/available.ts';
import { backdatePassword } from '../sandbox/samba/backdate.ts';
import { type Controller, caFileOf, ldapsUrl, loadController } from '../sandbox/samba/controller.ts';
import { portalSettings, prepareDomain } from '../sandbox/samba/domain.ts';
import { accountFlags, addPerson, demandChange } from '../sandbox/samba/people.ts';
import { addFineGrainedPolicy } from '../sandbox/samba/policies.ts';
import { provisionSamba } from '../sandbox/samba/provision.ts';
import { startSamba } from '../sandbox/samba/start.ts';
import { addGroup, addMember } from '../sandbox/samba/tree.ts';
import { defaultPolicies } from '../systems/directory/embedded/policies.ts';
import type { DemoDirectory } from './demo.ts';
import { type DemoPerson, passwordInDirectory, people } from './people.ts';

const excludedGroup = 'GG-Portail-Exclus';
const dayMillis = 86_400_000;
/** Nobody's password is older than the demo itself, so a minimum age would refuse every first change. */
const policy = { ...defaultPolicies.domain, minAgeSeconds: 0 };

interface Groups {
  readonly excluded: string;
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
  return { excluded: await addGroup(admin, excludedGroup), byPolicy };
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

/** Brings one sample person into the directory in the state of their scenario. */
async function load(admin: Administrator, groups: Groups, person: DemoPerson): Promise<void> {
  const { state } = person;
  const password = passwordInDirectory(person);
  const flags =
    accountFlags.ordinary |
    (state.disabled ? accountFlags.disabled : 0) |
    (state.neverExpires ? accountFlags.neverExpires : 0);
  const dn = await addPerson(admin, { ...person, password, flags });
  const policyGroup = groups.byPolicy.get(person.policyName ?? '');
  if (policyGroup) await addMember(admin, policyGroup, dn);
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
    excludedGroups: [excludedGroup],
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
      for (const person of people) await load(admin, groups, person);
      await admin.close();
    },
    async stop() {
      await running.stop();
      await reserved?.release();
    },
  };
}

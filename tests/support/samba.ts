import { randomUUID } from 'node:crypto';
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { reserveAddress } from '../../server/sandbox/samba/addresses.ts';
import { type Administrator, signInAsAdministrator } from '../../server/sandbox/samba/administrator.ts';
import { cloneSamba } from '../../server/sandbox/samba/clone.ts';
import { portalSettings, prepareDomain } from '../../server/sandbox/samba/domain.ts';
import { addFineGrainedPolicy } from '../../server/sandbox/samba/policies.ts';
import { provisionSamba } from '../../server/sandbox/samba/provision.ts';
import { addServiceAccount } from '../../server/sandbox/samba/service-account.ts';
import { type RunningSamba, startSamba } from '../../server/sandbox/samba/start.ts';
import { addGroup, addMember } from '../../server/sandbox/samba/tree.ts';
import type { ActiveDirectorySettings } from '../../server/systems/directory/active-directory/settings.ts';
import { suitePolicies } from '../contract/directory-harness.ts';

/** The portal's account in the test domain, and one that may read everything but the password settings objects. */
const serviceAccount = { login: 'svc-reprise', password: 'Svc-Reprise-Passw0rd-1' };
export const blindAccount = { login: 'svc-aveugle', password: 'Svc-Aveugle-Passw0rd-1' };

/** Groups of the test domain by what they are for. */
export const groups = {
  excluded: 'GG-Portail-Exclus',
  excludedTeam: 'GG-Portail-Techniciens',
  sensitive: 'GG-Direction-Sensible',
  adminTeam: 'GG-Equipe-Admin',
  strict: 'GG-Regle-Stricte',
  patient: 'GG-Regle-Patiente',
  director: 'GG-Portail-Directeurs',
  'technician-1': 'GG-Portail-Niveau-1',
  'technician-2': 'GG-Portail-Niveau-2',
  'technician-3': 'GG-Portail-Niveau-3',
  technicianTeam: 'GG-Equipe-Assistance',
} as const;

const roleNames = ['director', 'technician-1', 'technician-2', 'technician-3'] as const;

export interface TestSamba {
  readonly running: RunningSamba;
  readonly admin: Administrator;
  /** How the portal would be configured for it. */
  readonly settings: ActiveDirectorySettings;
  stop(): Promise<void>;
}

/**
 * A domain controller of the caller's own, with the fixtures and no people: a clone of the run's snapshot, on its own
 * address. The first caller of a run makes the snapshot (about eight seconds), the others wait for it.
 */
export async function startTestSamba(): Promise<TestSamba> {
  const snapshot = await snapshotOfRun();
  const reserved = await reserveAddress();
  const folder = join(runFolder(), `clone-${randomUUID()}`);
  const controller = await cloneSamba(snapshot, folder, reserved.address);
  const running = await startSamba(controller.folder);
  const admin = await signInAsAdministrator(controller);
  const settings: ActiveDirectorySettings = {
    ...(await portalSettings(controller, serviceAccount)),
    privilegedGroups: [groups.sensitive],
    excludedGroups: [groups.excluded],
    roles: Object.fromEntries(roleNames.map((role) => [role, [groups[role]]])),
  };
  return {
    running,
    admin,
    settings,
    async stop() {
      await admin.close();
      await running.stop();
      await reserved.release();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const prefix = 'reprise-test-samba-';
/** All workers of one run have the same parent; the runner may join several runs by naming them. */
const runFolder = () => join(tmpdir(), `${prefix}${process.env['REPRISE_TEST_RUN'] ?? process.ppid}`);

/** The folder of the stopped, prepared controller; made by whoever creates the run's folder first. */
async function snapshotOfRun(): Promise<string> {
  const folder = runFolder();
  const mine = await mkdir(folder).then(
    () => true,
    () => false,
  );
  if (mine) await make(folder);
  for (const end = Date.now() + 90_000; Date.now() < end; await wait(50)) {
    if (await exists(join(folder, 'ready'))) return join(folder, 'snapshot');
    const failed = await readFile(join(folder, 'failed'), 'utf8').catch(() => null);
    if (failed !== null) throw new Error(`the Samba snapshot of this run could not be made: ${failed}`);
  }
  throw new Error('the Samba snapshot of this run was not ready in time');
}

async function make(folder: string): Promise<void> {
  try {
    await removeAbandoned(folder);
    const reserved = await reserveAddress();
    const controller = await provisionSamba({ folder: join(folder, 'snapshot'), address: reserved.address });
    const running = await startSamba(controller.folder);
    const admin = await signInAsAdministrator(controller);
    await fixtures(admin);
    await admin.close();
    await running.stop();
    await reserved.release();
    await writeFile(join(folder, 'ready'), '');
  } catch (error) {
    await writeFile(join(folder, 'failed'), error instanceof Error ? error.message : 'unknown');
  }
}

async function fixtures(admin: Administrator): Promise<void> {
  await prepareDomain(admin, { policy: suitePolicies.domain, serviceAccount });
  await addServiceAccount(admin, { ...blindAccount, psoSettings: false });
  const { strict, patient } = suitePolicies;
  await addFineGrainedPolicy(admin, strict, {
    precedence: 10,
    appliesTo: await addGroup(admin, groups.strict),
  });
  await addFineGrainedPolicy(admin, patient, {
    precedence: 20,
    appliesTo: await addGroup(admin, groups.patient),
  });
  const team = await addGroup(admin, groups.excludedTeam);
  await addGroup(admin, groups.excluded, [team]);
  await addGroup(admin, groups.sensitive);
  const technicians = await addGroup(admin, groups.technicianTeam);
  for (const role of roleNames)
    await addGroup(admin, groups[role], role === 'technician-1' ? [technicians] : []);
  const admins = await addGroup(admin, groups.adminTeam);
  await addMember(admin, `CN=Domain Admins,CN=Users,${admin.base}`, admins);
}

/** Snapshots of runs whose process has ended. */
async function removeAbandoned(mine: string): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)$`).exec(name)?.[1] ?? Number.NaN);
    const folder = join(tmpdir(), name);
    if (Number.isNaN(pid) || folder === mine || isRunning(pid)) continue;
    await rm(folder, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createAuthority, issueServerCertificate } from './certificates.ts';
import { command } from './commands.ts';
import { smbConf, workgroupOf } from './configuration.ts';
import { type Controller, configurationOf, saveController } from './controller.ts';

export interface SambaOptions {
  /** Everything of the controller goes here; an existing folder is replaced. */
  readonly folder: string;
  /** A loopback address of its own, see `reserveAddress`. */
  readonly address: string;
  /** `reprise.test` when left out. */
  readonly realm?: string;
}

/** Makes a new, empty Active Directory domain with its first domain controller, stopped. Takes about five seconds. */
export async function provisionSamba(options: SambaOptions): Promise<Controller> {
  const controller: Controller = {
    folder: resolve(options.folder),
    address: options.address,
    realm: (options.realm ?? 'reprise.test').toLowerCase(),
    name: 'dc1',
    administratorPassword: `Adm-${randomBytes(18).toString('base64url')}-9z`,
  };
  await rm(controller.folder, { recursive: true, force: true });
  await mkdir(join(controller.folder, 'etc'), { recursive: true, mode: 0o700 });
  await mkdir(join(controller.folder, 'run'));
  await writeFile(configurationOf(controller), smbConf(controller));
  await createAuthority(join(controller.folder, 'tls'));
  await issueServerCertificate(controller);
  await command('samba-tool', provisionArguments(controller));
  await saveController(controller);
  return controller;
}

function provisionArguments(controller: Controller): string[] {
  return [
    'domain',
    'provision',
    '--quiet',
    `--configfile=${configurationOf(controller)}`,
    `--targetdir=${controller.folder}`,
    `--realm=${controller.realm.toUpperCase()}`,
    `--domain=${workgroupOf(controller.realm)}`,
    '--server-role=dc',
    '--dns-backend=NONE',
    `--host-name=${controller.name}`,
    `--host-ip=${controller.address}`,
    `--adminpass=${controller.administratorPassword}`,
  ];
}

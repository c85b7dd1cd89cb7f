import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A provisioned domain controller on disk, started or not. Written to `controller.json` in its folder, mode 0600. */
export interface Controller {
  readonly folder: string;
  /** Its own loopback address. */
  readonly address: string;
  /** Lower case, e.g. `reprise.test`. */
  readonly realm: string;
  /** Host name without the realm, lower case. */
  readonly name: string;
  readonly administratorPassword: string;
}

const fileOf = (folder: string) => join(folder, 'controller.json');

export async function saveController(controller: Controller): Promise<void> {
  await writeFile(fileOf(controller.folder), JSON.stringify(controller, null, 2), { mode: 0o600 });
}

export async function loadController(folder: string): Promise<Controller> {
  const saved = JSON.parse(await readFile(fileOf(folder), 'utf8')) as Controller;
  return { ...saved, folder };
}

/** `reprise.test` → `DC=reprise,DC=test` */
export function baseOf({ realm }: Pick<Controller, 'realm'>): string {
  return realm
    .split('.')
    .map((label) => `DC=${label}`)
    .join(',');
}

export const ldapsUrl = ({ address }: Pick<Controller, 'address'>) => `ldaps://${address}:636`;
export const caFileOf = ({ folder }: Pick<Controller, 'folder'>) => join(folder, 'tls', 'ca.pem');
export const configurationOf = ({ folder }: Pick<Controller, 'folder'>) => join(folder, 'etc', 'smb.conf');

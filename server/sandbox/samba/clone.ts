import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { issueServerCertificate } from './certificates.ts';
import { command } from './commands.ts';
import { smbConf } from './configuration.ts';
import { type Controller, configurationOf, loadController, saveController } from './controller.ts';

/**
 * Copies a stopped controller to another folder and address: same domain, same people, same authority, and a
 * certificate for the new address. Takes about half a second.
 */
export async function cloneSamba(snapshot: string, folder: string, address: string): Promise<Controller> {
  const controller = { ...(await loadController(resolve(snapshot))), folder: resolve(folder), address };
  await rm(controller.folder, { recursive: true, force: true });
  await command('cp', ['-a', '--sparse=always', resolve(snapshot), controller.folder]);
  await writeFile(configurationOf(controller), smbConf(controller));
  await issueServerCertificate(controller);
  await saveController(controller);
  return controller;
}

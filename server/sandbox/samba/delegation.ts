import { sidText } from '../../systems/directory/active-directory/sid.ts';
import type { Administrator } from './administrator.ts';
import { command } from './commands.ts';
import { type Controller, configurationOf } from './controller.ts';
import { passwordSettingsContainer } from './policies.ts';
import { unitDn } from './tree.ts';

const user = 'bf967aba-0de6-11d0-a285-00aa003049e2';
const resetPassword = '00299570-246d-11d0-a768-00aa006e0529';
const pwdLastSet = 'bf967a0a-0de6-11d0-a285-00aa003049e2';
const lockoutTime = '28630ebf-41d5-11d1-a9c1-0000f80367c1';

/**
 * Gives an account what the portal needs on the unit `Personnel`, and nothing else: reset passwords, write
 * pwdLastSet and lockoutTime, read users. `psoSettings` adds reading the fine-grained password policies.
 */
export async function delegate(
  admin: Administrator,
  account: string,
  options: { readonly psoSettings: boolean },
): Promise<void> {
  const sid = sidText((await admin.bytes(account, 'objectSid'))!);
  const rights = [
    `(OA;CIIO;CR;${resetPassword};${user};${sid})`,
    `(OA;CIIO;RPWP;${pwdLastSet};${user};${sid})`,
    `(OA;CIIO;RPWP;${lockoutTime};${user};${sid})`,
    `(OA;CIIO;LCRPLORC;;${user};${sid})`,
  ];
  await grant(admin.controller, unitDn(admin, 'Personnel'), rights.join(''));
  if (options.psoSettings)
    await grant(admin.controller, passwordSettingsContainer(admin), `(A;CI;LCRPLORC;;;${sid})`);
}

async function grant(controller: Controller, object: string, sddl: string): Promise<void> {
  const where = ['-H', `${controller.folder}/private/sam.ldb`, '-s', configurationOf(controller)];
  const what = ['--action=allow', `--objectdn=${object}`, `--sddl=${sddl}`];
  await command('samba-tool', ['dsacl', 'set', ...where, ...what]);
}

import { readFile } from 'node:fs/promises';
import type { ActiveDirectorySettings } from '../../systems/directory/active-directory/settings.ts';
import type { PasswordPolicy } from '../../systems/directory/port.ts';
import type { Administrator } from './administrator.ts';
import { baseOf, type Controller, caFileOf, ldapsUrl } from './controller.ts';
import { setDomainPolicy } from './policies.ts';
import { addServiceAccount } from './service-account.ts';
import { plantTree, unitDn } from './tree.ts';

export interface DomainOptions {
  readonly policy: PasswordPolicy;
  readonly serviceAccount: { readonly login: string; readonly password: string };
}

/** An organisation ready for people: its branch, the password rules, the portal's account with its delegation. */
export async function prepareDomain(
  admin: Administrator,
  { policy, serviceAccount }: DomainOptions,
): Promise<{ readonly bindDN: string }> {
  await plantTree(admin);
  await setDomainPolicy(admin, policy);
  return { bindDN: await addServiceAccount(admin, { ...serviceAccount, psoSettings: true }) };
}

/** How the portal reaches a controller made here, and where `addPerson` puts what. */
export async function portalSettings(
  controller: Controller,
  account: { readonly login: string; readonly password: string },
): Promise<ActiveDirectorySettings> {
  const base = baseOf(controller);
  return {
    urls: [ldapsUrl(controller)],
    ca: [await readFile(caFileOf(controller), 'utf8')],
    bindDN: `CN=${account.login},${unitDn({ base }, 'Comptes-Services')}`,
    bindPassword: account.password,
    base,
    people: { bases: [unitDn({ base }, 'Personnel')] },
    attributes: { extraSurnames: ['middleName'], mobile: 'mobile', privateMail: 'otherMailbox' },
  };
}

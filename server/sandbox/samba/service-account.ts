import { type Administrator, unicodePassword } from './administrator.ts';
import { delegate } from './delegation.ts';
import { accountFlags, escapeRdn } from './people.ts';
import { unitDn } from './tree.ts';

/** Makes an account for the portal with its delegation and returns the DN. */
export async function addServiceAccount(
  admin: Administrator,
  account: { readonly login: string; readonly password: string; readonly psoSettings: boolean },
): Promise<string> {
  const dn = `CN=${escapeRdn(account.login)},${unitDn(admin, 'Comptes-Services')}`;
  await admin.add(dn, {
    objectClass: ['top', 'person', 'organizationalPerson', 'user'],
    sAMAccountName: account.login,
    userPrincipalName: `${account.login}@${admin.controller.realm}`,
    userAccountControl: String(accountFlags.ordinary | accountFlags.neverExpires),
    unicodePwd: unicodePassword(account.password),
  });
  await delegate(admin, dn, { psoSettings: account.psoSettings });
  return dn;
}

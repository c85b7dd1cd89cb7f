import type { Controller } from './controller.ts';

/**
 * smb.conf of a private domain controller: LDAP(S) alone, everything under its own folder, one loopback address.
 * Simple binds are taken over TLS only (`ldap server require strong auth`).
 */
export function smbConf({ folder, address, realm, name }: Controller): string {
  const workgroup = workgroupOf(realm);
  const settings = {
    'netbios name': name.toUpperCase(),
    realm: realm.toUpperCase(),
    workgroup,
    'server role': 'active directory domain controller',
    interfaces: `${address}/8`,
    'bind interfaces only': 'yes',
    'server services': 'ldap',
    'private dir': `${folder}/private`,
    'state directory': `${folder}/state`,
    'cache directory': `${folder}/cache`,
    'lock directory': folder,
    'pid directory': `${folder}/run`,
    'binddns dir': `${folder}/bind-dns`,
    'ncalrpc dir': `${folder}/run/ncalrpc`,
    'ntp signd socket directory': `${folder}/run/ntp_signd`,
    'winbindd socket directory': `${folder}/run/winbindd`,
    'log file': `${folder}/log.samba`,
    logging: 'file',
    'log level': '1',
    'dns update command': '/bin/true',
    'spn update command': '/bin/true',
    'samba kcc command': '/bin/true',
    'ldap server require strong auth': 'yes',
    'old password allowed period': '0',
    'tls enabled': 'yes',
    'tls cafile': `${folder}/tls/ca.pem`,
    'tls certfile': `${folder}/tls/server.pem`,
    'tls keyfile': `${folder}/tls/server.key`,
  };
  const lines = Object.entries(settings).map(([key, value]) => `\t${key} = ${value}`);
  const share = (label: string, path: string) => [`[${label}]`, `\tpath = ${path}`, '\tread only = no'];
  return [
    '[global]',
    ...lines,
    ...share('sysvol', `${folder}/state/sysvol`),
    ...share('netlogon', `${folder}/state/sysvol/${realm}/scripts`),
    '',
  ].join('\n');
}

/** The NetBIOS domain: first label, upper case, at most 15 characters. */
export function workgroupOf(realm: string): string {
  return realm.split('.')[0]!.toUpperCase().slice(0, 15);
}

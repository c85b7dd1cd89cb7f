import { spawnSync } from 'node:child_process';
import { existsSync, globSync, writeFileSync } from 'node:fs';

/** A program that real tests need and npm does not bring. */
export interface Component {
  readonly name: string;
  /** The module of tests/support that starts it; a test file that imports it needs the component. */
  readonly support: string;
  /** What a person would type. */
  readonly command: string;
  available(): boolean;
  /** True when an installation was tried and ended well. */
  install(): boolean;
}

const isRoot = () => process.getuid?.() === 0;
/** The package lists are fetched once a run. */
const lists = { fetched: false };

/** Debian's packages, when this is Debian and we are root. Services are kept from starting by themselves. */
function aptInstall(packages: readonly string[]): boolean {
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) return false;
  const policy = '/usr/sbin/policy-rc.d';
  if (!existsSync(policy)) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  if (!lists.fetched) lists.fetched = apt('-qq', 'update');
  return apt('-qq', 'install', '-y', '--no-install-recommends', ...packages);
}

function debian(
  name: string,
  support: string,
  packages: readonly string[],
  available: () => boolean,
): Component {
  return {
    name,
    support,
    command: `sudo apt-get install --no-install-recommends ${packages.join(' ')}`,
    available,
    install: () => aptInstall(packages),
  };
}

export const components: readonly Component[] = [
  debian(
    'Samba AD DC',
    'samba',
    ['samba', 'samba-dsdb-modules', 'samba-ad-provision', 'samba-vfs-modules'],
    () => isRoot() && existsSync('/usr/sbin/samba') && existsSync('/usr/share/samba/setup/provision.ldif'),
  ),
  debian(
    'PostgreSQL',
    'postgres',
    ['postgresql'],
    () => globSync('/usr/lib/postgresql/*/bin/postgres').length > 0,
  ),
  debian('Chromium', 'browser', ['chromium', 'fonts-dejavu-core'], () => existsSync('/usr/bin/chromium')),
];

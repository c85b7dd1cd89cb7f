import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { commandEnvironment } from './commands.ts';

const programs = ['samba', 'samba-tool', 'openssl'] as const;

/** How to install what is missing, on Debian and its children, as root. */
export const sambaInstallCommand =
  'apt-get install -y --no-install-recommends samba samba-dsdb-modules samba-ad-provision samba-vfs-modules openssl';

export type SambaAvailability =
  | { readonly available: true }
  | { readonly available: false; readonly reason: string; readonly command: string };

/** Whether a private domain controller can run here: Linux, root (LDAP's ports are privileged), Samba's AD parts. */
export async function sambaAvailable(): Promise<SambaAvailability> {
  if (process.platform !== 'linux')
    return missing('Samba AD DC needs Linux', 'run in the container of docs/operating');
  if (process.getuid?.() !== 0) return missing('ports 389 and 636 need root', 'sudo npm test');
  for (const program of programs) {
    if (!(await onPath(program))) return missing(`${program} is not installed`, sambaInstallCommand);
  }
  return { available: true };
}

function missing(reason: string, command: string): SambaAvailability {
  return { available: false, reason, command };
}

async function onPath(program: string): Promise<boolean> {
  const tried = commandEnvironment.PATH.split(':').map((folder) =>
    access(join(folder, program), constants.X_OK),
  );
  return (await Promise.allSettled(tried)).some((one) => one.status === 'fulfilled');
}

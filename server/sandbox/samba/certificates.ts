import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './commands.ts';
import type { Controller } from './controller.ts';

const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
const validity = ['-days', '365'];

/** A certificate authority of its own: `ca.pem` and `ca.key` in `folder`. */
export async function createAuthority(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
  const added = extensions.flatMap((extension) => ['-addext', extension]);
  const subject = ['-subj', '/CN=Reprise sandbox CA'];
  const out = ['-keyout', 'ca.key', '-out', 'ca.pem'];
  await command('openssl', ['req', '-x509', ...key, ...validity, ...subject, ...added, ...out], folder);
}

/**
 * `server.pem` and `server.key` for a controller, signed by the authority of the same folder. Names: the host's, its
 * address, and localhost with 127.0.0.1, so that a proxy in front of it can be used without turning checks off.
 */
export async function issueServerCertificate(controller: Controller): Promise<void> {
  const folder = join(controller.folder, 'tls');
  const host = `${controller.name}.${controller.realm}`;
  const names = [`DNS:${host}`, 'DNS:localhost', `IP:${controller.address}`, 'IP:127.0.0.1'];
  const extensions = [
    `subjectAltName=${names.join(',')}`,
    'extendedKeyUsage=serverAuth',
    'basicConstraints=CA:FALSE',
  ];
  await writeFile(join(folder, 'server.ext'), extensions.join('\n'));
  const request = ['-subj', `/CN=${host}`, '-keyout', 'server.key', '-out', 'server.csr'];
  await command('openssl', ['req', ...key, ...request], folder);
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'server.ext'];
  await command(
    'openssl',
    ['x509', '-req', '-in', 'server.csr', ...signing, ...validity, '-out', 'server.pem'],
    folder,
  );
  await Promise.all(['server.csr', 'server.ext'].map((file) => rm(join(folder, file))));
}

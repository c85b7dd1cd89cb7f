import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const VERSIONS = '/usr/lib/postgresql';
const START_LIMIT_MS = 30_000;

export interface PrivatePostgres {
  readonly port: number;
  readonly pid: number;
  /** Makes a fresh, empty database and returns its URL. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** The folder of the newest installed PostgreSQL's programs, Debian's layout; null when there is none. */
function programs(): string | null {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS) : [];
  const newest = versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(VERSIONS, version, 'bin'));
  return newest.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/** Whether `startPostgres` can work here. */
export function postgresAvailable(): boolean {
  return programs() !== null;
}

/** Starts a PostgreSQL of its own: own folder, own port on 127.0.0.1, no password, nothing flushed to disk. */
export async function startPostgres(): Promise<PrivatePostgres> {
  const bin = programs();
  if (bin === null) throw new Error('PostgreSQL is not installed (Debian: apt-get install postgresql)');
  const folder = mkdtempSync(join(tmpdir(), 'reprise-postgres-'));
  const account = otherAccount();
  if (account !== null) chownSync(folder, account.uid, account.gid);
  const [initdb, ...initArguments] = [...asAccount(account), join(bin, 'initdb'), ...INIT, '-D', folder];
  execFileSync(initdb as string, initArguments, { stdio: 'ignore', cwd: folder });
  const port = await freePort();
  const [command, ...parameters] = [...asAccount(account), join(bin, 'postgres'), ...settings(folder, port)];
  const server = spawn(command as string, parameters, { stdio: 'ignore', cwd: folder });
  const stop = async () => {
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  };
  await answering(server, port).catch(async (error) => {
    await stop();
    throw error;
  });
  return { port, pid: server.pid as number, createDatabase: () => createDatabase(port), stop };
}

const INIT = ['--no-sync', '-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--locale', 'C'];

function settings(folder: string, port: number): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    max_connections: '200',
    shared_buffers: '32MB',
    logging_collector: 'off',
  };
  const options = Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', folder, '-p', String(port), ...options];
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; Debian's package brings the account `postgres`. */
function otherAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** `setpriv` replaces itself by the program, so the child's id is the server's own; it dies with the tests. */
function asAccount(account: Account | null): string[] {
  if (account === null) return [];
  return [
    'setpriv',
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    '--pdeathsig',
    'KILL',
  ];
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

const adminUrl = (port: number, database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;

async function admin(port: number, text: string): Promise<void> {
  const client = new pg.Client({
    connectionString: adminUrl(port, 'postgres'),
    connectionTimeoutMillis: 1_000,
  });
  client.on('error', () => {});
  await client.connect();
  await client.query(text).finally(() => client.end());
}

async function createDatabase(port: number): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await admin(port, `create database ${name}`);
  return adminUrl(port, name);
}

async function answering(server: ChildProcess, port: number): Promise<void> {
  const limit = Date.now() + START_LIMIT_MS;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at its start with ${server.exitCode}`);
    try {
      return await admin(port, 'select 1');
    } catch (error) {
      if (Date.now() > limit) throw error;
      await sleep(50);
    }
  }
}

/** SIGINT is PostgreSQL's fast shutdown: open connections are closed. */
async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  await exit;
}

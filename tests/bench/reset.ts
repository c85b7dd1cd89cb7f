import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Attribute, Change, Client } from 'ldapts';
import { stringify } from 'yaml';
import { accountFlags, addPerson } from '../../server/sandbox/samba/people.ts';
import { createActiveDirectory } from '../../server/systems/directory/active-directory/active-directory.ts';
import { createHttpClient } from '../support/http-client.ts';
import { openPort } from '../support/ports.ts';
import { temporaryPasswordOn } from '../support/recover-over-http.ts';
import { startTestSamba, type TestSamba } from '../support/samba.ts';
import { atMost, type Figure, forInformation, median, quantile } from './report.ts';

const people = 40;
const warmUp = 3;
const requests = 10_000;
const refusals = 300;

const change = (operation: 'add' | 'delete' | 'replace', type: string, value: string | Buffer) =>
  new Change({ operation, modification: new Attribute({ type, values: [value] as string[] }) });

/**
 * The least that a reset can be, on one connection that stays open: look-up, re-read, fenced write, read-back. The
 * account that was found is read once before, for whom the portal may serve: a directory tells all groups of an account
 * (`tokenGroups`) only where that account alone is asked for, and a member of a protected group must be refused then.
 */
async function floorOf({ settings }: TestSamba) {
  const client = new Client({
    url: settings.urls[0] ?? '',
    tlsOptions: { ca: [...settings.ca], minVersion: 'TLSv1.2' },
  });
  await client.bind(settings.bindDN, settings.bindPassword);
  const attributes = [
    'objectGUID',
    'sn',
    'employeeNumber',
    'sAMAccountName',
    'pwdLastSet',
    'msDS-KeyVersionNumber',
    'msDS-User-Account-Control-Computed',
    'tokenGroups',
    'adminCount',
  ];
  return {
    async reset(agentNumber: string): Promise<void> {
      const found = await client.search(settings.people.bases[0] ?? '', {
        scope: 'sub',
        filter: `(employeeNumber=${agentNumber})`,
        attributes: ['objectGUID', 'sn'],
      });
      const dn = found.searchEntries[0]?.dn ?? '';
      const read = () => client.search(dn, { scope: 'base', attributes });
      await read();
      const pwdLastSet = String((await read()).searchEntries[0]?.['pwdLastSet']);
      const password = Buffer.from(`"${randomBytes(12).toString('base64url')}aA1"`, 'utf16le');
      await client.modify(dn, [
        change('delete', 'pwdLastSet', pwdLastSet),
        change('add', 'pwdLastSet', '0'),
        change('replace', 'unicodePwd', password),
        change('replace', 'lockoutTime', '0'),
      ]);
      await read();
    },
    close: () => client.unbind(),
  };
}

/** What the portal asks of the directory for one reset, by its own adapter. */
function directoryPartOf({ settings }: TestSamba) {
  const directory = createActiveDirectory(settings);
  return {
    async reset(agentNumber: string): Promise<void> {
      const signal = AbortSignal.timeout(20_000);
      const found = await directory.findByAgentNumber(agentNumber, signal);
      const account = found.found === 'one' ? await directory.read(found.account.id, signal) : null;
      if (account === null) throw new Error(`no account of number ${agentNumber}`);
      await directory.policyOf(account, signal);
      const password = `${randomBytes(12).toString('base64url')}aA1`;
      await directory.reset(account, password, { chosenByPerson: false }, signal);
    },
    close: () => directory.close(),
  };
}

/** The last of the processes that a command started one within the other: npm, its shell, Node. */
function innermost(pid: number): number {
  const child = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0];
  return child ? innermost(Number(child)) : pid;
}

/** `npm start` on this domain; resolves when it is ready, with the milliseconds that took. */
async function startProduction({ settings }: TestSamba) {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-bench-'));
  const port = await openPort();
  const file = {
    publicUrl: `http://127.0.0.1:${port}`,
    organisation: { name: 'Banc d’essai' },
    helpDesk: { phone: '01 99 00 12 34' },
    directory: {
      urls: settings.urls,
      ca: { env: 'BENCH_CA' },
      bindDN: settings.bindDN,
      bindPassword: { env: 'BENCH_BIND' },
      base: settings.base,
      peopleBases: settings.people.bases,
    },
    // Warming up refuses hundreds of times: a site large enough not to be slowed.
    networks: [{ establishment: 'Siège régional', ranges: ['127.0.0.0/8'], failuresPerMinute: 10_000 }],
    proof: { notNeededOnNetworks: ['forgotten'] },
    limits: { failuresPerHour: 1_000_000 },
    messages: { folder: join(folder, 'messages') },
  };
  writeFileSync(join(folder, 'reprise.yaml'), stringify(file));
  const env = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: join(folder, 'data'),
    REPRISE_CONFIG: join(folder, 'reprise.yaml'),
    LOG_LEVEL: 'warn',
    BENCH_CA: settings.ca.join('\n'),
    BENCH_BIND: settings.bindPassword,
  };
  const started = performance.now();
  const child = spawn('npm', ['start'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://127.0.0.1:${port}`;
  while (
    !(await fetch(`${url}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    ))
  )
    await new Promise((next) => setTimeout(next, 5));
  const readyMs = performance.now() - started;
  const pid = innermost(child.pid ?? 0);
  return {
    url,
    pid,
    readyMs,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      process.kill(pid, 'SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function residentMB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** Brings a server to where it is after a morning's work: every path compiled, memory as it stays. */
async function inService(url: string): Promise<void> {
  for (let i = 0; i < requests; i += 100) {
    await Promise.all(
      Array.from({ length: 100 }, () => fetch(`${url}/recover`).then((answer) => answer.arrayBuffer())),
    );
  }
  for (let i = 0; i < refusals; i += 1) {
    const client = createHttpClient(url);
    const who = { surname: 'Personne', agentNumber: String(990_000 + i), reason: 'forgotten' };
    await client.submit(await client.get('/recover'), who, 'name="surname"');
  }
}

/** A whole reset through HTTP against the floor, in turns; then start-up and memory of the same production server. */
export async function benchReset(): Promise<Figure[]> {
  const samba = await startTestSamba();
  const portal = await startProduction(samba);
  const floor = await floorOf(samba);
  const directory = directoryPartOf(samba);
  try {
    const agents = Array.from({ length: 3 * people }, (_, i) => ({
      login: `banc${i}`,
      agentNumber: String(500_000 + i),
      givenName: 'Ada',
      surname: 'Mesure',
      password: 'Depart-Tulipe-47',
    }));
    for (const agent of agents)
      await addPerson(samba.admin, {
        ...agent,
        establishment: 'Siège régional',
        flags: accountFlags.ordinary,
      });

    await inService(portal.url);
    const times = { floor: [] as number[], directory: [] as number[], portal: [] as number[] };
    for (let i = 0; i < people; i += 1) {
      const [first, second, third] = agents.slice(3 * i);
      if (!first || !second || !third) break;
      times.floor.push(await timed(() => floor.reset(first.agentNumber)));
      times.directory.push(await timed(() => directory.reset(third.agentNumber)));
      const client = createHttpClient(portal.url);
      const start = await client.get('/recover');
      times.portal.push(
        await timed(async () => {
          const { surname, agentNumber } = second;
          const who = { surname, agentNumber, reason: 'forgotten' };
          const confirm = await client.submit(start, who, 'name="surname"');
          const done = await client.submit(
            confirm,
            { understood: 'on', action: 'reset' },
            'name="understood"',
          );
          if (temporaryPasswordOn(done) === null)
            throw new Error(`no password for ${second.login}: ${done.status} ${done.url}`);
        }),
      );
    }
    const bare = median(times.floor.slice(warmUp));
    const asked = median(times.directory.slice(warmUp));
    const whole = median(times.portal.slice(warmUp));
    console.log(
      `floor ${bare.toFixed(1)} ms, directory part ${asked.toFixed(1)} ms, whole reset through HTTP ${whole.toFixed(1)} ms, p99 ${quantile(times.portal, 0.99).toFixed(1)} ms`,
    );
    return [
      atMost('directory part of a reset against bare ldapts, median', asked / bare, 1.15, ' ×'),
      forInformation(
        'whole reset through HTTP against bare ldapts, median',
        whole / bare,
        'wanted ≤ 1.15',
        'decision 0011',
        ' ×',
      ),
      atMost('ready after npm start', portal.readyMs, 1000, ' ms'),
      atMost(`resident memory after ${requests} requests`, residentMB(portal.pid), 130, ' MB'),
    ];
  } finally {
    await floor.close();
    await portal.stop();
    await samba.stop();
  }
}

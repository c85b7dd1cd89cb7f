import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type autocannon from 'autocannon';
import { accountFlags, addPerson } from '../../server/sandbox/samba/people.ts';
import { createHttpClient, hiddenFields } from '../support/http-client.ts';
import { identify, temporaryPasswordOn } from '../support/recover-over-http.ts';
import { startTestSamba, type TestSamba } from '../support/samba.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { startServer } from './child.ts';
import { load } from './pages.ts';
import { atLeast, atMost, type Figure, median, quantile, round } from './report.ts';

const rounds = 3;
const outside = { 'x-demo-origin': 'other' };
const floodSeconds = 60;
const floodPosts = 10_000;
const journeys = 24;
const maxUnderWay = 300;

interface Session {
  readonly cookie: string;
  readonly hidden: Readonly<Record<string, string>>;
}

async function sessionAt(url: string): Promise<Session> {
  const client = createHttpClient(url, outside);
  const page = await client.get('/recover');
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { cookie, hidden: hiddenFields(page.text, 'name="surname"') };
}

let guesses = 0;

/** Another guess each time: it spends budgets of its own and finds its rows somewhere else in the table. */
function nextGuess(sessions: readonly Session[]) {
  guesses += 1;
  const { cookie, hidden } = sessions[guesses % sessions.length] as Session;
  const guess = { surname: `Nom${guesses}`, agentNumber: String(10_000_000 + guesses) };
  return {
    body: new URLSearchParams({ ...hidden, ...guess, reason: 'forgotten' }).toString(),
    headers: { ...outside, cookie, 'content-type': 'application/x-www-form-urlencoded' },
  };
}

const guessing = (sessions: readonly Session[]): autocannon.Request[] => [
  {
    method: 'POST',
    path: '/recover',
    setupRequest: (request) => ({ ...request, ...nextGuess(sessions) }),
  },
];

/** Posts guesses at a steady pace, whatever becomes of them; at most `maxUnderWay` at once. Counts answers by status. */
async function floodAt(url: string, sessions: readonly Session[]): Promise<Map<string, number>> {
  const answers = new Map<string, number>();
  const count = (what: string) => answers.set(what, (answers.get(what) ?? 0) + 1);
  // Another address than the kiosk's, as another network has.
  const agent = new Agent({ keepAlive: true, localAddress: '127.0.0.2', maxSockets: maxUnderWay });
  let underWay = 0;
  const post = () =>
    new Promise<void>((resolve) => {
      const { body, headers } = nextGuess(sessions);
      underWay += 1;
      const end = (what: string) => {
        underWay -= 1;
        count(what);
        resolve();
      };
      request(`${url}/recover`, { method: 'POST', agent, headers }, (answer) => {
        answer.resume().once('end', () => end(String(answer.statusCode)));
      })
        .once('error', () => end('error'))
        .end(body);
    });
  const started = performance.now();
  const posts: Promise<void>[] = [];
  for (;;) {
    const elapsed = performance.now() - started;
    if (elapsed >= floodSeconds * 1_000) break;
    const due = Math.ceil((elapsed / 1_000) * (floodPosts / floodSeconds) * 1.05);
    while (posts.length < due && underWay < maxUnderWay) posts.push(post());
    await wait(5);
  }
  await Promise.all(posts);
  agent.destroy();
  return answers;
}

function onlyRefusals(codes: Readonly<Record<string, unknown>> | undefined): void {
  const others = Object.keys(codes ?? {}).filter((status) => status !== '422');
  if (others.length > 0) throw new Error(`refusals answered ${others.join(', ')}`);
}

/** The refused identification with a million buckets and a million journal rows against empty tables, in turns. */
export async function benchLimits(): Promise<Figure[]> {
  const empty = await startServer('node', ['tests/bench/servers.ts', 'portal']);
  const full = await startServer('node', ['tests/bench/servers.ts', 'filled']);
  try {
    const requests = {
      empty: guessing([await sessionAt(empty.url)]),
      full: guessing([await sessionAt(full.url)]),
    };
    const measure = async (which: 'empty' | 'full') => {
      const run = await load(which === 'empty' ? empty : full, '/recover', { requests: requests[which] });
      onlyRefusals(run.result.statusCodeStats);
      return run.perCoreSecond;
    };
    await measure('empty');
    await measure('full');
    const ratios: number[] = [];
    for (let i = 0; i < rounds; i += 1) {
      const [bare, filled] = [await measure('empty'), await measure('full')];
      console.log(`refusals a core second: ${round(bare)} on empty tables, ${round(filled)} on full ones`);
      ratios.push(bare / filled);
    }
    return [atMost('refusal with a million buckets and journal rows', median(ratios), 1.2, ' × empty')];
  } finally {
    await empty.stop();
    await full.stop();
  }
}

async function hired(samba: TestSamba) {
  const agents = Array.from({ length: journeys }, (_, i) => ({
    login: `foule${i}`,
    agentNumber: String(700_000 + i),
    givenName: 'Ada',
    surname: 'Patience',
    password: 'Depart-Tulipe-47',
  }));
  for (const agent of agents) await addPerson(samba.admin, { ...agent, flags: accountFlags.ordinary });
  return agents;
}

/** From the first page to the temporary password, at a kiosk. */
async function journey(url: string, agent: { surname: string; agentNumber: string }): Promise<number> {
  const started = performance.now();
  const client = createHttpClient(url);
  const confirm = await identify(client, agent);
  const done = await client.submit(confirm, { understood: 'on', action: 'reset' }, 'name="understood"');
  if (temporaryPasswordOn(done) === null) throw new Error(`no password: ${done.status} ${done.url}`);
  return performance.now() - started;
}

/** Ten thousand guesses in a minute from one network, and agents at a kiosk meanwhile. */
export async function benchFlood(): Promise<Figure[]> {
  const samba = await startTestSamba();
  // Counts connections: each carries one operation at a time.
  const proxy = await startTcpProxy({ host: samba.running.controller.address, port: 636 });
  const server = await startServer('node', ['tests/bench/servers.ts', 'samba'], {
    BENCH_DIRECTORY: JSON.stringify({ ...samba.settings, urls: [`ldaps://127.0.0.1:${proxy.port}`] }),
  });
  try {
    const agents = await hired(samba);
    const sessions = await Promise.all(Array.from({ length: 500 }, () => sessionAt(server.url)));
    let mostAtOnce = 0;
    const watch = setInterval(() => {
      mostAtOnce = Math.max(mostAtOnce, proxy.open);
    }, 50);
    const flood = floodAt(server.url, sessions);
    await wait(5_000);
    const times: number[] = [];
    for (const agent of agents) {
      times.push(await journey(server.url, agent));
      await wait(1_000);
    }
    const answers = await flood;
    clearInterval(watch);
    const all = [...answers.values()].reduce((sum, count) => sum + count, 0);
    const total = all - (answers.get('error') ?? 0);
    console.log(`flood: ${[...answers].map(([code, count]) => `${count} × ${code}`).join(', ')}`);
    console.log(`at the kiosk: p50 ${round(median(times))} ms, p95 ${round(quantile(times, 0.95))} ms`);
    return [
      atLeast('identify posts answered in a minute, one network', total, floodPosts),
      atMost('agent at a kiosk meanwhile, whole journey, p95', quantile(times, 0.95), 10_000, ' ms'),
      atMost('connections to the directory meanwhile', mostAtOnce, 8),
      atLeast('directory was in use', mostAtOnce, 1),
    ];
  } finally {
    await server.stop();
    await proxy.stop();
    await samba.stop();
  }
}

import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { samplePeople } from '../../server/demo/sample-people.ts';
import { openStream } from '../support/event-stream.ts';
import type { HttpClient } from '../support/http-client.ts';
import { askForCall, cookieOf, identifyElsewhere, pairingCodeOn } from '../support/phone.ts';
import { type BenchServer, startServer } from './child.ts';
import { atMost, type Figure } from './report.ts';

const waiting = 200;
const measuredSeconds = 20;
const settleMillis = 4_000;

function residentMB({ process }: BenchServer): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process.pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** As many agents as asked for, each at the waiting page of an own session. */
async function agents(server: BenchServer, count: number): Promise<HttpClient[]> {
  const agent = samplePeople.find(({ scenario }) => scenario === 'forgotten');
  if (!agent) throw new Error('no sample person');
  const clients: HttpClient[] = [];
  for (let i = 0; i < count; i += 1) {
    const client = await identifyElsewhere(server, agent);
    const page = await askForCall(client);
    if (pairingCodeOn(page) === '') throw new Error(`no pairing code at ${page.url} (${page.status})`);
    clients.push(client);
  }
  return clients;
}

/**
 * What people on the phone cost while nothing happens: their streams, and the one query a second. The memory from
 * before is that of a server which has already opened as many requests, so that only the waiting is measured.
 */
export async function benchWaiting(): Promise<Figure[]> {
  const server = await startServer('node', [
    '--max-semi-space-size=1',
    '--optimize-for-size',
    'tests/bench/servers.ts',
    'portal',
  ]);
  try {
    await agents(server, waiting);
    await wait(settleMillis);
    const before = residentMB(server);

    const clients = await agents(server, waiting);
    const streams = await Promise.all(
      clients.map((client) => openStream(server.url, { cookie: cookieOf(client), 'x-demo-origin': 'other' })),
    );
    await wait(settleMillis);
    const started = performance.now();
    const cpu = server.cpuSeconds();
    await wait(measuredSeconds * 1_000);
    const share = (server.cpuSeconds() - cpu) / ((performance.now() - started) / 1_000);
    const told = streams.filter((stream) => !stream.over() && stream.states().join() === 'waiting').length;
    if (told !== waiting) throw new Error(`${told} of ${waiting} streams are open`);
    const after = residentMB(server);
    for (const stream of streams) stream.leave();
    console.log(`resident ${before.toFixed(1)} MB before, ${after.toFixed(1)} MB with ${waiting} waiting`);
    return [
      atMost(`memory of ${waiting} waiting phone approvals`, after - before, 50, ' MB'),
      atMost(`processor while ${waiting} wait and nothing happens`, share * 100, 5, ' % of a core'),
    ];
  } finally {
    await server.stop();
  }
}

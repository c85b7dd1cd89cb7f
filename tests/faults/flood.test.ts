import { readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChildPortal } from '../support/child-process.ts';
import { type CrashingPortal, crashingPortal } from '../support/crashing-portal.ts';
import { createHttpClient, hiddenFields } from '../support/http-client.ts';
import { type OwnDirectory, ownDirectory } from '../support/own-directory.ts';
import { identify, recoverOverHttp } from '../support/recover-over-http.ts';

let portal: CrashingPortal;
let people: OwnDirectory;
let child: ChildPortal;
beforeAll(async () => {
  portal = await crashingPortal({ kind: 'embedded' });
  people = await ownDirectory(portal.directoryFolder);
  // What outlives its request would fill so small a heap and end the process.
  child = await portal.start(0, { NODE_OPTIONS: '--max-old-space-size=96' });
});
afterAll(async () => {
  await portal?.end();
  await people?.close();
});

const residentMegabytes = () =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
const openFiles = () => readdirSync(`/proc/${child.pid}/fd`).length;

/** Whether `/healthz` answers on a connection of its own. */
const alive = () =>
  new Promise<boolean>((resolve) => {
    const request = get(new URL('/healthz', child.url), { agent: false }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode === 200));
    });
    request.once('error', () => resolve(false));
  });

/** Requests over 200 connections, and meanwhile how long `/healthz` takes. */
async function flood(
  request: Omit<autocannon.Options, 'url'> & { readonly path: string; readonly amount: number },
) {
  const { path, ...options } = request;
  const flooding = autocannon({
    url: new URL(path, child.url).href,
    connections: 200,
    timeout: 60,
    ...options,
  });
  let running = true;
  const pulse: number[] = [];
  const heart = (async () => {
    while (running) {
      const started = performance.now();
      const answered = await alive();
      pulse.push(answered ? performance.now() - started : Number.POSITIVE_INFINITY);
      await wait(100);
    }
  })();
  const result = await flooding;
  running = false;
  await heart;
  return { result, pulse };
}

/** What everybody gets who asks too much: an answer each, and no accident. */
async function round(post: Pick<autocannon.Options, 'headers' | 'body'>): Promise<void> {
  const floods = [
    { path: '/recover', amount: 400 },
    { path: '/recover', amount: 400, method: 'POST', ...post },
    { path: '/recover', amount: 200, method: 'POST', ...post, body: 'x'.repeat(20_000) },
  ] as const;
  const expected = ['2xx', '4xx', '4xx'] as const;
  for (const [i, one] of floods.entries()) {
    const { result, pulse } = await flood(one);
    // A busy machine may cut a few connections off; nothing may end in an accident.
    expect(result[expected[i] ?? '2xx'], JSON.stringify(one.path)).toBeGreaterThanOrEqual(one.amount * 0.9);
    expect(result['5xx'] - (result.statusCodeStats?.['503']?.count ?? 0)).toBe(0);
    // How fast is the bench's to say; here every sign of life must come.
    expect(pulse.every(Number.isFinite)).toBe(true);
  }
}

describe('two thousand requests over two hundred connections', () => {
  it('of pages, refused identifications and rubbish: memory and descriptors stay bounded, people are still served (I10)', async () => {
    const start = createHttpClient(child.url);
    const page = await start.get('/recover');
    const cookie = [...start.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const hidden = hiddenFields(page.text, 'name="surname"');
    const form = { ...hidden, surname: 'Quelquun', agentNumber: '987654', reason: 'forgotten' };
    const headers = { origin: child.url, cookie, 'content-type': 'application/x-www-form-urlencoded' };
    const post = { headers, body: new URLSearchParams(form).toString() };
    await identify(createHttpClient(child.url), await people.add());
    const before = openFiles();

    await round(post);
    const once = residentMegabytes();
    await round(post);
    // The second thousand needs no more than the first: nothing is kept of a request.
    expect(residentMegabytes()).toBeLessThan(once + 80);
    expect(residentMegabytes()).toBeLessThan(320);

    // Idle connections are closed after five seconds.
    await expect.poll(openFiles, { timeout: 20_000, interval: 500 }).toBeLessThanOrEqual(before + 20);
    expect(await recoverOverHttp(child.url, await people.add())).toHaveLength(16);
    expect(await portal.verifyJournal()).toMatchObject({ intact: true });
  }, 180_000);
});

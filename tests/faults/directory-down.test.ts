import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../../server/domain/actors/actor.ts';
import { createHttpClient, type HttpClient, type Page } from '../support/http-client.ts';
import type { TestPortal } from '../support/portal.ts';
import { identify, temporaryPasswordOn } from '../support/recover-over-http.ts';
import { startTestSamba, type TestSamba } from '../support/samba.ts';
import { bindAs } from '../support/samba-harness.ts';
import { addAgent, startPortalOn, traces } from '../support/samba-portal.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

let samba: TestSamba;
let proxy: TcpProxy;
let portal: TestPortal;
let later = 0;
const clock = { now: () => Date.now() + later };
/** What the network does from the moment on at which the directory is asked to write. */
let atTheWrite: Parameters<TcpProxy['set']>[0] = 'pass';

beforeAll(async () => {
  samba = await startTestSamba();
  proxy = await startTcpProxy({ host: samba.running.controller.address, port: 636 });
  const url = `ldaps://127.0.0.1:${proxy.port}`;
  portal = await startPortalOn(samba, {
    urls: [url],
    clock,
    wrap: (directory) => ({
      ...directory,
      async reset(...asked) {
        // Ask for a sign of life first, so that the next thing on the wire is the write itself.
        await directory.read(asked[0].id, AbortSignal.timeout(5_000));
        if (atTheWrite !== 'pass') await proxy.set(atTheWrite);
        return directory.reset(...asked);
      },
    }),
  });
});
afterEach(async () => {
  atTheWrite = 'pass';
  await proxy.set('pass');
});
afterAll(async () => {
  await portal?.stop();
  await proxy?.stop();
  await samba?.stop();
});

const confirm = (client: HttpClient, page: Page) =>
  client.submit(page, { understood: 'on', action: 'reset' }, 'name="understood"');
const resolveLater = async (millis: number) => {
  later += millis;
  await portal.container.openIntents.resolveAll(system('test'), AbortSignal.timeout(9_000));
};
const unresolved = () => portal.container.store.intents.unresolved(Number.MAX_SAFE_INTEGER, 100);

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly millis: number }> {
  const started = performance.now();
  const result = await work();
  return { result, millis: performance.now() - started };
}

function expectDeadEnd({ result, millis }: { result: Page; millis: number }): void {
  expect(result.status).toBe(503);
  expect(millis).toBeLessThan(10_000);
  expect(result.text).toContain('01 99 00 12 34');
  expect(result.headers.get('retry-after')).not.toBeNull();
  expect(temporaryPasswordOn(result)).toBeNull();
}

describe.each(['refuse', 'freeze'] as const)('a directory that does not answer (%s)', (mode) => {
  it('gives a page within 10 s that says what to do, while the rest answers at once; nothing is lost', async () => {
    const [agent, other] = [await addAgent(samba), await addAgent(samba)];
    const client = createHttpClient(portal.url);
    const page = await identify(client, agent);
    const before = await traces(samba, agent.dn);
    await proxy.set(mode);
    const waiting = [
      timed(() => confirm(client, page)),
      timed(() => identify(createHttpClient(portal.url), other)),
    ];
    const kept = await timed(() => client.get('/recover/confirm'));
    expect(kept.result.status).toBe(200);
    expect(kept.millis).toBeLessThan(1_000);
    for (const path of ['/', '/help', '/healthz', '/recover']) {
      const { result, millis } = await timed(() => createHttpClient(portal.url).get(path));
      expect(result.status, path).toBe(200);
      expect(millis, path).toBeLessThan(1_000);
    }
    expect(JSON.parse((await client.get('/readyz')).text).status).toBe('degraded');
    for (const answer of await Promise.all(waiting)) expectDeadEnd(answer);
    expect(await traces(samba, agent.dn)).toEqual(before);
    expect(await unresolved()).toEqual([]);

    await proxy.set('pass');
    proxy.cut();
    later += 16_000;
    const shown = temporaryPasswordOn(await confirm(client, page));
    expect(await bindAs(samba, agent.dn, shown ?? '')).toBe('773');
    // The directory being down was nobody's failed guess.
    expect((await identify(createHttpClient(portal.url), other)).url).toBe('/recover/confirm');
  });
});

describe('a directory that is slow', () => {
  it('is waited for', async () => {
    const agent = await addAgent(samba);
    const client = createHttpClient(portal.url);
    const page = await identify(client, agent);
    await proxy.set('hold');
    const answer = confirm(client, page);
    await wait(2_000);
    proxy.release();
    expect(await bindAs(samba, agent.dn, temporaryPasswordOn(await answer) ?? '')).toBe('773');
  });
});

describe('the connection breaks after the write was sent', () => {
  it('the outcome is unknown, then found out: it was written, nobody has seen it, and the agent goes on', async () => {
    const agent = await addAgent(samba);
    const client = createHttpClient(portal.url);
    const page = await identify(client, agent);
    atTheWrite = 'lose-answers';
    const answer = await timed(() => confirm(client, page));
    expectDeadEnd(answer);
    expect(answer.result.text).not.toContain('Rien n’a été changé');
    expect(await bindAs(samba, agent.dn, agent.password)).toBe('52e');
    expect(await unresolved()).toMatchObject([{ state: 'unknown' }]);

    atTheWrite = 'pass';
    await proxy.set('pass');
    await resolveLater(15_000);
    expect(await unresolved()).toEqual([]);
    const gone = await client.get('/recover/done');
    const shown = temporaryPasswordOn(await client.submit(gone, {}, 'value="repeat"'));
    expect(await bindAs(samba, agent.dn, shown ?? '')).toBe('773');
  });

  it('a write that never arrived is found out too, and when it arrives late it writes nothing', async () => {
    const agent = await addAgent(samba);
    const client = createHttpClient(portal.url);
    const page = await identify(client, agent);
    atTheWrite = 'hold';
    expectDeadEnd(await timed(() => confirm(client, page)));
    expect(await bindAs(samba, agent.dn, agent.password)).toBe('accepted');

    atTheWrite = 'pass';
    await proxy.set('pass');
    await resolveLater(15_000);
    expect(await unresolved()).toEqual([]);
    const shown = temporaryPasswordOn(await confirm(client, await client.get('/recover/confirm')));
    const after = await traces(samba, agent.dn);
    proxy.release();
    await wait(500);
    expect(await traces(samba, agent.dn)).toEqual(after);
    expect(await bindAs(samba, agent.dn, shown ?? '')).toBe('773');
  });

  it('where the fence cannot tell (the agent had to change already), a minute decides', async () => {
    const agent = await addAgent(samba, { mustChange: true });
    const client = createHttpClient(portal.url);
    const page = await identify(client, agent);
    atTheWrite = 'hold';
    expectDeadEnd(await timed(() => confirm(client, page)));
    atTheWrite = 'pass';
    proxy.cut();
    await proxy.set('pass');
    await resolveLater(15_000);
    expect(await unresolved()).toMatchObject([{ state: 'unknown' }]);
    await resolveLater(60_000);
    expect(await unresolved()).toEqual([]);
    const fresh = createHttpClient(portal.url);
    const shown = temporaryPasswordOn(await confirm(fresh, await identify(fresh, agent)));
    expect(await bindAs(samba, agent.dn, shown ?? '')).toBe('773');
  });
});

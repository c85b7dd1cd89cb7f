import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../app/shared/failure.ts';
import type { Settings } from '../../server/config/settings.ts';
import { defaultSafety } from '../../server/config/settings.ts';
import type { Directory } from '../../server/systems/directory/port.ts';
import type { Store } from '../../server/systems/store/port.ts';
import { hire } from '../support/agents.ts';
import { createHttpClient } from '../support/http-client.ts';
import { type OwnDirectory, ownDirectory } from '../support/own-directory.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { identifyPoster } from '../support/posting.ts';
import { identify } from '../support/recover-over-http.ts';

const helpDesk = '01 99 00 12 34';
const plenty = { capacity: 100_000, secondsPerTry: 1 };
const atHome: Settings['proof'] = { ...defaultSafety.proof, notNeededOnNetworks: ['forgotten'] };

interface Refused {
  readonly actor: { readonly origin: string; readonly address: string };
  readonly details: { readonly why: string; readonly limit?: string };
}

async function refusals(portal: TestPortal): Promise<Refused[]> {
  const rows = await portal.container.store.journal.page(0, 100_000);
  return rows.filter(({ event }) => event === 'identification-refused').map(({ body }) => JSON.parse(body));
}

describe('a forged X-Forwarded-For', () => {
  const networks = [{ establishment: 'Siège régional', ranges: ['10.0.0.0/8'] }];
  const forged = (i: number) => ({
    'x-forwarded-for': `10.1.2.${i}`,
    forwarded: `for=10.1.2.${i}`,
    'x-real-ip': `10.1.2.${i}`,
    'true-client-ip': `10.1.2.${i}`,
  });

  async function walk(proxies: readonly string[], headersOf: (i: number) => Record<string, string>) {
    const settings = { proxies, networks, proof: atHome };
    const portal = await startTestPortal({ settings, origins: 'service', fill: async () => {} });
    for (let i = 1; i <= 8; i += 1) {
      const post = await identifyPoster(portal.url);
      await post({ surname: `Faux${i}`, agentNumber: '77' }, headersOf(i));
    }
    const rows = await refusals(portal);
    await portal.stop();
    return {
      origins: new Set(rows.map(({ actor }) => `${actor.origin} ${actor.address}`)),
      limited: rows.filter(({ details }) => details.limit === 'agent-number').length,
    };
  }

  it('without a configured proxy changes neither the class of the origin nor whose budget is spent', async () => {
    const { origins, limited } = await walk([], forged);
    expect(origins).toEqual(new Set(['other 127.0.0.1']));
    expect(limited).toBe(3);
  });

  it('in front of what a configured proxy adds counts for nothing', async () => {
    const { origins, limited } = await walk(['127.0.0.1'], (i) => ({
      ...forged(i),
      'x-forwarded-for': `10.1.2.${i}, 10.9.9.${i}, 203.0.113.9`,
    }));
    expect(origins).toEqual(new Set(['other 203.0.113.9']));
    expect(limited).toBe(3);
  });

  it('of a configured proxy is believed, or these tests would prove nothing', async () => {
    const { origins } = await walk(['127.0.0.1'], () => ({ 'x-forwarded-for': '10.9.9.9' }));
    expect(origins).toEqual(new Set(['establishment 10.9.9.9']));
  });
});

describe('a clinic behind one address', () => {
  let portal: TestPortal;
  let folder: string;
  let people: OwnDirectory;
  const asked = { lookups: 0 };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-limits-'));
    people = await ownDirectory(folder);
    const { findByAgentNumber } = people.directory;
    const directory: Directory = {
      ...people.directory,
      findByAgentNumber: (...one) => {
        asked.lookups += 1;
        return findByAgentNumber(...one);
      },
    };
    const limits = {
      // Soon empty, and then a second's delay; the rest stays out of the way.
      network: { capacity: 5, secondsPerTry: 60, overdraft: 12 },
      kiosk: plenty,
      global: plenty,
      session: plenty,
    };
    portal = await startTestPortal({
      settings: { limits, proof: atHome },
      replace: { directory },
      fill: async () => {},
    });
  });
  afterAll(async () => {
    await portal?.stop();
    await people?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('sixty honest agents, a third with a typing error, are all served while an attacker floods from there', async () => {
    const house = { 'x-demo-origin': 'establishment' };
    const agents = await Promise.all(
      Array.from({ length: 60 }, (_, i) => people.add({ surname: `Honnête ${'abcdefghij'[i % 10]}${i}` })),
    );
    let flooding = true;
    const attackers = Array.from({ length: 25 }, async (_, i) => {
      let posts = 0;
      while (flooding) {
        const post = await identifyPoster(portal.url, house);
        const { status } = await post({ surname: `Attaque ${i}`, agentNumber: `9${i}0${posts}` });
        if (status !== 422) throw new Error(`the attacker got ${status}`);
        posts += 1;
      }
      return posts;
    });
    await wait(2_000);
    const times: number[] = [];
    const served = agents.map(async (agent, i) => {
      const post = await identifyPoster(portal.url, house);
      if (i % 3 === 0) expect((await post({ ...agent, surname: 'Honnete typo' })).status).toBe(422);
      const { status, ms } = await post(agent);
      times.push(ms);
      return status;
    });
    expect(new Set(await Promise.all(served))).toEqual(new Set([303]));
    expect(Math.max(...times)).toBeLessThan(9_000);
    // They were slowed, or the flood was none.
    expect(Math.min(...times)).toBeGreaterThan(900);
    flooding = false;
    expect((await Promise.all(attackers)).every((posts) => posts > 0)).toBe(true);
  });

  it('sleeping holds nothing: a kiosk at the same address is served at once meanwhile', async () => {
    const agent = await people.add();
    const post = await identifyPoster(portal.url, { 'x-demo-origin': 'other' });
    const slow = Array.from({ length: 3 }, () => post({ surname: 'Personne', agentNumber: '5' }));
    await wait(200);
    const started = performance.now();
    expect((await identify(createHttpClient(portal.url), agent)).url).toBe('/recover/confirm');
    expect(performance.now() - started).toBeLessThan(800);
    for (const { status, ms } of await Promise.all(slow)) {
      expect(status).toBe(422);
      expect(ms).toBeGreaterThan(900);
    }
  });

  it('beyond a hundred that wait, one more is told to come back, without a look into the directory', async () => {
    const posters = await Promise.all(
      Array.from({ length: 110 }, () => identifyPoster(portal.url, { 'x-demo-origin': 'other' })),
    );
    const rows = (await refusals(portal)).length;
    const lookups = asked.lookups;
    const answers = await Promise.all(
      posters.map((post, i) => post({ surname: `Foule${i}`, agentNumber: `6${i}` })),
    );
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThanOrEqual(5);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(110 - busy.length);
    for (const { headers, text } of busy) {
      expect(headers.get('retry-after')).toBe('5');
      expect(text).toContain(helpDesk);
    }
    expect(asked.lookups - lookups).toBe(110 - busy.length);
    expect((await refusals(portal)).length - rows).toBe(110 - busy.length);
  });
});

describe('at a kiosk', () => {
  it('ten failures close it for a while; the page is that of every refusal, and elsewhere all goes on', async () => {
    const portal = await startTestPortal({ settings: { limits: {} }, fill: async () => {} });
    const agent = await hire(portal);
    const texts = new Set<string>();
    const plain = (text: string) => text.replace(/nonce="[^"]*"/g, '').replace(/value="[^"]*"/g, '');
    for (let i = 0; i < 12; i += 1) {
      const post = await identifyPoster(portal.url);
      const { status, text } = await post({ surname: `Faux${i}`, agentNumber: `8${i}` });
      expect(status).toBe(422);
      texts.add(plain(text));
    }
    const post = await identifyPoster(portal.url);
    const { text } = await post(agent);
    texts.add(plain(text));
    expect(texts.size).toBe(1);
    expect((await refusals(portal)).at(-1)?.details).toMatchObject({ why: 'limit', limit: 'kiosk' });
    const elsewhere = await identifyPoster(portal.url, { 'x-demo-origin': 'other' });
    expect((await elsewhere(agent)).status).toBe(303);
    await portal.stop();
  });
});

describe('when the store of the limits does not answer', () => {
  it('nothing is identified, and the directory is not asked', async () => {
    let [down, lookups] = [false, 0];
    const folder = mkdtempSync(join(tmpdir(), 'reprise-limits-down-'));
    const people = await ownDirectory(join(folder, 'directory'));
    const { openStore } = await import('../../server/systems/store/store.ts');
    const real = openStore({ url: 'sqlite', folder });
    const store: Store = {
      ...real,
      transaction: (work, options) =>
        real.transaction((unit) => {
          const lock: Store['buckets']['lock'] = (keys) =>
            down ? Promise.reject(new Failure('store-unavailable')) : unit.buckets.lock(keys);
          return work({ ...unit, buckets: { ...unit.buckets, lock } });
        }, options),
    };
    const directory: Directory = {
      ...people.directory,
      findByAgentNumber: (...one) => {
        lookups += 1;
        return people.directory.findByAgentNumber(...one);
      },
    };
    const portal = await startTestPortal({ replace: { store, directory }, fill: async () => {} });
    const agent = await people.add();
    const post = await identifyPoster(portal.url);
    down = true;
    const closed = await post(agent);
    expect(closed.status).toBe(503);
    expect(closed.text).toContain(helpDesk);
    expect(lookups).toBe(0);
    down = false;
    expect((await post(agent)).status).toBe(303);
    expect(lookups).toBe(1);
    await portal.stop();
    await people.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('an account frozen after identification', () => {
  it('is not written to', async () => {
    const portal = await startTestPortal({ fill: async () => {} });
    const agent = await hire(portal);
    const { store, directory } = portal.container;
    const client = createHttpClient(portal.url);
    const confirm = await identify(client, agent);
    const before = await directory.findByLogin(agent.login, AbortSignal.timeout(5_000));
    if (before.found !== 'one') throw new Error(before.found);
    const { id, login, version } = before.account;
    const freeze = {
      intentId: randomUUID(),
      accountId: id,
      login,
      reference: 'AAA',
      since: 1,
      liftedAt: null,
    };
    await store.freezes.insert(freeze);
    const page = await client.submit(confirm, { understood: 'on', action: 'reset' }, 'name="understood"');
    expect(page.status).toBe(409);
    expect((await directory.read(id, AbortSignal.timeout(5_000)))?.version).toEqual(version);
    await store.freezes.lift(id, Date.now());
    const again = await client.submit(page, { understood: 'on', action: 'reset' }, 'name="understood"');
    expect(again.url).toBe('/recover/done');
    await portal.stop();
  });
});

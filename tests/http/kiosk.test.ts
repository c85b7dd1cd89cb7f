import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../app/shared/failure.ts';
import { system } from '../../server/domain/actors/actor.ts';
import { builtPages } from '../../server/http/built-pages.ts';
import type { Kiosks, Store } from '../../server/systems/store/port.ts';
import { openStore } from '../../server/systems/store/store.ts';
import { hire } from '../support/agents.ts';
import { createHttpClient, type HttpClient, type Page } from '../support/http-client.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { identify, temporaryPasswordOn } from '../support/recover-over-http.ts';

const clinic = 'Clinique des Trois Rivières';
const [clinicAddress, vpnAddress, outsideAddress] = ['10.20.1.7', '10.20.99.7', '192.0.2.7'];
const cookieName = 'reprise_kiosk';

let portal: TestPortal;
let storeIsDown = false;
let now = 0;
const clock = { now: () => Date.now() + now };

/** A store that does not answer for kiosks while `storeIsDown`. */
function breaking(real: Store): Store {
  const kiosks = Object.fromEntries(
    Object.entries(real.kiosks).map(([name, work]) => [
      name,
      (...asked: never[]) =>
        storeIsDown
          ? Promise.reject(new Failure('store-unavailable'))
          : (work as (...asked: never[]) => Promise<unknown>)(...asked),
    ]),
  ) as unknown as Kiosks;
  return { ...real, kiosks };
}

let folder: string;
beforeAll(async () => {
  const pages = await builtPages();
  folder = mkdtempSync(join(tmpdir(), 'reprise-kiosk-'));
  portal = await startTestPortal({
    origins: 'service',
    settings: {
      dataFolder: folder,
      proxies: ['127.0.0.1'],
      networks: [{ establishment: clinic, ranges: ['10.20.0.0/16'] }],
      untrustedNetworks: ['10.20.99.0/24'],
    },
    replace: { store: breaking(openStore({ url: 'sqlite', folder })), clock },
    // The real pages, and beside them the origin that they were given.
    pages: async (request, context) => {
      const answer = await pages(request, context);
      answer.headers.set('x-origin', encodeURIComponent(JSON.stringify(context.actor.origin)));
      return answer;
    },
  });
});
afterAll(async () => {
  await portal?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const at = (address: string) => createHttpClient(portal.url, { 'x-forwarded-for': address });
const readOrigin = (headers: Headers) => JSON.parse(decodeURIComponent(headers.get('x-origin') ?? '{}'));
const originOf = async (client: HttpClient, path = '/') => readOrigin((await client.get(path)).headers);

let count = 0;
async function link(): Promise<{ name: string; path: string; code: string }> {
  count += 1;
  const name = `Hall ${count}`;
  const made = await portal.container.services.kiosks.enrol(system('t'), { name, establishment: clinic });
  if (!made.enrolled) throw new Error(made.because);
  return { name, path: `/kiosk/${made.code}`, code: made.code };
}

async function enrolled(address = outsideAddress) {
  const { name, path, code } = await link();
  const client = at(address);
  const answer = await client.submit(await client.get(path), {}, `action="${path}"`);
  return { name, code, client, answer };
}

describe('a one-time link', () => {
  it('shows kiosk and establishment, and looking at it spends nothing', async () => {
    const { name, path } = await link();
    for (let looked = 0; looked < 3; looked += 1) {
      const scanner = at(outsideAddress);
      const page = await scanner.get(path);
      expect(page.status).toBe(200);
      expect(page.text).toContain(name);
      expect(page.text).toContain(clinic);
      expect([...scanner.cookies.keys()]).not.toContain(cookieName);
      expect((await scanner.send(path, { method: 'HEAD' })).status).toBe(200);
    }
    const client = at(outsideAddress);
    expect((await client.submit(await client.get(path), {}, `action="${path}"`)).status).toBe(200);
    expect(await originOf(client)).toMatchObject({ class: 'kiosk', establishment: clinic });
  });

  it('posted makes the device a kiosk, with a cookie that scripts cannot read and that lasts', async () => {
    const { client, answer } = await enrolled();
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('data-enrolled');
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith(cookieName));
    expect(cookie).toMatch(/^reprise_kiosk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=34560000$/);
    const origin = await originOf(client);
    expect(origin).toMatchObject({ class: 'kiosk', establishment: clinic, address: outsideAddress });
    expect(origin.kioskId).toMatch(/^[\da-f-]{36}$/);
    expect((await client.get('/help')).text).toContain('data-kiosk');
    expect((await at(outsideAddress).get('/help')).text).not.toContain('data-kiosk');
  });

  it('posted without its token, or from another site, claims nothing', async () => {
    const { path } = await link();
    const client = at(outsideAddress);
    await client.get(path);
    expect((await client.post(path, {})).status).toBe(403);
    expect((await client.submit(await client.get(path), { _token: 'x' })).status).toBe(403);
    expect((await client.post(path, {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect([...client.cookies.keys()]).not.toContain(cookieName);
    expect((await client.get(path)).status).toBe(200);
  });

  it('spent, unknown or late is one and the same page, to look at and to post', async () => {
    const { path } = await link();
    const late = at(outsideAddress);
    const opened = await late.get(path);
    now += 24 * 3_600_000 + 1_000;
    const answers = [
      await late.get(path),
      await late.submit(opened, {}, `action="${path}"`),
      await late.get(`/kiosk/${'A'.repeat(43)}`),
      await late.get('/kiosk/x'),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(answer.text).toContain('data-failure="link-spent"');
      expect(answer.text).toContain('01 99 00 12 34');
    }
    expect([...late.cookies.keys()]).not.toContain(cookieName);
  });

  it('claimed by ten devices at once makes one kiosk', async () => {
    const { path } = await link();
    const devices = Array.from({ length: 10 }, () => at(outsideAddress));
    const opened = await Promise.all(devices.map((device) => device.get(path)));
    const answers = await Promise.all(
      devices.map((device, i) => device.submit(opened[i] as Page, {}, `action="${path}"`)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(9);
    const classes = await Promise.all(devices.map(async (device) => (await originOf(device)).class));
    expect(classes.filter((one) => one === 'kiosk')).toHaveLength(1);
  });

  it('leaves neither code nor token in a log line, at debug level, however its path is written', async () => {
    const { client, code } = await enrolled();
    const token = client.cookies.get(cookieName) ?? '';
    for (const path of [`/KIOSK/${code}`, `/k%69osk/${code}`, `/kiosk//${code}`, `/kiosk/${code}/`])
      await client.get(path);
    const said = portal.lines.join('\n');
    expect(said).toContain('/kiosk/:code');
    expect(said).not.toContain(code);
    expect(token).toHaveLength(43);
    expect(said).not.toContain(token);
  });
});

describe('an enrolled kiosk', () => {
  it('is trusted where its agents are, and needs no further proof', async () => {
    const { client } = await enrolled(clinicAddress);
    const agent = await hire(portal);
    const page = await identify(client, agent);
    expect(page.url).toBe('/recover/confirm');
    const done = await client.submit(page, { understood: 'on', action: 'reset' }, 'name="understood"');
    expect(temporaryPasswordOn(done)).toHaveLength(16);
  });

  it('is other from VPN and guest Wi-Fi; back in place it is a kiosk again', async () => {
    const { client } = await enrolled();
    const token = client.cookies.get(cookieName) ?? '';
    const vpn = at(vpnAddress);
    vpn.cookies.set(cookieName, token);
    expect(await originOf(vpn)).toMatchObject({ class: 'other', establishment: null, kioskId: null });
    expect(vpn.cookies.get(cookieName)).toBe(token);
    expect((await originOf(client)).class).toBe('kiosk');
  });

  it('revoked is what its address says, and forgets', async () => {
    const { client, name } = await enrolled(clinicAddress);
    expect(await portal.container.services.kiosks.revoke(system('t'), name)).toBe(true);
    expect(await originOf(client)).toMatchObject({ class: 'establishment', kioskId: null });
    expect([...client.cookies.keys()]).not.toContain(cookieName);
  });

  it('with a store that does not answer is other; pages and help still open, the cookie stays', async () => {
    const { client } = await enrolled(clinicAddress);
    storeIsDown = true;
    try {
      for (const path of ['/', '/help', '/recover', '/password/change']) {
        const page = await client.get(path);
        expect(page.status, path).toBe(200);
        expect(readOrigin(page.headers), path).toMatchObject({ class: 'other' });
      }
      // Nobody without a cookie notices.
      expect((await originOf(at(clinicAddress))).class).toBe('establishment');
    } finally {
      storeIsDown = false;
    }
    expect((await originOf(client)).class).toBe('kiosk');
  });

  it('is renewed once a day, not at every page', async () => {
    const { client } = await enrolled();
    const renewed = async () =>
      (await client.get('/help')).headers.getSetCookie().filter((line) => line.startsWith(cookieName)).length;
    expect(await renewed()).toBe(0);
    now += 24 * 3_600_000 + 1_000;
    expect(await renewed()).toBe(1);
    expect(await renewed()).toBe(0);
  });

  it('at its start page ends whatever session the last person left open, and stays a kiosk', async () => {
    const { client } = await enrolled();
    await identify(client, await hire(portal));
    expect((await client.get('/recover/confirm')).url).toBe('/recover/confirm');
    const start = await client.get('/');
    expect(start.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect((await client.get('/recover/confirm')).url).toBe('/recover');
    expect((await originOf(client)).class).toBe('kiosk');
    // With nothing open there is nothing to clear, and the browser may keep its files.
    expect((await client.get('/')).headers.get('clear-site-data')).toBeNull();
  });

  it('gives whoever comes next a session of their own, though nobody identified before', async () => {
    const { client } = await enrolled();
    const next = await hire(portal);
    for (let i = 0; i < 5; i += 1) {
      const wrong = await identify(client, { surname: 'Personne', agentNumber: `77${i}` });
      expect(wrong.status).toBe(422);
    }
    const before = client.cookies.get('reprise_session');
    const start = await client.get('/');
    expect(client.cookies.get('reprise_session')).toMatch(/^[\w-]{43}$/);
    expect(client.cookies.get('reprise_session')).not.toBe(before);
    expect(start.headers.get('clear-site-data')).toBeNull();
    expect((await identify(client, next)).url).toBe('/recover/confirm');
  });

  it('turns nobody away for what the same browser was used for, start page or not', async () => {
    const { client } = await enrolled();
    for (let i = 0; i < 6; i += 1) await identify(client, { surname: 'Personne', agentNumber: `78${i}` });
    expect((await identify(client, await hire(portal))).url).toBe('/recover/confirm');
  });

  it('unknown to the store keeps its token, and is a kiosk again once the store is the right one', async () => {
    const { client } = await enrolled(clinicAddress);
    const token = client.cookies.get(cookieName) ?? '';
    const other = await startTestPortal({ origins: 'service' });
    const there = createHttpClient(other.url);
    there.cookies.set(cookieName, token);
    expect((await there.get('/help')).text).not.toContain('data-kiosk');
    expect(there.cookies.get(cookieName)).toBe(token);
    await other.stop();
    expect((await originOf(client)).class).toBe('kiosk');
  });

  it('elsewhere the start page ends nothing', async () => {
    const client = createHttpClient(portal.url, { 'x-forwarded-for': clinicAddress });
    await client.get('/recover');
    const kept = client.cookies.get('reprise_session');
    expect((await client.get('/')).headers.get('clear-site-data')).toBeNull();
    expect(client.cookies.get('reprise_session')).toBe(kept);
  });

  it('“I have finished” ends request and session, not the kiosk', async () => {
    const { client } = await enrolled();
    const confirm = await identify(client, await hire(portal));
    const reference = /data-reference="([^"]+)"/.exec(confirm.text)?.[1] ?? '';
    const end = await client.submit(confirm, {}, 'action="/finish"');
    expect(end.url).toBe('/?done');
    expect((await client.get('/recover/confirm')).url).toBe('/recover');
    expect((await portal.container.store.recoveries.findByReference(reference))?.state).toBe('ended');
    expect((await originOf(client)).class).toBe('kiosk');
    expect((await client.get('/finish')).url).toBe('/');
    expect((await client.post('/finish', {})).status).toBe(403);
  });
});

describe('X-Forwarded-For', () => {
  const classOf = async (header: string) => (await originOf(at(header))).class;

  it('gives the network’s class for the right-most hop alone', async () => {
    expect(await classOf(clinicAddress)).toBe('establishment');
    expect(await classOf(`${outsideAddress}, ${clinicAddress}`)).toBe('establishment');
    expect(await classOf(`${clinicAddress}:4711`)).toBe('establishment');
  });

  it.each([
    `10.20.1.7, ${outsideAddress}`,
    `127.0.0.1, ${outsideAddress}`,
    `10.20.1.7, 127.0.0.1, ${outsideAddress}`,
    '10.20.1.7, unknown',
    '10.20.1.7,',
    '10.20.1.7, 10.20.1.999',
    'localhost',
    '127.0.0.1',
    '::1',
    '10.20.1.7 10.20.1.7',
    '0x0a140107',
    '169083143',
  ])('%j, forged or broken, gives none', async (header) => {
    expect(await classOf(header)).toBe('other');
  });

  it('and other headers of proxies are not read', async () => {
    for (const name of ['forwarded', 'x-real-ip', 'true-client-ip', 'x-client-ip']) {
      const client = createHttpClient(portal.url, {
        'x-forwarded-for': outsideAddress,
        [name]: name === 'forwarded' ? `for=${clinicAddress}` : clinicAddress,
      });
      expect((await originOf(client)).class, name).toBe('other');
    }
  });
});

describe('the start', () => {
  it('says in the log where surname and number are enough, and for how many kiosks', () => {
    const line = portal.lines.find((text) => text.includes('notNeededAtKiosks')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      level: 30,
      notNeededAtKiosks: ['forgotten', 'locked', 'expired', 'first'],
      notNeededOnNetworks: [],
      enrolledKiosks: 0,
      msg: expect.stringContaining(
        'At enrolled kiosks (0) surname and agent number are enough for: forgotten',
      ),
    });
  });
});

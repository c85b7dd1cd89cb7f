import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { system } from '../../server/domain/actors/actor.ts';
import { createHttpClient } from '../support/http-client.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let waiting: (() => void)[] = [];
let gated = true;
const release = () => {
  gated = false;
  for (const open of waiting) open();
  waiting = [];
};
beforeAll(async () => {
  portal = await startTestPortal({
    origins: 'service',
    settings: { proxies: ['127.0.0.1'] },
    pages: async (request) => {
      const slow = new URL(request.url).pathname === '/slow' && gated;
      if (slow) await new Promise<void>((resolve) => void waiting.push(resolve));
      return new Response('page');
    },
  });
});
afterEach(() => {
  release();
  gated = true;
});
afterAll(() => portal.stop());

const from = (address: string, kiosk?: string) => {
  const client = createHttpClient(portal.url, { 'x-forwarded-for': address });
  if (kiosk !== undefined) client.cookies.set('reprise_kiosk', kiosk);
  return client;
};

let count = 0;
async function kioskToken(): Promise<string> {
  count += 1;
  const { kiosks } = portal.container.services;
  const made = await kiosks.enrol(system('t'), { name: `Hall ${count}`, establishment: 'Siège' });
  return (await kiosks.claim(system('t'), made.enrolled ? made.code : '')).token;
}

it.each([
  ['one address', () => '192.0.2.7', '192.0.2.8'],
  ['the addresses of one /64', (i: number) => `2001:db8:1:2::${i.toString(16)}`, '2001:db8:1:3::1'],
])(
  '%s beyond its share is refused; a kiosk behind it and everybody else are served',
  async (_who, address, elsewhere) => {
    const token = await kioskToken();
    let refused = 0;
    const ask = async (kiosk: string | undefined, i: number) => {
      const { status } = await from(address(i), kiosk).get('/slow');
      if (status === 503) refused += 1;
      return status;
    };
    // With forged kiosk cookies among them: those count for their address once they are looked up.
    const flood = Array.from({ length: 300 }, (_, i) =>
      ask(i % 6 === 0 ? String(i).padEnd(43, 'x') : undefined, i + 1),
    );
    await expect.poll(() => [waiting.length, refused], { timeout: 20_000 }).toEqual([200, 100]);

    const more = await from(address(1)).get('/help');
    expect(more.status).toBe(503);
    expect(Number(more.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await from(address(1), token).get('/help')).status).toBe(200);
    expect((await from(elsewhere).get('/help')).status).toBe(200);

    release();
    const statuses = await Promise.all(flood);
    expect(statuses.filter((status) => status === 200)).toHaveLength(200);
    expect((await from(address(1)).get('/help')).status).toBe(200);
  },
);

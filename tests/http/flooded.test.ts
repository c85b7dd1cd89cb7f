import { afterAll, beforeAll, expect, it } from 'vitest';
import { system } from '../../server/domain/actors/actor.ts';
import { createHttpClient } from '../support/http-client.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let release = () => {};
let waiting = 0;
beforeAll(async () => {
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  portal = await startTestPortal({
    origins: 'service',
    settings: { proxies: ['127.0.0.1'] },
    pages: async (request) => {
      if (new URL(request.url).pathname === '/slow') {
        waiting += 1;
        await gate;
      }
      return new Response('page');
    },
  });
});
afterAll(async () => {
  release();
  await portal.stop();
});

const from = (address: string) => createHttpClient(portal.url, { 'x-forwarded-for': address });

it('a flooding network is refused beyond its share; a kiosk behind the same address and everybody else are served', async () => {
  const kiosks = portal.container.services.kiosks;
  const made = await kiosks.enrol(system('t'), { name: 'Hall', establishment: 'Siège' });
  const { token } = await kiosks.claim(system('t'), made.enrolled ? made.code : '');

  const flood = Array.from({ length: 260 }, () => from('192.0.2.7').get('/slow'));
  const forged = Array.from({ length: 40 }, (_, i) => {
    const client = from('192.0.2.7');
    client.cookies.set('reprise_kiosk', String(i).padEnd(43, 'x'));
    return client.get('/slow');
  });
  await expect.poll(() => waiting, { timeout: 20_000 }).toBe(200);

  const refused = await from('192.0.2.7').get('/help');
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const kiosk = from('192.0.2.7');
  kiosk.cookies.set('reprise_kiosk', token);
  expect((await kiosk.get('/help')).status).toBe(200);
  expect((await from('192.0.2.8').get('/help')).status).toBe(200);
  expect((await createHttpClient(portal.url).get('/healthz')).status).toBe(200);

  release();
  const statuses = (await Promise.all([...flood, ...forged])).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(200);
  expect(statuses.filter((status) => status === 503)).toHaveLength(100);
  expect((await from('192.0.2.7').get('/help')).status).toBe(200);
});

it('the addresses of one /64 share', async () => {
  expect((await from('2001:db8:1:2::9').get('/help')).status).toBe(200);
});

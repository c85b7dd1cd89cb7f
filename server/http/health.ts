import { timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Container } from '../container.ts';
import type { HttpApp } from './bindings.ts';
import { addressList } from './client-address.ts';

const probeMillis = 2_000;
const isLoopback = addressList(['127.0.0.0/8', '::1']);

function tokenMatches(header: string | undefined, token: string | null): boolean {
  if (!header || !token) return false;
  const given = Buffer.from(header);
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** `/healthz`: the process answers. `/readyz`: what it stands on; details for loopback or the metrics token only. */
export function mountHealth(
  app: HttpApp,
  container: Container,
  clientAddress: (remote: string, forwarded: string | undefined) => string,
): void {
  const maySeeDetails = (c: Context<{ Bindings: HttpBindings }>) =>
    isLoopback(clientAddress(c.env.incoming.socket.remoteAddress ?? '', c.req.header('x-forwarded-for'))) ||
    tokenMatches(c.req.header('authorization'), container.settings.metricsToken);

  app.get('/healthz', (c) => c.json({ status: 'alive' }, 200, { 'Cache-Control': 'no-store' }));

  app.get('/readyz', async (c) => {
    const signal = AbortSignal.timeout(probeMillis);
    const [writable, directory, jobs] = await Promise.all([
      container.store.writable().catch(() => false),
      container.directory.health(signal).catch(() => []),
      container.store.jobs.depth().catch(() => null),
    ]);
    const reachable = directory.some((server) => server.reachable);
    // Without a directory the portal still guides people, so it stays in service; without a store it cannot act.
    const status = writable ? (reachable ? 'ready' : 'degraded') : 'unavailable';
    const details = maySeeDetails(c) ? { systems: { store: writable, directory, jobs } } : {};
    return c.json({ status, ...details }, writable ? 200 : 503, { 'Cache-Control': 'no-store' });
  });
}

import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Container } from '../container.ts';
import { networkOf } from '../domain/limits/network.ts';
import type { HttpApp } from './bindings.ts';
import { createClientAddress } from './client-address.ts';
import { mountEvents } from './events.ts';
import { mountFiles } from './files.ts';
import { createGuard, type Guarded } from './guard.ts';
import { mountHealth } from './health.ts';
import { createKioskCookie } from './kiosk-cookie.ts';
import type { OriginOf } from './origin.ts';
import { createPages, type PageHandler } from './page.ts';
import { createPageHeaders } from './security-headers.ts';

export interface AppOptions {
  readonly container: Container;
  readonly pages: PageHandler;
  readonly originOf: OriginOf;
  /** Folder of the built browser files. */
  readonly assets: string;
  /** True under `npm run dev`. */
  readonly live?: boolean;
}

/** The whole HTTP side: health, files, and every page behind the same checks. */
export function createApp({ container, pages, originOf, assets, live = false }: AppOptions): HttpApp {
  const { settings, log } = container;
  const secure = settings.origins[0].startsWith('https:');
  const pageHeaders = createPageHeaders({ secure, live });
  const guard = createGuard({ settings: settings.public, pageHeaders, log });
  const kioskCookie = createKioskCookie({ secure });
  const answer = createPages({ container, pages, originOf, pageHeaders, kioskCookie });
  const clientAddress = createClientAddress(settings.proxies);

  const app = new Hono<{ Bindings: HttpBindings }>();
  mountHealth(app, container, clientAddress);
  mountFiles(app, assets);
  const guarded: Guarded = (request, remoteAddress, work) => {
    const address = clientAddress(remoteAddress, request.headers.get('x-forwarded-for') ?? undefined);
    // Whoever brings a kiosk's cookie is counted apart, so that a flood from the same network leaves it room.
    const apart = kioskCookie.read(request.headers) === null ? '' : 'kiosk? ';
    return guard(apart + networkOf(address), (seat) => work(address, seat));
  };
  mountEvents(app, { container, originOf, guarded });
  app.all('*', (c) => {
    const request = c.req.raw;
    const remoteAddress = c.env.incoming.socket.remoteAddress ?? '';
    return guarded(request, remoteAddress, (address, seat) => answer(request, address, seat));
  });
  return app;
}

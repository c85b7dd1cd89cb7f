import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Container } from '../container.ts';
import type { HttpApp } from './bindings.ts';
import { createClientAddress } from './client-address.ts';
import { mountEvents } from './events.ts';
import { mountFiles } from './files.ts';
import { createGuard } from './guard.ts';
import { mountHealth } from './health.ts';
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
  const pageHeaders = createPageHeaders({ secure: settings.origins[0].startsWith('https:'), live });
  const guard = createGuard({ settings: settings.public, pageHeaders, log });
  const answer = createPages({ container, pages, originOf, pageHeaders });

  const app = new Hono<{ Bindings: HttpBindings }>();
  mountHealth(app, container, createClientAddress(settings.proxies));
  mountFiles(app, assets);
  mountEvents(app, { container, originOf, guard });
  app.all('*', (c) => guard(() => answer(c.req.raw, c.env.incoming.socket.remoteAddress ?? '')));
  return app;
}

/**
 * The servers that the throughput figures compare, each in a process of its own:
 * `node tests/bench/servers.ts bare|same|portal|filled|samba`. Prints its URL on the first line.
 */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HttpBindings } from '@hono/node-server';
import { createRequestHandler, type ServerBuild } from '@remix-run/node';
import { Hono } from 'hono';
import { loadPeople } from '../../server/demo/people.ts';
import { builtPages } from '../../server/http/built-pages.ts';
import type { AppContext } from '../../server/http/context.ts';
import { listen } from '../../server/http/server.ts';
import { fillStore } from '../support/full-store.ts';
import { startTestPortal, type TestPortalOptions, testSettings } from '../support/portal.ts';
import { openPort } from '../support/ports.ts';

/** A Remix application of one page behind the same HTTP layer: the most that this stack can do. */
async function bare(): Promise<string> {
  execFileSync('remix', ['vite:build', 'tests/bench/bare-remix', '--logLevel', 'error']);
  const built = (await import(
    pathToFileURL(resolve('build/bare-remix/server/index.js')).href
  )) as ServerBuild;
  const handle = createRequestHandler(built, 'production');
  const app = new Hono<{ Bindings: HttpBindings }>().all('*', (c) => handle(c.req.raw, {}));
  return (await listen(app, { host: '127.0.0.1', port: await openPort() })).url;
}

/** The portal's own pages through Hono and Remix alone: no session, no token, no checks, no headers, no log. */
async function same(): Promise<string> {
  const pages = await builtPages();
  const session = { formToken: 'A'.repeat(43) };
  const context = {
    // The page is that of a kiosk, as the portal's own is here.
    actor: { origin: { class: 'kiosk' } },
    session,
    settings: testSettings('', 0).public,
    locale: 'fr',
    nonce: 'bench',
    form: null,
    refusal: null,
  };
  const app = new Hono<{ Bindings: HttpBindings }>().all('*', (c) =>
    pages(c.req.raw, context as unknown as AppContext),
  );
  return (await listen(app, { host: '127.0.0.1', port: await openPort() })).url;
}

/** The portal with the embedded directory and limits above the load. */
async function portal(fill?: TestPortalOptions['fill']): Promise<string> {
  const plenty = { capacity: 1e9, secondsPerTry: 1 };
  const limits = {
    'agent-number': plenty,
    'agent-number-day': plenty,
    session: plenty,
    kiosk: plenty,
    network: plenty,
    surname: plenty,
    global: plenty,
    request: plenty,
  };
  return started({ settings: { limits, logLevel: 'error' }, ...(fill ? { fill } : {}) });
}

let stop = async () => {};

async function started(options: TestPortalOptions): Promise<string> {
  const running = await startTestPortal(options);
  stop = () => running.stop();
  return running.url;
}

/** The same with a million rows in the tables that a refusal writes to. */
const filled = () =>
  portal(async (container) => {
    await fillStore(container.settings.dataFolder, container.keys.journal);
    const verdict = await container.journal.verify();
    if (!verdict.intact) throw new Error(`the filled journal is not intact: ${verdict.fault}`);
    await loadPeople(container.store, container.clock);
  });

/** The portal with its own limits on the domain that the environment describes. */
const samba = () =>
  started({
    settings: {
      directory: { kind: 'active-directory', settings: JSON.parse(process.env['BENCH_DIRECTORY'] ?? '') },
      logLevel: 'error',
    },
    fill: async () => {},
  });

const servers: Record<string, () => Promise<string>> = { bare, same, portal, filled, samba };
console.log(await servers[process.argv[2] ?? 'portal']?.());
process.once('SIGTERM', async () => {
  await stop();
  process.exit(0);
});

import { randomUUID } from 'node:crypto';
import type { Container } from './container.ts';
import { system } from './domain/actors/actor.ts';
import { originTrust } from './domain/kiosks/origin-trust.ts';
import { type AppOptions, createApp } from './http/app.ts';
import { type Before, listen, type RunningServer } from './http/server.ts';

/** How often open intents are looked at again, and how long one look may take. */
const resolveEveryMillis = 15_000;
const resolveWithinMillis = 9_000;

export type PortalOptions = Omit<AppOptions, 'container'> & { readonly before?: Before };

/**
 * Starts a whole portal: schema, worker, web. What an earlier process left open is looked into at once and then
 * regularly, so that every intent is settled within a minute of a restart (I1).
 */
export async function startPortal(container: Container, options: PortalOptions): Promise<RunningServer> {
  const {
    store,
    journal,
    settings,
    runner,
    openIntents,
    expiry,
    expiryNotices,
    housekeeping,
    approvalWatch,
    log,
  } = container;
  await store.migrate();
  const startup = system(randomUUID());
  await store.transaction((unit) =>
    journal.append(unit, {
      event: 'portal-started',
      actor: startup,
      subject: null,
      reference: null,
      details: { demo: settings.public.demo },
    }),
  );

  const notLooked = (error: unknown) =>
    log.warn({ code: (error as Error).message }, 'open intents could not be looked into');
  const { sentences, ...trust } = originTrust({ ...settings, kiosks: await store.kiosks.list() });
  log.info(trust, sentences.join(' '));

  const look = () =>
    Promise.all([
      openIntents.resolveAll(system(randomUUID()), AbortSignal.timeout(resolveWithinMillis)),
      expiry.hasten(),
    ]).catch(notLooked);
  void look();
  const timer = setInterval(() => void look(), resolveEveryMillis);
  await expiryNotices.begin();
  runner.start();
  housekeeping.start();

  const web = await listen(createApp({ container, ...options }), {
    host: settings.host,
    port: settings.port,
    before: options.before,
  });
  log.info({ url: web.url }, 'ready');
  return {
    url: web.url,
    async stop() {
      clearInterval(timer);
      // Streams first: they are open requests that would never end by themselves.
      approvalWatch.stop();
      // Side by side: each may need most of the ten seconds that a stop may take.
      await Promise.all([web.stop(), runner.stop()]);
      await container.close();
    },
  };
}

/** SIGTERM and SIGINT drain and exit with 0; a second signal is left to the system's default. */
export function stopOnSignals(
  portal: RunningServer,
  log: Container['log'],
  afterwards: () => Promise<void> = async () => {},
): void {
  const stop = async (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    await portal.stop();
    await afterwards();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvironment } from '../config/load.ts';
import { masterKey } from '../config/master-key.ts';
import { defaultPasswordRules, defaultSafety, type Settings } from '../config/settings.ts';
import { createContainer } from '../container.ts';
import { demoOriginOf } from '../http/origin.ts';
import type { RunningServer } from '../http/server.ts';
import { createLog } from '../log.ts';
import { type PortalOptions, startPortal } from '../portal.ts';
import { writeDemoFile } from './demo-file.ts';
import { embeddedDemo } from './embedded.ts';
import { people } from './people.ts';
import { establishments } from './sample-people.ts';

export interface DemoOptions {
  readonly directory: 'embedded' | 'samba';
  /** Go on with the data of the last run. */
  readonly keep: boolean;
}

/** What a demo directory brings: how to reach it, how to fill it, how to end it. */
export interface DemoDirectory {
  readonly settings: Settings['directory'];
  fill(container: Awaited<ReturnType<typeof createContainer>>): Promise<void>;
  /** Written to demo.json under `ldap`; null for the embedded directory. */
  readonly ldap: Readonly<Record<string, string>> | null;
  stop(): Promise<void>;
}

/** Empties the demo's own folder; refuses a folder that holds data and was never a demo's. */
function freshFolder(folder: string, keep: boolean): boolean {
  const wasDemo = existsSync(join(folder, 'demo.json'));
  if (!wasDemo && existsSync(join(folder, 'reprise.db'))) {
    throw new Error(
      `${folder} holds a portal's data that is no demo's. Give the demo a folder of its own in DATA_DIR.`,
    );
  }
  if (wasDemo && !keep) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return !(wasDemo && keep);
}

/** Starts the portal with the sample organisation. Resolves when pages answer and demo.json is written. */
export async function startDemo(
  { directory, keep }: DemoOptions,
  pages: Omit<PortalOptions, 'originOf'>,
): Promise<RunningServer & { log: ReturnType<typeof createLog> }> {
  const env = loadEnvironment();
  const folder = env.DATA_DIR;
  const fresh = freshFolder(folder, keep);
  const demoDirectory =
    directory === 'embedded'
      ? embeddedDemo()
      : await (await import('./samba.ts')).sambaDemo(join(folder, 'samba'));
  const port = env.PORT;
  const settings: Settings = {
    host: env.HOST,
    port,
    dataFolder: folder,
    logLevel: env.LOG_LEVEL,
    origins: [`http://localhost:${port}`, `http://127.0.0.1:${port}`],
    proxies: [],
    ...defaultSafety,
    directory: demoDirectory.settings,
    storeUrl: 'sqlite',
    masterKey: masterKey(folder, null),
    passwordRules: { ...defaultPasswordRules, establishmentNames: Object.values(establishments) },
    expiryNoticeDays: [],
    failuresPerHour: 60,
    // One loopback stands for every kiosk of the organisation.
    limits: { kiosk: { capacity: 1_000, secondsPerTry: 1 } },
    messagesFolder: join(folder, 'messages'),
    metricsToken: null,
    public: {
      organisation: 'Santé Val-d’Ormes (démonstration)',
      helpDesk: { phone: '01 99 00 12 34', hours: '7 h – 19 h' },
      theme: {},
      logo: null,
      temporaryPasswordHours: 24,
      demo: true,
    },
  };
  const log = createLog(settings.logLevel);
  const container = await createContainer(settings, log);
  await container.store.migrate();
  if (fresh) await demoDirectory.fill(container);
  const portal = await startPortal(container, { ...pages, originOf: demoOriginOf });
  const url = `http://localhost:${port}`;
  await writeDemoFile(folder, { url, ldap: demoDirectory.ldap, people });
  return {
    url,
    log,
    async stop() {
      await portal.stop();
      await demoDirectory.stop();
    },
  };
}

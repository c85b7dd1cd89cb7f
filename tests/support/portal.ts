import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPasswordRules, defaultSafety, type Settings } from '../../server/config/settings.ts';
import { createContainer, type Replacements } from '../../server/container.ts';
import { loadPeople, people } from '../../server/demo/people.ts';
import { builtAssets, builtPages } from '../../server/http/built-pages.ts';
import { createOriginOf, demoOriginOf, type OriginOf } from '../../server/http/origin.ts';
import type { PageHandler } from '../../server/http/page.ts';
import { createLog } from '../../server/log.ts';
import { startPortal } from '../../server/portal.ts';
import { openPort } from './ports.ts';

export interface TestPortalOptions {
  readonly settings?: Partial<Settings>;
  readonly replace?: Replacements;
  readonly pages?: PageHandler;
  /** The demo's when left out: loopback is a kiosk. */
  readonly originOf?: OriginOf;
  /** Where requests come from: the demo's (loopback is a kiosk) when left out, or as in service. */
  readonly origins?: 'demo' | 'service';
  /** Called once the schema stands and before the first request; fills the embedded directory when left out. */
  readonly fill?: (container: Awaited<ReturnType<typeof createContainer>>) => Promise<void>;
}

/** The settings of a portal with the sample people. */
export function testSettings(folder: string, port: number): Settings {
  return {
    host: '127.0.0.1',
    port,
    dataFolder: folder,
    logLevel: 'debug',
    origins: [`http://127.0.0.1:${port}`, `http://localhost:${port}`],
    proxies: [],
    ...defaultSafety,
    directory: { kind: 'embedded' },
    storeUrl: 'sqlite',
    masterKey: randomBytes(32),
    passwordRules: defaultPasswordRules,
    expiryNoticeDays: [],
    failuresPerHour: 60,
    // Every test comes from one address, which is one kiosk here.
    limits: { kiosk: { capacity: 10_000, secondsPerTry: 1 } },
    messagesFolder: join(folder, 'messages'),
    metricsToken: null,
    public: {
      organisation: 'Santé Val-d’Ormes',
      helpDesk: { phone: '01 99 00 12 34', hours: '7 h – 19 h' },
      theme: {},
      logo: null,
      temporaryPasswordHours: 24,
      demo: true,
    },
  };
}

/** A whole portal on a port of its own, with the sample people and the built pages, in a folder of its own. */
export async function startTestPortal(options: TestPortalOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-portal-'));
  const port = await openPort();
  const lines: string[] = [];
  const settings: Settings = { ...testSettings(folder, port), ...options.settings };
  const log = createLog(settings.logLevel, { write: (line) => void lines.push(line) });
  const container = await createContainer(settings, log, options.replace);
  await container.store.migrate();
  await (options.fill ?? ((made) => loadPeople(made.store, made.clock)))(container);
  const pages = options.pages ?? (await builtPages());
  const inService = () => createOriginOf({ ...settings, kiosks: container.services.kiosks });
  const originOf = options.originOf ?? (options.origins === 'service' ? inService() : demoOriginOf);
  const portal = await startPortal(container, { pages, assets: builtAssets, originOf });
  return {
    url: portal.url,
    folder,
    container,
    /** Every log line so far, at debug level. */
    lines,
    async stop() {
      await portal.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type TestPortal = Awaited<ReturnType<typeof startTestPortal>>;

/** The sample person of a scenario. */
export function person(scenario: string) {
  const found = people.find((one) => one.scenario === scenario);
  if (!found) throw new Error(`no sample person for ${scenario}`);
  return found;
}

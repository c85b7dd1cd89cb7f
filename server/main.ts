import { ConfigurationError } from './config/configuration-error.ts';
import { loadSettings } from './config/load.ts';
import type { Settings } from './config/settings.ts';
import { createContainer } from './container.ts';
import { builtAssets, builtPages } from './http/built-pages.ts';
import { createOriginOf } from './http/origin.ts';
import { createLog } from './log.ts';
import { startPortal, stopOnSignals } from './portal.ts';

function settingsOrExit(): Settings {
  try {
    return loadSettings();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.findings.join('\n'));
    process.exit(2);
  }
}

const settings = settingsOrExit();
const log = createLog(settings.logLevel);
const container = await createContainer(settings, log);
const portal = await startPortal(container, {
  pages: await builtPages(),
  assets: builtAssets,
  originOf: createOriginOf({ ...settings, kiosks: container.services.kiosks }),
});
stopOnSignals(portal, log);

import { join } from 'node:path';
import type { Logger } from 'pino';
import { createBackground } from './background.ts';
import { derivedKeys } from './config/master-key.ts';
import type { Settings } from './config/settings.ts';
import { type Clock, createClock } from './domain/clock.ts';
import { createJournal } from './domain/journal/journal.ts';
import { createAlerts } from './domain/limits/alerts.ts';
import { createLimits } from './domain/limits/limits.ts';
import { limitRules } from './domain/limits/rules.ts';
import { createAgentLock } from './domain/recovery/agent-lock.ts';
import { createOutbox } from './jobs/outbox.ts';
import { packageRoot } from './paths.ts';
import { createServices } from './services.ts';
import { createBreachedPasswords } from './systems/breached/breached-passwords.ts';
import { createPrefixFile } from './systems/breached/prefix-file.ts';
import { createRangeMirror } from './systems/breached/range-mirror.ts';
import { createActiveDirectory } from './systems/directory/active-directory/active-directory.ts';
import { createEmbeddedDirectory } from './systems/directory/embedded/embedded-directory.ts';
import type { Directory } from './systems/directory/port.ts';
import { createMessages } from './systems/messages/messages.ts';
import type { Messages } from './systems/messages/port.ts';
import type { Store } from './systems/store/port.ts';
import { openStore } from './systems/store/store.ts';
import { createBuiltinTickets } from './systems/tickets/builtin.ts';

/** What a test may put in the place of the real thing; nothing else does. */
export interface Replacements {
  readonly clock?: Clock;
  readonly store?: Store;
  readonly directory?: Directory;
  readonly messages?: Messages;
}

/** The outside systems that the settings name. The store is opened; nobody else is talked to yet. */
function openSystems(settings: Settings, log: Logger, replace: Replacements) {
  const clock = replace.clock ?? createClock();
  const store = replace.store ?? openStore({ url: settings.storeUrl, folder: settings.dataFolder });
  const directory =
    replace.directory ??
    (settings.directory.kind === 'embedded'
      ? createEmbeddedDirectory({ store, clock })
      : createActiveDirectory(settings.directory.settings));
  const messages = replace.messages ?? createMessages(settings, clock.now, log);
  if (messages.channels.size === 0) log.warn('neither mail nor SMS is configured: nobody gets a notice');
  const { breachedMirror } = settings.passwordRules;
  const breached = createBreachedPasswords({
    file: createPrefixFile({ path: join(packageRoot, 'build/generated/breached.bin') }),
    mirror: breachedMirror === null ? null : createRangeMirror({ baseUrl: breachedMirror }),
  });
  return { clock, store, directory, messages, breached, tickets: createBuiltinTickets(store, clock.now) };
}

/** What most use cases share: systems, the record of what was done, and what limits it. */
function createCommon(settings: Settings, log: Logger, replace: Replacements) {
  const systems = openSystems(settings, log, replace);
  const { store, clock } = systems;
  const keys = derivedKeys(settings.masterKey);
  const journal = createJournal({ store, sealKey: keys.journal, clock });
  const rules = { ...limitRules({ failuresPerHour: settings.failuresPerHour }), ...settings.limits };
  const outbox = createOutbox({
    clock,
    helpDesk: settings.public.helpDesk.phone,
    url: settings.origins[0],
    alertMails: settings.alertMails,
  });
  return {
    ...systems,
    log,
    keys,
    journal,
    outbox,
    limits: createLimits({ store, clock, hashKey: keys.limits, rules }),
    alerts: createAlerts({ store, clock, journal, outbox, log }),
    agentLock: createAgentLock({ store, clock }),
  };
}

export type Common = ReturnType<typeof createCommon>;

/** The parts list: the one place where systems meet use cases (`services.ts`) and the work behind (`background.ts`). */
export async function createContainer(settings: Settings, log: Logger, replace: Replacements = {}) {
  const common = createCommon(settings, log, replace);
  const background = createBackground(settings, common);
  return {
    settings,
    ...common,
    ...background,
    services: createServices(settings, common),
    async close(): Promise<void> {
      background.approvalWatch.stop();
      await background.runner.stop();
      await background.housekeeping.stop();
      common.messages.close();
      common.breached.close();
      await common.directory.close();
      await common.store.close();
    },
  };
}

export type Container = Awaited<ReturnType<typeof createContainer>>;

import type { Settings } from './config/settings.ts';
import type { Common } from './container.ts';
import { createApprovalWatch } from './domain/approvals/watch.ts';
import { createNotMeLinks } from './domain/notices/link.ts';
import { createScramble } from './domain/notices/scramble.ts';
import { createTell } from './domain/notices/tell.ts';
import { createExpiryNotices } from './domain/passwords/expiry-notices.ts';
import { createExpiry } from './domain/recovery/expiry.ts';
import { createOpenIntents } from './domain/recovery/open-intents.ts';
import { createHousekeeping } from './jobs/housekeeping.ts';
import { createJobs } from './jobs/jobs.ts';
import { createRunner } from './jobs/runner.ts';
import { unknowablePassword } from './systems/directory/unknowable-password.ts';

/** What goes on without anybody asking: the jobs of the outbox, open intents, expiries, tidying up. */
export function createBackground(settings: Settings, common: Common) {
  const { store, clock, log, keys, messages } = common;
  const expiry = createExpiry(common);
  const expiryNotices = createExpiryNotices({ ...common, daysBefore: settings.expiryNoticeDays });
  const tell = createTell({
    ...common,
    channels: messages.channels,
    helpDesk: settings.public.helpDesk.phone,
    manager: settings.notices.manager,
    timeZone: settings.calendar.timeZone,
  });
  const jobs = createJobs({
    ...common,
    expiry,
    expiryNotices,
    tell,
    links: createNotMeLinks({ key: keys.notMe, url: settings.origins[0] }),
    scramble: createScramble({ ...common, unknowable: unknowablePassword }),
  });
  return {
    openIntents: createOpenIntents(common),
    expiry,
    expiryNotices,
    approvalWatch: createApprovalWatch(common),
    runner: createRunner({ store, clock, log, jobs }),
    housekeeping: createHousekeeping({ store, clock, log }),
  };
}

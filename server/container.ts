import { join } from 'node:path';
import type { Logger } from 'pino';
import { derivedKey } from './config/master-key.ts';
import type { Settings } from './config/settings.ts';
import { createCalls } from './domain/approvals/calls.ts';
import { createApprovalCodes } from './domain/approvals/codes.ts';
import { createApprovalRequests } from './domain/approvals/requests.ts';
import { createApprovalWatch } from './domain/approvals/watch.ts';
import { type Clock, createClock } from './domain/clock.ts';
import { createTechnicians } from './domain/desk/technicians.ts';
import { createJournal } from './domain/journal/journal.ts';
import { createKiosks } from './domain/kiosks/kiosks.ts';
import { createAlerts } from './domain/limits/alerts.ts';
import { createLimits } from './domain/limits/limits.ts';
import { createPace } from './domain/limits/pace.ts';
import { limitRules } from './domain/limits/rules.ts';
import { createDisavow } from './domain/notices/disavow.ts';
import { createNotMeLinks } from './domain/notices/link.ts';
import { createScramble } from './domain/notices/scramble.ts';
import { createTell } from './domain/notices/tell.ts';
import { createPasswords } from './domain/passwords/change.ts';
import { createExpiryNotices } from './domain/passwords/expiry-notices.ts';
import { createRulesInForce } from './domain/passwords/in-force.ts';
import { createPasswordJudge } from './domain/passwords/judge.ts';
import { organisationRules } from './domain/passwords/organisation.ts';
import { createStrengthSource } from './domain/passwords/strength-source.ts';
import { createSignIn } from './domain/people/sign-in.ts';
import { createColleague } from './domain/proofs/colleague.ts';
import { createOneTimeCode } from './domain/proofs/one-time-code.ts';
import { createProofOptions } from './domain/proofs/options.ts';
import { createAgentLock } from './domain/recovery/agent-lock.ts';
import { createExpiry } from './domain/recovery/expiry.ts';
import { createLifetime } from './domain/recovery/lifetime.ts';
import { createOpenIntents } from './domain/recovery/open-intents.ts';
import { createOwnRequest } from './domain/recovery/own.ts';
import { createRecovery } from './domain/recovery/recovery.ts';
import { createFailuresPerMinute } from './http/site-size.ts';
import { createHousekeeping } from './jobs/housekeeping.ts';
import { createJobs } from './jobs/jobs.ts';
import { createOutbox } from './jobs/outbox.ts';
import { createRunner } from './jobs/runner.ts';
import { packageRoot } from './paths.ts';
import { createBreachedPasswords } from './systems/breached/breached-passwords.ts';
import { createPrefixFile } from './systems/breached/prefix-file.ts';
import { createRangeMirror } from './systems/breached/range-mirror.ts';
import { createActiveDirectory } from './systems/directory/active-directory/active-directory.ts';
import { createEmbeddedDirectory } from './systems/directory/embedded/embedded-directory.ts';
import type { Directory } from './systems/directory/port.ts';
import { unknowablePassword } from './systems/directory/unknowable-password.ts';
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

/** The parts list: the one place where systems meet use cases. Opens the store; talks to nobody else yet. */
export async function createContainer(settings: Settings, log: Logger, replace: Replacements = {}) {
  const clock = replace.clock ?? createClock();
  const keys = {
    journal: derivedKey(settings.masterKey, 'journal'),
    limits: derivedKey(settings.masterKey, 'limits'),
    formToken: derivedKey(settings.masterKey, 'form-token'),
    onceSecret: derivedKey(settings.masterKey, 'once-secret'),
    oneTimeCode: derivedKey(settings.masterKey, 'one-time-code'),
    notMe: derivedKey(settings.masterKey, 'not-me'),
    approvals: derivedKey(settings.masterKey, 'approvals'),
  };

  const store = replace.store ?? openStore({ url: settings.storeUrl, folder: settings.dataFolder });
  const directory =
    replace.directory ??
    (settings.directory.kind === 'embedded'
      ? createEmbeddedDirectory({ store, clock })
      : createActiveDirectory(settings.directory.settings));
  const tickets = createBuiltinTickets(store, clock.now);
  const messages = replace.messages ?? createMessages(settings, clock.now, log);
  if (messages.channels.size === 0) log.warn('neither mail nor SMS is configured: nobody gets a notice');

  const journal = createJournal({ store, sealKey: keys.journal, clock });
  const rules = { ...limitRules({ failuresPerHour: settings.failuresPerHour }), ...settings.limits };
  const limits = createLimits({ store, clock, hashKey: keys.limits, rules });
  const { alertMails } = settings;
  const helpDesk = settings.public.helpDesk.phone;
  const outbox = createOutbox({ clock, helpDesk, url: settings.origins[0], alertMails });
  const alerts = createAlerts({ store, clock, journal, outbox, log });
  const agentLock = createAgentLock({ store, clock });
  const common = { store, clock, directory, journal, limits, outbox, agentLock };

  const { breachedMirror } = settings.passwordRules;
  const breached = createBreachedPasswords({
    file: createPrefixFile({ path: join(packageRoot, 'build/generated/breached.bin') }),
    mirror: breachedMirror === null ? null : createRangeMirror({ baseUrl: breachedMirror }),
  });
  const judge = createPasswordJudge({ strength: createStrengthSource(), breached });
  const passwordRules = createRulesInForce({
    ...common,
    organisation: organisationRules(settings.passwordRules),
  });

  const request = createOwnRequest({ store, clock });
  const signIn = createSignIn(common);
  const proving = { ...common, messages, request, signIn, settings: settings.proof };
  const { timeZone } = settings.calendar;
  const links = createNotMeLinks({ key: keys.notMe, url: settings.origins[0] });
  const notMe = { links, scramble: settings.notices.scrambleWhenDisavowed, timeZone };
  const { manager } = settings.notices;
  const tell = createTell({ directory, channels: messages.channels, helpDesk, manager, timeZone });
  const technicians = createTechnicians({ ...common, signIn });
  const codes = createApprovalCodes(keys.approvals);
  const approvalWatch = createApprovalWatch(common);

  const services = {
    recovery: createRecovery({
      ...common,
      alerts,
      pace: createPace(),
      failuresPerMinute: createFailuresPerMinute(settings.networks),
      proof: settings.proof,
      lifetime: createLifetime({
        temporaryPasswordHours: settings.public.temporaryPasswordHours,
        calendar: settings.calendar,
      }),
    }),
    passwords: createPasswords({ ...common, judge, rules: passwordRules }),
    signIn,
    kiosks: createKiosks(common),
    proofs: {
      options: createProofOptions(proving),
      ...createColleague(proving),
      code: createOneTimeCode({ ...proving, key: keys.oneTimeCode }),
    },
    notMe: createDisavow({ ...common, ...notMe }),
    technicians,
    approvals: createApprovalRequests({ ...common, codes, proof: settings.proof }),
    calls: createCalls({ ...common, codes, technicians }),
  };
  const openIntents = createOpenIntents(common);
  const expiry = createExpiry(common);
  const expiryNotices = createExpiryNotices({ ...common, daysBefore: settings.expiryNoticeDays });
  const scramble = createScramble({ ...common, unknowable: unknowablePassword });
  const jobs = createJobs({ tickets, messages, outbox, tell, links, scramble, expiry, expiryNotices });
  const runner = createRunner({ store, clock, log, jobs });
  const housekeeping = createHousekeeping({ store, clock, log });

  return {
    settings,
    keys,
    clock,
    log,
    store,
    directory,
    journal,
    services,
    openIntents,
    expiry,
    expiryNotices,
    approvalWatch,
    breached,
    runner,
    housekeeping,
    alerts,
    async close(): Promise<void> {
      approvalWatch.stop();
      await runner.stop();
      await housekeeping.stop();
      messages.close();
      breached.close();
      await directory.close();
      await store.close();
    },
  };
}

export type Container = Awaited<ReturnType<typeof createContainer>>;
export type Services = Container['services'];

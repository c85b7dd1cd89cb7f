import { randomBytes, randomUUID } from 'node:crypto';
import { createJournal } from '../../../server/domain/journal/journal.ts';
import { createAgentLock } from '../../../server/domain/recovery/agent-lock.ts';
import { createExpiry } from '../../../server/domain/recovery/expiry.ts';
import { createJobs } from '../../../server/jobs/jobs.ts';
import { createOutbox } from '../../../server/jobs/outbox.ts';
import { createRunner } from '../../../server/jobs/runner.ts';
import { createEmbeddedDirectory } from '../../../server/systems/directory/embedded/embedded-directory.ts';
import { newAccountRow } from '../../../server/systems/directory/embedded/new-account.ts';
import { createPasswordHasher } from '../../../server/systems/directory/embedded/password-hash.ts';
import type { Account, Directory } from '../../../server/systems/directory/port.ts';
import { createBuiltinTickets } from '../../../server/systems/tickets/builtin.ts';
import { handClock, temporaryStore } from '../../support/temporary-store.ts';

export const hour = 3_600_000;
export const lifetimeMs = 24 * hour;
export const temporary = 'Temporaire-Secret-72';
export const chosen = 'Choisi-Par-Moi-73';
const password = 'Ancien-Jardin-42';

/**
 * One agent whose password was reset, and everything that looks after it: a directory with a clock of its own, and a
 * portal whose clock is off by as much as the test says.
 */
export async function expiryWorld(wrap: (directory: Directory) => Directory = (directory) => directory) {
  const files = await temporaryStore();
  const { store } = files;
  const time = handClock();
  let offset = 0;
  const clock = { now: () => time.now() + offset };
  const signal = () => AbortSignal.timeout(5_000);
  const plain = createEmbeddedDirectory({ store, clock: time });
  const directory = wrap(plain);
  const journal = createJournal({ store, sealKey: randomBytes(32), clock });
  const outbox = createOutbox({
    clock,
    helpDesk: '01 99 00 12 34',
    url: 'https://reprise.example.org',
    alertMails: [],
  });
  const agentLock = createAgentLock({ store, clock });
  const expiry = createExpiry({ store, clock, directory, journal, outbox, agentLock });
  const tickets = createBuiltinTickets(store, clock.now);
  const logged: string[] = [];
  const note = (_: object, message: string) => void logged.push(message);
  const jobs = createJobs({
    tickets,
    expiry,
    messages: { channels: new Set(), send: async () => undefined, close: () => undefined },
    outbox,
    tell: { agent: async () => [], voucher: async () => [] },
    links: { fill: (text) => text, intentOf: () => null },
    scramble: { run: async () => undefined },
    expiryNotices: { begin: async () => undefined, run: async () => undefined },
  });
  /** A new one each time, as after a restart. */
  const runner = () =>
    createRunner({ store, clock, jobs, log: { warn: note, error: note }, random: () => 0 });

  const person = { login: 'agent', agentNumber: '4217', givenName: 'Nadia', surname: 'Benali', password };
  const row = await newAccountRow(createPasswordHasher(), { ...person, passwordSetAt: time.now() }, signal());
  await store.embeddedAccounts.insert(row);
  const account = async (): Promise<Account> => (await plain.read(row.id, signal()))!;
  const recoveryId = randomUUID();
  const reference = 'R-7K2M-9QXD';
  await store.recoveries.insert({
    id: recoveryId,
    reference,
    sessionHash: 'none',
    accountId: row.id,
    login: row.login,
    givenName: row.givenName,
    locked: false,
    establishment: null,
    originClass: 'kiosk',
    reason: 'forgotten',
    state: 'done',
    action: 'reset',
    resets: 1,
    displayedAt: null,
    createdAt: clock.now(),
    doneAt: clock.now(),
    expiresAt: clock.now() + hour,
  });

  return {
    ...files,
    time,
    clock,
    directory,
    journal,
    outbox,
    agentLock,
    tickets,
    expiry,
    logged,
    account,
    reference,
    /** Milliseconds that the portal's clock is ahead from now on. */
    portalAhead(millis: number) {
      offset = millis;
    },
    /** The directory's write and the job that looks after it, as a reset makes them. */
    async reset(state: 'done' | 'open' = 'done'): Promise<string> {
      const before = await account();
      const id = randomUUID();
      const open = { id, kind: 'reset', recoveryId, accountId: row.id, ...before.version } as const;
      await store.transaction(async (unit) => {
        await unit.intents.insert({ ...open, state: 'open', createdAt: clock.now(), resolvedAt: null });
        await outbox.expireTemporary(unit, { intentId: id, lifetimeMs });
      });
      await plain.reset(before, temporary, { chosenByPerson: false }, signal());
      if (state === 'done') await store.intents.resolve(id, 'done', clock.now());
      return id;
    },
    openTicket: () =>
      tickets.open(
        {
          reference,
          title: 'Mot de passe réinitialisé',
          text: 'L’agent a obtenu un mot de passe temporaire.',
          level: 1,
          state: 'closed',
          requesterLogin: row.login,
          establishment: null,
        },
        signal(),
      ),
    change: async () => plain.change(await account(), temporary, chosen, signal()),
    says: async (typed: string) => plain.authenticate(await account(), typed, signal()),
    /** The directory still holds what the reset wrote. */
    untouched: async () => (await account()).state.mustChange,
    /** What a running portal does at every moment: catch up with the clock, then run what is due. */
    async turn(): Promise<void> {
      await expiry.hasten();
      await runner().runDue();
    },
    expiredEvents: async () =>
      (await store.journal.page(0, 10_000)).filter(({ event }) => event === 'temporary-password-expired'),
    ticketText: async () => (await store.tickets.find(reference))?.text ?? '',
  };
}

export type ExpiryWorld = Awaited<ReturnType<typeof expiryWorld>>;

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChildPortal, killSteps } from '../support/child-process.ts';
import {
  type CrashingPortal,
  crashingPortal,
  type PersistentAgent,
  persistentAgent,
} from '../support/crashing-portal.ts';
import { knownPassword, type OwnDirectory, ownDirectory } from '../support/own-directory.ts';

/** Rounds of each step; the long run sets more. */
const rounds = Number(process.env['REPRISE_ROUNDS'] ?? 1);
const agentsAtOnce = 3;
/** By the clock of the next process: longer than an orphan's age, a dead lease and the wait of an unfenced write. */
const pauseMillis = 70_000;
/** Longer than a request may rest and a success closes the account to the next. */
const longPauseMillis = 16 * 60_000;

let portal: CrashingPortal;
let people: OwnDirectory;
beforeAll(async () => {
  portal = await crashingPortal({ kind: 'embedded' });
  people = await ownDirectory(portal.directoryFolder);
});
afterAll(async () => {
  await portal?.end();
  await people?.close();
});

interface Walker {
  readonly id: string;
  readonly before: number;
  readonly agent: PersistentAgent;
}

async function walkersAt(url: string): Promise<Walker[]> {
  const persons = await Promise.all(Array.from({ length: agentsAtOnce }, () => people.add()));
  return persons.map((person) => ({
    id: person.id,
    before: person.keyVersion,
    agent: persistentAgent(url, person),
  }));
}

/** At most one password that was shown is valid, and it is the last; every other is dead, the old one included (I2). */
async function onlyTheLastWorks({ id, agent }: Walker): Promise<void> {
  const last = agent.shown.at(-1) ?? 'none';
  for (const password of agent.shown.slice(0, -1))
    expect(await people.says(id, password)).toBe('wrong-password');
  expect(await people.says(id, last)).toBe('must-change');
}

describe('a process killed in the middle of resets', () => {
  let child: ChildPortal;
  beforeAll(async () => {
    child = await portal.start();
  });

  it.each(killSteps)(
    '%s: every intent is settled, one password works, one ticket each, the journal holds',
    async (step) => {
      for (let round = 0; round < rounds; round += 1) {
        const walkers = await walkersAt(child.url);
        const nth = 1 + Math.floor(Math.random() * agentsAtOnce);
        await child.arm(step, { nth, afterMillis: step === 'modify-sent' ? Math.random() * 120 : 0 });
        const answered = await Promise.all(walkers.map(({ agent }) => agent.walk()));
        expect(await child.ended).toBe('SIGKILL');
        expect(answered.filter(Boolean).length).toBeLessThan(agentsAtOnce);
        for (const { id, before } of walkers)
          expect(await people.keyVersion(id)).toBeLessThanOrEqual(before + 1);

        child = await portal.start(step === 'before-intent' ? longPauseMillis : pauseMillis);
        await portal.settled(10_000);
        expect(await portal.unresolved('unknown')).toEqual([]);
        for (const walker of walkers) {
          const { agent } = walker;
          if (agent.shown.length === 0) {
            // Nobody has seen a password, so the old one may be dead or not, but the agent gets one now.
            const page = await agent.goOn();
            expect(agent.shown.length, `${step}: ${page.url} ${page.status}`).toBe(1);
          }
          await onlyTheLastWorks(walker);
          expect(await people.says(walker.id, knownPassword)).toBe('wrong-password');
          expect(await people.keyVersion(walker.id)).toBeLessThanOrEqual(walker.before + 2);
        }
        await portal.jobsEnd();
        expect(await portal.verifyJournal()).toMatchObject({ intact: true });
      }
    },
    rounds * 60_000,
  );

  it('after-answer, and the agent never comes back: ticket and notice of the dead password come all the same', async () => {
    const person = await people.add({ mail: 'absent@reprise.test' });
    await child.arm('after-answer');
    const agent = persistentAgent(child.url, person);
    expect(await agent.walk()).toBe(false);
    await child.ended;
    child = await portal.start(pauseMillis);
    await portal.settled(10_000);
    await portal.jobsEnd();
    const [opened] = (await portal.store.journal.page(0, 1_000_000))
      .filter((row) => row.event === 'recovery-opened')
      .map((row) => JSON.parse(row.body))
      .filter(({ subject }) => subject === person.id);
    expect(await portal.store.tickets.find(opened.reference)).toMatchObject({ requesterLogin: person.login });
    const notices = readdirSync(join(portal.folder, 'messages')).map((file) =>
      readFileSync(join(portal.folder, 'messages', file), 'utf8'),
    );
    expect(notices.filter((text) => JSON.parse(text).to === 'absent@reprise.test')).toHaveLength(1);
  }, 60_000);

  it('has left an intent before each write, and one ticket for each reference that was carried out', async () => {
    const rows = (await portal.store.journal.page(0, 1_000_000)).map(({ event, body }) => ({
      event,
      ...JSON.parse(body),
    }));
    const intended = Map.groupBy(
      rows.filter(({ event }) => event === 'reset-intended'),
      ({ subject }) => subject as string,
    );
    for (const [id, intents] of intended)
      expect((await people.keyVersion(id)) - 1).toBeLessThanOrEqual(intents.length);
    const done = [
      ...new Set(
        rows.filter(({ event }) => event === 'reset-done').map(({ reference }) => reference as string),
      ),
    ];
    expect(done.length).toBeGreaterThanOrEqual(killSteps.length * rounds);
    const numbers = await Promise.all(
      done.map(async (reference) => (await portal.store.tickets.find(reference))?.number),
    );
    expect(numbers).not.toContain(undefined);
    expect(new Set(numbers).size).toBe(done.length);
  });
});

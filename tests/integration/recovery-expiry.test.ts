import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureCode } from '../../app/shared/failure.ts';
import { system } from '../../server/domain/actors/actor.ts';
import { createAgentLock } from '../../server/domain/recovery/agent-lock.ts';
import { createExpiry } from '../../server/domain/recovery/expiry.ts';
import { createOutbox } from '../../server/jobs/outbox.ts';
import { createActiveDirectory } from '../../server/systems/directory/active-directory/active-directory.ts';
import type { Directory } from '../../server/systems/directory/port.ts';
import { createHttpClient } from '../support/http-client.ts';
import type { TestPortal } from '../support/portal.ts';
import { temporaryPasswordOn } from '../support/recover-over-http.ts';
import { startTestSamba, type TestSamba } from '../support/samba.ts';
import { bindAs } from '../support/samba-harness.ts';
import { type AddedPerson, accountAt, addAgent, startPortalOn, walk } from '../support/samba-portal.ts';

const hour = 3_600_000;
/** So that a temporary password lives for 24 hours, whatever day it is. */
const noWorkingDay = {
  timeZone: 'Europe/Paris',
  default: { days: [], endsAt: '18:00', holidays: [] },
  establishments: {},
};
const rounds = Number(process.env['REPRISE_ROUNDS'] ?? 100);
let samba: TestSamba;
let portal: TestPortal;
let elsewhere: Directory;
let later = 0;
const clock = { now: () => Date.now() + later };
const soon = () => AbortSignal.timeout(15_000);

beforeAll(async () => {
  samba = await startTestSamba();
  // The controller's clock cannot be put on, so its answer is: passwords look as old as the portal's clock makes them.
  const older = (directory: Directory): Directory => ({
    ...directory,
    passwordAge: async (...asked) => (await directory.passwordAge(...asked)) + later,
  });
  portal = await startPortalOn(samba, { clock, wrap: older, settings: { calendar: noWorkingDay } });
  // What happens past the portal: a logon screen, another tool.
  elsewhere = createActiveDirectory(samba.settings);
});
afterAll(async () => {
  await portal?.stop();
  await elsewhere?.close();
  await samba?.stop();
});

async function recovered(agent: AddedPerson): Promise<string> {
  return temporaryPasswordOn(await walk(portal.url, agent)) ?? '';
}

/** The text of the one ticket that the agent's request has. */
async function ticketOf({ id }: AddedPerson): Promise<string> {
  const { journal, tickets } = portal.container.store;
  const opened = (await journal.page(0, 10_000))
    .filter(({ event }) => event === 'recovery-opened')
    .map(({ body }) => JSON.parse(body))
    .find(({ subject }) => subject === id);
  return (await tickets.find(opened.reference))?.text ?? 'no ticket';
}

/** Lets all jobs that are due run to their end, whoever of the portal's runner and this call claims them. */
async function dueJobsEnd(): Promise<void> {
  await portal.container.runner.runDue();
  for (let round = 0; round < 100; round += 1) {
    const { oldestRunAt } = await portal.container.store.jobs.depth();
    if (oldestRunAt === null || oldestRunAt > clock.now()) return;
    await wait(50);
  }
  throw new Error('jobs are still due');
}

describe('a temporary password after its time', () => {
  it('works no more when nobody changed it; one that the agent chose goes on working', async () => {
    const idle = await addAgent(samba);
    const changed = await addAgent(samba);
    const twice = await addAgent(samba);
    const [forgotten, temporary, early] = [
      await recovered(idle),
      await recovered(changed),
      await recovered(twice),
    ];
    await elsewhere.change(
      await accountAt(elsewhere, changed.id),
      temporary,
      'Trois-canards-bleus-7',
      soon(),
    );
    // An administrator's own must-change password looks like ours but for the key version.
    await samba.admin.modify(
      twice.dn,
      'replace',
      'unicodePwd',
      Buffer.from('"Du-technicien-2026"', 'utf16le'),
    );
    await samba.admin.modify(twice.dn, 'replace', 'pwdLastSet', '0');
    later += 23 * hour;
    await dueJobsEnd();
    expect(await bindAs(samba, idle.dn, forgotten)).toBe('773');
    later += hour + 60_000;
    await dueJobsEnd();
    expect(await bindAs(samba, idle.dn, forgotten)).toBe('52e');
    expect(await bindAs(samba, idle.dn, idle.password)).toBe('52e');
    expect(await bindAs(samba, changed.dn, 'Trois-canards-bleus-7')).toBe('accepted');
    expect(await bindAs(samba, twice.dn, 'Du-technicien-2026')).toBe('773');
    expect(await bindAs(samba, twice.dn, early)).toBe('52e');
    const said = await Promise.all([idle, changed, twice].map(ticketOf));
    expect(said.map((text) => text.includes('n’a pas été changé à temps'))).toEqual([true, false, false]);
    const events = (await portal.container.store.journal.page(0, 10_000)).filter(
      (row) => row.event === 'temporary-password-expired',
    );
    expect(events.map((row) => JSON.parse(row.body).subject)).toEqual([idle.id]);
    // Whoever comes too late asks again.
    expect(temporaryPasswordOn(await walk(portal.url, idle))).not.toBeNull();
  });

  it('is not sent into the notice or the ticket, which come all the same', async () => {
    const agent = await addAgent(samba);
    const page = await walk(portal.url, agent);
    const reference = /data-reference="([^"]+)"/.exec(page.text)?.[1] ?? '';
    await dueJobsEnd();
    const ticket = await portal.container.store.tickets.find(reference);
    expect(ticket?.requesterLogin).toBe(agent.login);
    expect((await createHttpClient(portal.url).get('/healthz')).status).toBe(200);
  });
});

/**
 * One account, reset as the portal resets, then changed by its agent at the very time at which it expires; `lead` is
 * how many milliseconds the expiry starts earlier.
 */
async function race(directory: Directory, agent: AddedPerson, lead: number): Promise<'chosen' | 'expired'> {
  const { store, journal } = portal.container;
  const expiry = createExpiry({
    store,
    clock,
    directory,
    journal,
    outbox: createOutbox({ clock, helpDesk: '', url: portal.url, alertMails: [] }),
    agentLock: createAgentLock({ store, clock }),
  });
  const account = await accountAt(directory, agent.id);
  const temporary = `Temporaire-${randomUUID().slice(0, 8)}`;
  const chosen = `Choisi-Par-Moi-${randomUUID().slice(0, 8)}`;
  const id = randomUUID();
  await store.intents.insert({
    id,
    kind: 'reset',
    recoveryId: null,
    accountId: agent.id,
    ...account.version,
    state: 'done',
    createdAt: clock.now(),
    resolvedAt: clock.now(),
  });
  await directory.reset(account, temporary, { chosenByPerson: false }, soon());
  const must = await accountAt(elsewhere, agent.id);
  const [changed] = await Promise.all([
    wait(Math.max(0, lead))
      .then(() => elsewhere.change(must, temporary, chosen, soon()))
      .then(
        () => true,
        (error) => failureCode(error),
      ),
    wait(Math.max(0, -lead)).then(() => expiry.run(system('test'), { intentId: id, lifetimeMs: 1 }, soon())),
  ]);
  // Once more, as a job that is delivered twice.
  await expiry.run(system('test'), { intentId: id, lifetimeMs: 1 }, soon());
  if (changed === true) {
    expect(await bindAs(samba, agent.dn, chosen), 'what the agent chose works').toBe('accepted');
    return 'chosen';
  }
  expect(changed).toBe('password-wrong-old');
  expect(await bindAs(samba, agent.dn, temporary), 'what has expired does not').toBe('52e');
  return 'expired';
}

describe('expiry against the agent’s own change', () => {
  it(
    `never scrambles what the agent has chosen, in ${rounds} races`,
    async () => {
      const directory = createActiveDirectory(samba.settings);
      const agents = await Promise.all([1, 2, 3, 4].map(() => addAgent(samba)));
      const outcomes: string[] = [];
      /** Whoever won starts later the next time, so that both arrive together. */
      const lane = async (agent: AddedPerson) => {
        let lead = 0;
        for (let round = 0; round < rounds / agents.length; round += 1) {
          const winner = await race(directory, agent, lead);
          outcomes.push(winner);
          lead += winner === 'chosen' ? 12 : -9;
        }
      };
      await Promise.all(agents.map(lane));
      expect(outcomes.length).toBeGreaterThanOrEqual(rounds);
      // Both sides won at times, so the race was one.
      expect(new Set(outcomes)).toEqual(new Set(['chosen', 'expired']));
      await directory.close();
    },
    180_000 + rounds * 1_500,
  );
});

import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { failureCode } from '../../app/shared/failure.ts';
import { type OriginClass, visitor } from '../../server/domain/actors/actor.ts';
import type { Directory } from '../../server/systems/directory/port.ts';
import { type Agent, hire } from '../support/agents.ts';
import { createHttpClient } from '../support/http-client.ts';
import { failureOn, signInAs } from '../support/phone.ts';
import { person, startTestPortal, type TestPortal, type TestPortalOptions } from '../support/portal.ts';

const plenty = { capacity: 1e9, secondsPerTry: 1 };
const chosen = 'Trois-canards-bleus-7';
const signal = () => AbortSignal.timeout(9_000);

let portal: TestPortal;
let others: TestPortal[] = [];
afterEach(async () => {
  for (const each of [portal, ...others]) await each.stop();
  others = [];
});

type Limits = NonNullable<NonNullable<TestPortalOptions['settings']>['limits']>;
const start = async (limits: Limits = {}, directory?: Directory): Promise<void> => {
  portal = await startTestPortal({
    settings: { limits, logLevel: 'error' },
    ...(directory ? { replace: { directory } } : {}),
  });
};

const actorAt = (origin: OriginClass = 'other', session = randomUUID(), address = '192.0.2.1') =>
  visitor({
    sessionHash: session,
    origin: { class: origin, establishment: null, kioskId: origin === 'kiosk' ? 'k1' : null, address },
    requestId: 'test',
  });
type Where = ReturnType<typeof actorAt>;

const nobody = { signIn: () => Promise.reject(new Error('nobody is to be signed in')) };
type Way = 'sign-in' | 'desk' | 'change';

/** A try at one of the doors, straight at the use case: `done`, or the failure's code and what it says of waiting. */
async function attempt(way: Way, actor: Where, login: string, password: string): Promise<string> {
  const { signIn, technicians, passwords } = portal.container.services;
  const input = { login, password };
  const calls = {
    'sign-in': () => signIn.signIn(actor, input, signal()),
    desk: () => technicians.signIn(actor, input, nobody, signal()),
    change: () =>
      passwords.change(actor, { login, currentPassword: password, newPassword: chosen }, signal()),
  };
  try {
    await calls[way]();
    return 'done';
  } catch (error) {
    const { retryAfterSeconds } = error as { retryAfterSeconds?: number | null };
    const code = failureCode(error) ?? String(error);
    return retryAfterSeconds ? `${code} ${Math.round(retryAfterSeconds / 60)} min` : code;
  }
}

async function inTurn(count: number, work: (index: number) => Promise<string>): Promise<string[]> {
  const answers: string[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await work(index));
  return answers;
}

const rows = async () =>
  (await portal.container.store.journal.page(0, 100_000)).map((row) => ({
    event: row.event,
    ...(JSON.parse(row.body) as { subject: string | null; details: Record<string, unknown> }),
  }));

const ways: Way[] = ['sign-in', 'desk', 'change'];

describe('one source', () => {
  it('with one session may get ten passwords wrong, then waits, in the browser too', async () => {
    await start();
    const client = createHttpClient(portal.url, { 'x-demo-origin': 'other' });
    const statuses: number[] = [];
    for (let index = 0; index < 12; index += 1) {
      const { page } = await signInAs(portal, { login: `agent.${index}`, password: 'Soleil-2026!' }, client);
      statuses.push(page.status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429, 429]);
  });

  it.each(ways)(
    'with ever new sessions grows slower and raises the alert, never refused (%s)',
    async (way) => {
      await start({ global: { capacity: 20, secondsPerTry: 3_600 } });
      const quiet = await inTurn(30, (index) => attempt(way, actorAt(), `agent.${index}`, 'Soleil-2026!'));
      expect(new Set(quiet)).toEqual(new Set(['sign-in-refused']));
      expect(portal.container.alerts.raised()).toBe(1);
      const started = performance.now();
      expect(await attempt(way, actorAt(), 'agent.31', 'Soleil-2026!')).toBe('sign-in-refused');
      expect(performance.now() - started).toBeGreaterThanOrEqual(240);
      const elsewhere = performance.now();
      await attempt(way, actorAt('other', randomUUID(), '192.0.2.2'), 'agent.32', 'Soleil-2026!');
      expect(performance.now() - elsewhere).toBeLessThan(240);
    },
  );

  it('gets all of it back with a right password', async () => {
    await start({ network: { capacity: 1, secondsPerTry: 3_600 } });
    const agent = await hire(portal);
    const session = randomUUID();
    const started = performance.now();
    const answers = await inTurn(15, () =>
      attempt('sign-in', actorAt('other', session), agent.login, agent.password),
    );
    expect(new Set(answers)).toEqual(new Set(['done']));
    expect(performance.now() - started).toBeLessThan(15 * 240);
  });

  it('gets the session’s tries back when it was the directory that failed', async () => {
    await start();
    const people = portal.container.directory;
    others.push(portal);
    await start({}, { ...people, findByLogin: () => people.read('x', AbortSignal.abort()) as never });
    const session = randomUUID();
    const answers = await inTurn(12, () => attempt('desk', actorAt('other', session), 'm.durand', 'x'));
    for (const answer of answers) expect(answer).toMatch(/^directory-/);
  });
});

describe('who exists and whose password is right', () => {
  it.each(ways)('is not told by the answers, nor by how many there are (%s)', async (way) => {
    await start({ 'sign-in-session': plenty });
    const agent = await hire(portal);
    const tries = (login: string) => inTurn(6, () => attempt(way, actorAt(), login, 'Faux-secret-1'));
    const known = await tries(agent.login);
    expect(known[0]).toBe('sign-in-refused');
    expect(known.at(-1)).toMatch(/^too-many-tries \d+ min$/);
    const byNumber = await hire(portal);
    expect(await tries(byNumber.agentNumber)).toEqual(known);
    for (const login of ['personne.inconnue', '90909090', person('privileged').login])
      expect(await tries(login), login).toEqual(known);
    expect((await tries('PERSONNE.inconnue@exemple.fr'))[0]).toBe(known.at(-1));
  });

  it('is not told at the desk: a right password of an agent is answered, counted and noted as a wrong one', async () => {
    await start({ 'sign-in-session': plenty });
    const [right, wrong] = [await hire(portal), await hire(portal)];
    const answers = await inTurn(6, () => attempt('desk', actorAt(), right.login, right.password));
    expect(answers).toEqual(await inTurn(6, () => attempt('desk', actorAt(), wrong.login, 'Faux-secret-1')));
    expect(answers[0]).toBe('sign-in-refused');
    expect(answers.at(-1)).toMatch(/^too-many-tries/);
    const { page } = await signInAs(portal, await hire(portal));
    expect([page.status, failureOn(page)]).toEqual([422, 'sign-in-refused']);
    const whys = (await rows()).map(({ details }) => `${details['at']} ${details['why']}`);
    expect(whys.filter((why) => why === 'desk role')).toHaveLength(7);
  });

  it('takes the same time: medians of 200 interleaved tries within 20 ms', async () => {
    const limits = { 'sign-in-session': plenty, 'login-try': plenty, network: plenty, global: plenty };
    await start(limits);
    const medians: Record<string, number> = {};
    const samples: Record<string, number[]> = { known: [], unknown: [] };
    const agents: Agent[] = [];
    for (let index = 0; index < 70; index += 1) agents.push(await hire(portal));
    for (let index = 0; index < 200; index += 1) {
      const known = agents[index % agents.length]?.login ?? '';
      for (const [kind, login] of Object.entries({ known, unknown: `personne.${index % 70}` })) {
        const started = performance.now();
        const answer = await attempt('sign-in', actorAt(), login, 'Faux-secret-1');
        expect(answer, `${kind} ${index}`).toBe('sign-in-refused');
        samples[kind]?.push(performance.now() - started);
      }
    }
    for (const [kind, times] of Object.entries(samples))
      medians[kind] = times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
    const [known = 0, unknown = 0] = Object.values(medians);
    expect(Math.abs(known - unknown), JSON.stringify(medians)).toBeLessThan(20);
    // Hashing dominates: without it an unknown login would answer in a fraction of the time.
    expect(unknown / known).toBeGreaterThan(0.6);
  }, 120_000);

  it('is kept in the journal, without what was typed', async () => {
    await start();
    const agent = await hire(portal);
    const typed = 'Mot-De-Passe-Dans-La-Mauvaise-Case';
    await attempt('change', actorAt(), typed, 'Faux-secret-1');
    await inTurn(4, () => attempt('sign-in', actorAt(), agent.login, 'Faux-secret-1'));
    const all = await rows();
    const refused = all.filter(({ event }) => event === 'sign-in-refused').map(({ details }) => details);
    expect(refused[0]).toMatchObject({ at: 'change', why: 'unknown', login: expect.any(String) });
    expect(refused.at(-1)).toMatchObject({ at: 'sign-in', why: 'limit', limit: 'login-try' });
    expect(refused).toHaveLength(5);
    expect(JSON.stringify(all).toLowerCase()).not.toContain(typed.toLowerCase());
  });
});

describe('a privileged account', () => {
  it.each(ways)('has its password put to the directory at no door (%s)', async (way) => {
    await start();
    others.push(portal);
    const { directory } = portal.container;
    let asked = 0;
    const counting: Directory = {
      ...directory,
      authenticate: (...given) => {
        asked += 1;
        return directory.authenticate(...given);
      },
    };
    await start({}, counting);
    const inner = others[0] as TestPortal;
    for (const exclusion of ['privileged', 'protected-user'] as const) {
      const account = await hire(inner, { exclusions: [exclusion], roles: ['technician-3'] });
      expect(await attempt(way, actorAt(), account.login, account.password)).toBe('sign-in-refused');
    }
    expect(asked).toBe(0);
    const ordinary = await hire(inner);
    await attempt('sign-in', actorAt(), ordinary.login, ordinary.password);
    expect(asked).toBe(1);
  });
});

describe('wrong passwords from elsewhere', () => {
  it('keep the owner out neither at a kiosk nor in an establishment, and lock nothing', async () => {
    await start();
    const agent = await hire(portal);
    const spent = await inTurn(6, (index) =>
      attempt('change', actorAt(), agent.login, `Faux-secret-${index}`),
    );
    expect(spent.at(-1)).toMatch(/^too-many-tries/);
    expect(await attempt('sign-in', actorAt('establishment'), agent.login, agent.password)).toBe('done');
    await inTurn(6, (index) => attempt('desk', actorAt('kiosk'), agent.login, `Faux-secret-${index}`));
    const wrong = await inTurn(6, (index) =>
      attempt('sign-in', actorAt('establishment'), agent.login, `Faux-secret-${index}`),
    );
    expect(wrong.at(-1)).toMatch(/^too-many-tries/);
    const row = await portal.container.store.embeddedAccounts.findByLogin(agent.login);
    expect(row?.lockedUntil).toBeNull();
  });

  it('leave the kiosk its change of password', async () => {
    await start();
    const agent = await hire(portal);
    await inTurn(6, (index) => attempt('sign-in', actorAt(), agent.login, `Faux-secret-${index}`));
    expect(await attempt('change', actorAt('kiosk'), agent.login, agent.password)).toBe('done');
  });
});

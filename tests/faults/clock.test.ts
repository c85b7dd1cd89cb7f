import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { defaultSafety } from '../../server/config/settings.ts';
import { createHttpClient, type HttpClient } from '../support/http-client.ts';
import { type OwnDirectory, ownDirectory } from '../support/own-directory.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { openPort } from '../support/ports.ts';
import { identify, recoverOverHttp, temporaryPasswordOn } from '../support/recover-over-http.ts';

const hour = 3_600_000;
const tenYears = 10 * 365.25 * 24 * hour;
const folder = mkdtempSync(join(tmpdir(), 'reprise-clock-'));
/** So that a temporary password lives for 24 hours, whatever day it is. */
const noWorkingDay = { ...defaultSafety.calendar, default: { ...defaultSafety.calendar.default, days: [] } };
let shift = 0;
const clock = { now: () => Date.now() + shift };
let people: OwnDirectory;
let portal: TestPortal | null = null;
let port: number;
const masterKey = randomBytes(32);

/** A portal on the same data, whose clock is off by `offset`. */
async function startAt(
  offset: number,
  { directory = people.directory, calendar = defaultSafety.calendar } = {},
): Promise<TestPortal> {
  await portal?.stop();
  shift = offset;
  portal = await startTestPortal({
    settings: { dataFolder: folder, masterKey, port, origins: [`http://127.0.0.1:${port}`], calendar },
    replace: { directory, clock },
    fill: async () => {},
  });
  return portal;
}

beforeAll(async () => {
  port = await openPort();
  people = await ownDirectory(join(folder, 'directory'), clock);
});
afterEach(async () => {
  await portal?.stop();
  portal = null;
});
afterAll(async () => {
  await people?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function outcome(at: TestPortal, person: { surname: string; agentNumber: string }): Promise<string> {
  return (await identify(createHttpClient(at.url), person)).url;
}

async function spendAll(at: TestPortal, person: { surname: string; agentNumber: string }): Promise<void> {
  for (let i = 0; i < 5; i += 1) await outcome(at, { ...person, surname: `Faux${i}` });
}

describe('limits at a restart with another clock', () => {
  it('do not refill by going back, and refill by going on', async () => {
    const [asked, quiet] = [await people.add(), await people.add()];
    const first = await startAt(0);
    await spendAll(first, asked);
    await spendAll(first, quiet);
    expect(await outcome(await startAt(-2 * hour), asked)).toBe('/recover');
    expect(await outcome(await startAt(0), quiet)).toBe('/recover');
    expect(await outcome(await startAt(4 * hour), quiet)).toBe('/recover/confirm');
  });

  it('spent ten years ahead stay spent when the clock is put right', async () => {
    const person = await people.add();
    await spendAll(await startAt(tenYears), person);
    expect(await outcome(await startAt(0), person)).toBe('/recover');
    expect(await outcome(await startAt(-2 * hour), person)).toBe('/recover');
  });

  it('one reset in fifteen minutes is one, whatever the clock says next', async () => {
    const person = await people.add();
    const password = await recoverOverHttp((await startAt(0)).url, person);
    const again = await startAt(-2 * hour);
    const client = createHttpClient(again.url);
    const page = await client.submit(
      await identify(client, person),
      { understood: 'on', action: 'reset' },
      'name="understood"',
    );
    expect(page.status).toBe(429);
    expect(temporaryPasswordOn(page)).toBeNull();
    expect(await people.says(person.id, password)).toBe('must-change');
  });
});

describe('a temporary password and a restart with another clock', () => {
  const offsets = [
    ['two hours ahead', 2 * hour],
    ['two hours behind', -2 * hour],
    ['ten years ahead', tenYears],
  ] as const;
  const day = 24 * hour;
  const past: { age: number } = { age: 0 };
  /** The directory keeps its own time: how old it says that passwords are is the test's to say. */
  const aging = (directory: OwnDirectory['directory']): OwnDirectory['directory'] => ({
    ...directory,
    passwordAge: async (...asked) => {
      await directory.passwordAge(...asked);
      return past.age;
    },
  });
  const from = (offset: number) =>
    startAt(offset, { directory: aging(people.directory), calendar: noWorkingDay });

  /** Every look that is due, and those that a wrong clock has hidden. */
  async function looks(at: TestPortal): Promise<void> {
    await at.container.expiry.hasten();
    await expect
      .poll(async () => {
        await at.container.runner.runDue();
        const { oldestRunAt } = await at.container.store.jobs.depth();
        return oldestRunAt === null || oldestRunAt > clock.now();
      })
      .toBe(true);
  }

  it.each(offsets)('written %s: it neither ends early nor stays', async (_name, offset) => {
    past.age = 0;
    const person = await people.add();
    const password = await recoverOverHttp((await from(offset)).url, person);
    past.age = day - 60_000;
    await looks(await from(0));
    expect(await people.says(person.id, password)).toBe('must-change');
    past.age = day;
    await looks(await from(60_000 + hour));
    expect(await people.says(person.id, password)).toBe('wrong-password');
  });

  it.each(offsets)('looked at %s: it neither ends early nor stays', async (_name, offset) => {
    past.age = 0;
    const person = await people.add();
    const password = await recoverOverHttp((await from(0)).url, person);
    past.age = 5 * hour;
    await looks(await from(offset));
    await looks(await from(offset + hour));
    expect(await people.says(person.id, password)).toBe('must-change');
    past.age = day + hour;
    await looks(await from(day + hour));
    expect(await people.says(person.id, password)).toBe('wrong-password');
    await looks(await from(offset));
    const events = await portal!.container.store.journal.page(0, 10_000);
    const ended = events.filter(({ event }) => event === 'temporary-password-expired');
    expect(ended.filter(({ body }) => JSON.parse(body).subject === person.id)).toHaveLength(1);
  });
});

describe('a request under way at a restart with another clock', () => {
  const underWay = async (at: TestPortal): Promise<HttpClient> => {
    const client = createHttpClient(at.url);
    expect((await identify(client, await people.add())).url).toBe('/recover/confirm');
    return client;
  };

  it('goes on with the right clock', async () => {
    const client = await underWay(await startAt(0));
    await startAt(60_000);
    expect((await client.get('/recover/confirm')).url).toBe('/recover/confirm');
  });

  it.each([
    ['two hours later', 0, 2 * hour],
    ['ten years later', 0, tenYears],
    ['two hours earlier', 0, -2 * hour],
    ['put right after ten years ahead', tenYears, 0],
  ])('is over: %s', async (_name, before, after) => {
    const client = await underWay(await startAt(before));
    await startAt(after);
    expect((await client.get('/recover/confirm')).url).toBe('/recover');
    expect((await client.get('/recover/done')).url).toBe('/recover');
  });

  it.each([
    ['back', -2 * hour],
    ['ahead', 2 * hour],
    ['far ahead', tenYears],
  ])('an open intent is resolved although the clock went %s', async (_name, offset) => {
    const person = await people.add();
    const first = await startAt(0);
    const id = randomUUID();
    const { pwdLastSet, keyVersion } = person;
    await first.container.store.intents.insert({
      id,
      kind: 'reset',
      recoveryId: null,
      accountId: person.id,
      server: 'embedded',
      pwdLastSet,
      keyVersion,
      state: 'open',
      createdAt: Date.now(),
      resolvedAt: null,
    });
    const second = await startAt(offset);
    await expect
      .poll(async () => (await second.container.store.intents.find(id))?.state, { timeout: 10_000 })
      .toBe('failed');
  });
});

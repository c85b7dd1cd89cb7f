import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../app/shared/failure.ts';
import { createHttpClient } from '../support/http-client.ts';
import { messageTo, notMePath } from '../support/notices.ts';
import { type OwnDirectory, ownDirectory } from '../support/own-directory.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { recoverOverHttp } from '../support/recover-over-http.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-scramble-'));
let later = 0;
const clock = { now: () => Date.now() + later };
let people: OwnDirectory;
let portal: TestPortal;
/** What the next resets of the directory do instead. */
let fault: 'none' | 'down' | 'lost' = 'none';
/** Every password that a reset was asked to write. */
const written: string[] = [];

beforeAll(async () => {
  people = await ownDirectory(join(folder, 'directory'), clock);
  const { directory } = people;
  portal = await startTestPortal({
    settings: { notices: { manager: false, scrambleWhenDisavowed: true } },
    replace: {
      clock,
      directory: {
        ...directory,
        async reset(account, password, options, signal) {
          if (fault === 'down') throw new Failure('directory-unavailable');
          written.push(password);
          const result = await directory.reset(account, password, options, signal);
          if (fault === 'lost') throw new Failure('directory-outcome-unknown');
          return result;
        },
      },
    },
    fill: async () => {},
  });
});
afterAll(async () => {
  await portal?.stop();
  await people?.close();
  rmSync(folder, { recursive: true, force: true });
});

let next = 0;
async function robbed() {
  next += 1;
  const person = await people.add({ mail: `robbed${next}@work.example` });
  const password = await recoverOverHttp(portal.url, person);
  const path = notMePath(await messageTo(portal, person.mail ?? ''));
  const client = createHttpClient(portal.url);
  const page = await client.get(path);
  return { person, password, page, press: () => client.submit(page, {}, 'not-me') };
}

const scrambled = async (id: string) => {
  const rows = await portal.container.store.journal.page(0, 10_000);
  return rows.filter(({ event, body }) => event === 'password-scrambled' && body.includes(id)).length;
};

describe('where policy says so, "it was not me" also ends the password', () => {
  it('by one that nobody knows, with its intent and its row in the journal', async () => {
    const { person, password, page, press } = await robbed();
    expect(page.text).toContain('cesse de fonctionner');
    expect(await people.says(person.id, password)).toBe('must-change');
    const before = await people.keyVersion(person.id);
    const done = await press();
    expect(done.text).toContain('data-disavowed');
    expect(done.text).not.toContain('href="/password/change"');
    await expect.poll(() => scrambled(person.id), { timeout: 15_000 }).toBe(1);
    expect(await people.says(person.id, password)).toBe('wrong-password');
    expect(await people.keyVersion(person.id)).toBe(before + 1);
    const ticket = /data-reference="([^"]+)"/.exec(done.text)?.[1] ?? '';
    await expect
      .poll(async () => (await portal.container.store.tickets.find(ticket))?.text)
      .toContain('remplacé');
    const secret = written.at(-1) ?? '';
    expect(secret.length).toBeGreaterThan(60);
    expect(portal.lines.join('')).not.toContain(secret);
  });

  it('later, when the directory was down; the freeze does not wait for it', async () => {
    const { person, password, press } = await robbed();
    fault = 'down';
    expect((await press()).text).toContain('data-disavowed');
    expect(await portal.container.store.freezes.isFrozen(person.id)).toBe(true);
    await expect
      .poll(() => portal.lines.some((line) => line.includes('scramble-password')), { timeout: 15_000 })
      .toBe(true);
    expect(await people.says(person.id, password)).toBe('must-change');
    fault = 'none';
    later += 60_000;
    await expect.poll(() => scrambled(person.id), { timeout: 15_000 }).toBe(1);
    expect(await people.says(person.id, password)).toBe('wrong-password');
  });

  it('and not when the help desk has given the account back meanwhile', async () => {
    const { person, press } = await robbed();
    fault = 'down';
    await press();
    const before = await people.keyVersion(person.id);
    await portal.container.store.freezes.lift(person.id, clock.now());
    fault = 'none';
    later += 120_000;
    await portal.container.runner.runDue();
    await expect
      .poll(async () => (await portal.container.store.jobs.depth()).waiting, { timeout: 15_000 })
      .toBe(next); // the ends of the temporary passwords, a day from now
    expect(await people.keyVersion(person.id)).toBe(before);
    expect(await scrambled(person.id)).toBe(0);
  });

  it('also when the answer of the directory is lost', async () => {
    const { person, password, press } = await robbed();
    fault = 'lost';
    await press();
    await expect.poll(() => people.says(person.id, password), { timeout: 15_000 }).toBe('wrong-password');
    fault = 'none';
    later += 60_000;
    await expect.poll(() => scrambled(person.id), { timeout: 15_000 }).toBe(1);
    expect((await portal.container.journal.verify()).intact).toBe(true);
  });
});

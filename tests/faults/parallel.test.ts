import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpClient, type Page } from '../support/http-client.ts';
import { type OwnDirectory, ownDirectory } from '../support/own-directory.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { identify, temporaryPasswordOn } from '../support/recover-over-http.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-parallel-'));
let people: OwnDirectory;
let portal: TestPortal;
beforeAll(async () => {
  people = await ownDirectory(folder);
  portal = await startTestPortal({ replace: { directory: people.directory }, fill: async () => {} });
});
afterAll(async () => {
  await portal?.stop();
  await people?.close();
  rmSync(folder, { recursive: true, force: true });
});

const confirm = (client: HttpClient, page: Page, action = 'reset') =>
  client.submit(page, { understood: 'on', action }, 'name="understood"');
const passwordsOn = (pages: readonly Page[]) =>
  pages.map(temporaryPasswordOn).filter((password) => password !== null);
const five = <T>(make: () => Promise<T>) => Array.from({ length: 5 }, make);

async function events(name: string, subject: string): Promise<number> {
  const rows = await portal.container.store.journal.page(0, 100_000);
  return rows.filter((row) => row.event === name && JSON.parse(row.body).subject === subject).length;
}

describe('the same request, ten times at once', () => {
  it('from two tabs of one browser: one write, one page with the password, and it is the one that works', async () => {
    const person = await people.add();
    const client = createHttpClient(portal.url);
    const first = await identify(client, person);
    const second = await client.get('/recover/confirm');
    const pages = await Promise.all([
      ...five(() => confirm(client, first)),
      ...five(() => confirm(client, second)),
    ]);
    const shown = passwordsOn(pages);
    expect(shown).toHaveLength(1);
    expect(await people.keyVersion(person.id)).toBe(person.keyVersion + 1);
    expect(await people.says(person.id, shown[0] ?? '')).toBe('must-change');
    expect(await events('reset-intended', person.id)).toBe(1);
    expect(pages.filter((page) => page.status >= 500)).toEqual([]);
  });

  it('from two browsers of one agent: one write, one password; the other is told to wait', async () => {
    const person = await people.add();
    const [here, there] = [createHttpClient(portal.url), createHttpClient(portal.url)];
    const [first, second] = [await identify(here, person), await identify(there, person)];
    const pages = await Promise.all([
      ...five(() => confirm(here, first)),
      ...five(() => confirm(there, second)),
    ]);
    const shown = passwordsOn(pages);
    expect(shown).toHaveLength(1);
    expect(await people.keyVersion(person.id)).toBe(person.keyVersion + 1);
    expect(await people.says(person.id, shown[0] ?? '')).toBe('must-change');
    expect(pages.filter((page) => page.status === 429).length).toBeGreaterThanOrEqual(5);
    expect(pages.filter((page) => page.status >= 500)).toEqual([]);
  });

  it('a repeat after a lost page: one more write, never a third', async () => {
    const person = await people.add();
    const client = createHttpClient(portal.url);
    await confirm(client, await identify(client, person));
    const gone = await client.get('/recover/done');
    expect(gone.text).toContain('value="repeat"');
    const pages = await Promise.all([
      ...five(() => client.submit(gone, {}, 'value="repeat"')),
      ...five(() => client.submit(gone, {}, 'value="repeat"')),
    ]);
    expect(await people.keyVersion(person.id)).toBe(person.keyVersion + 2);
    const [shown, ...more] = passwordsOn(pages);
    expect(more).toEqual([]);
    expect(await people.says(person.id, shown ?? '')).toBe('must-change');
    await client.submit(gone, {}, 'value="repeat"');
    expect(await people.keyVersion(person.id)).toBe(person.keyVersion + 2);
  });
});

describe('limits under parallel tries', () => {
  it('thirty wrong surnames at once for one number: five are looked up', async () => {
    const person = await people.add();
    const pages = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        identify(createHttpClient(portal.url), { ...person, surname: `Faux${i}` }),
      ),
    );
    expect(new Set(pages.map((page) => page.status))).toEqual(new Set([422]));
    expect(await events('identification-refused', person.id)).toBe(5);
  });

  it('thirty wrong passwords at once for one login: none locks the account', async () => {
    const person = await people.add();
    const client = createHttpClient(portal.url);
    const page = await client.get('/password/change');
    const chosen = 'Trois-canards-bleus-7';
    const tries = Array.from({ length: 30 }, (_, i) =>
      client.submit(
        page,
        { login: person.login, currentPassword: `Faux-${i}`, newPassword: chosen, confirmPassword: chosen },
        'name="newPassword"',
      ),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    const row = await people.store.embeddedAccounts.find(person.id);
    expect(row?.badPasswords).toBeLessThan(10);
    expect(row?.lockedUntil).toBeNull();
  });
});

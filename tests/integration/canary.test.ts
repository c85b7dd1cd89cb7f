import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../server/systems/store/store.ts';
import { filesBelow, findings, type Places, tablesOf } from '../support/canaries.ts';
import type { ChildPortal } from '../support/child-process.ts';
import { type CrashingPortal, crashingPortal } from '../support/crashing-portal.ts';
import {
  createHttpClient,
  type Fields,
  type HttpClient,
  hiddenFields,
  type Page,
} from '../support/http-client.ts';
import { knownPassword, type OwnDirectory, ownDirectory } from '../support/own-directory.ts';
import { identify, temporaryPasswordOn } from '../support/recover-over-http.ts';

const temporaryFolder = mkdtempSync(join(tmpdir(), 'reprise-canary-'));
const secrets = new Map<string, string>([['the password from before', knownPassword]]);
const urls: string[] = [];
let portal: CrashingPortal;
let people: OwnDirectory;
let child: ChildPortal;

/** A browser all of whose secrets are remembered: cookies, form tokens, sealed fields, what it types and what it is shown. */
function watchedClient(name: string, headers: Fields = {}) {
  const client = createHttpClient(child.url, headers);
  let steps = 0;
  const watch = (page: Page): Page => {
    steps += 1;
    urls.push(page.url, page.headers.get('location') ?? '');
    for (const [cookie, value] of client.cookies)
      if (cookie !== 'reprise_lang') secrets.set(`${name} ${steps} cookie ${cookie}`, value);
    for (const form of page.text.match(/<form\b[\s\S]*?<\/form>/g) ?? []) {
      for (const [field, value] of Object.entries(hiddenFields(form))) {
        if (field === '_token' || field === 'handOver') secrets.set(`${name} ${steps} field ${field}`, value);
      }
    }
    const shown = temporaryPasswordOn(page);
    if (shown !== null) secrets.set(`${name} ${steps} temporary password`, shown);
    return page;
  };
  const typed = (fields: Fields) => {
    for (const [field, value] of Object.entries(fields))
      if (/password/i.test(field)) secrets.set(`${name} typed ${field} ${value.length}`, value);
  };
  return {
    get: (path: string) => client.get(path).then(watch),
    submit: (page: Page, fields: Fields, marker: string) => {
      typed(fields);
      return client.submit(page, fields, marker).then(watch);
    },
    identify: (person: { surname: string; agentNumber: string }, reason?: string) =>
      identify({ ...client, get: (path) => client.get(path).then(watch) } as HttpClient, person, reason).then(
        watch,
      ),
    /** Without following redirects, so that the cookie which carries the password is seen. */
    async confirm(page: Page) {
      const cookie = [...client.cookies].map((pair) => pair.join('=')).join('; ');
      const fields = { ...hiddenFields(page.text, 'name="understood"'), understood: 'on', action: 'reset' };
      const init = {
        method: 'POST',
        redirect: 'manual' as const,
        headers: { origin: child.url, cookie },
        body: new URLSearchParams(fields),
      };
      const response = await fetch(new URL('/recover/confirm', child.url), init);
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';');
        const [key = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
        client.cookies.set(key, value);
        if (value.length > 8) secrets.set(`${name} set-cookie ${key}`, value);
      }
      return client.get('/recover/done').then(watch);
    },
  };
}

type Watched = ReturnType<typeof watchedClient>;
const change = (client: Watched, page: Page, fields: Fields) =>
  client.submit(page, fields, 'name="newPassword"');

async function journeys(): Promise<void> {
  const [handed, typing, wrong, locked] = [
    await people.add({ mail: 'a@reprise.test' }),
    await people.add({ mail: 'b@reprise.test' }),
    await people.add(),
    await people.add(),
  ];

  const first = watchedClient('hand-over');
  const done = await first.confirm(await first.identify(handed));
  await first.get('/recover/done');
  const opened = await first.submit(done, {}, 'name="handOver"');
  await change(first, opened, { newPassword: 'court-Canari', confirmPassword: 'autre-Canari' });
  await change(first, opened, { newPassword: 'canari', confirmPassword: 'canari' });
  const changed = await change(first, opened, {
    newPassword: 'Trois-canaris-bleus-71',
    confirmPassword: 'Trois-canaris-bleus-71',
  });
  expect(changed.text).toContain('data-changed');

  const second = watchedClient('typed', { 'accept-language': 'en' });
  const shown = temporaryPasswordOn(await second.confirm(await second.identify(typing))) ?? '';
  const chosen = { newPassword: 'Quatre-canaris-verts-72', confirmPassword: 'Quatre-canaris-verts-72' };
  await change(second, await second.get('/password/change'), {
    login: typing.login,
    currentPassword: shown,
    ...chosen,
  });

  const third = watchedClient('mistakes');
  const form = await third.get('/password/change');
  const fields = { newPassword: 'Cinq-canaris-gris-73', confirmPassword: 'Cinq-canaris-gris-73' };
  await change(third, form, { login: wrong.login, currentPassword: 'Faux-canari-ancien-74', ...fields });
  await change(third, form, {
    login: 'Canari-dans-le-login-75',
    currentPassword: 'Faux-canari-ancien-76',
    ...fields,
  });
  await change(third, form, {
    login: wrong.login,
    currentPassword: knownPassword,
    newPassword: 'Benali-canari-2026',
    confirmPassword: 'Benali-canari-2026',
  });
  for (const boxes of [
    { surname: 'Canari-dans-le-nom-77', agentNumber: wrong.agentNumber },
    { surname: wrong.surname, agentNumber: 'Canari-numero-78' },
  ]) {
    // People type their password into any box.
    expect((await third.identify(boxes)).status).toBe(422);
  }
  secrets.set('a password in the surname box', 'Canari-dans-le-nom-77');
  secrets.set('a password in the number box', 'Canari-numero-78');
  secrets.set('a password in the login box', 'Canari-dans-le-login-75');

  const lock = { badPasswords: 10, lockedUntil: Date.now() + 3_600_000 };
  await people.store.embeddedAccounts.update(locked.id, locked, lock);
  const fourth = watchedClient('unlock');
  const unlocked = await fourth.submit(
    await fourth.identify(locked, 'locked'),
    { understood: 'on', action: 'unlock' },
    'name="understood"',
  );
  expect(unlocked.url).toBe('/recover/done');
  await fourth.submit(unlocked, {}, 'action="/finish"');

  const fifth = watchedClient('forged');
  const page = await fifth.get('/recover');
  await fifth.submit(
    { ...page, url: '/nowhere?x=1' },
    { currentPassword: 'Canari-egare-79' },
    'name="surname"',
  );
  await fetch(new URL('/password/change', child.url), {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: 'newPassword=Canari-brut-80',
  });
  secrets.set('a password in a wrong body', 'Canari-brut-80');
}

let places: Places;
beforeAll(async () => {
  portal = await crashingPortal({ kind: 'embedded' }, { logLevel: 'debug' });
  people = await ownDirectory(portal.directoryFolder);
  child = await portal.start(0, { TMPDIR: temporaryFolder, NODE_DEBUG: '', LOG_LEVEL: 'debug' });
  await journeys();
  await portal.jobsEnd();
  const readyz = await fetch(new URL('/readyz', child.url)).then((answer) => answer.text());
  places = new Map([
    ...filesBelow(portal.folder),
    ...tablesOf(join(portal.folder, 'reprise.db')),
    ...[...filesBelow(temporaryFolder)].map(([name, content]) => [`temporary ${name}`, content] as const),
    ['log', Buffer.from(child.output.join(''))],
    ['readyz', Buffer.from(readyz)],
    ['urls', Buffer.from(urls.join('\n'))],
  ]);
});
afterAll(async () => {
  await portal?.end();
  await people?.close();
  rmSync(temporaryFolder, { recursive: true, force: true });
});

describe('after every journey, at log level debug', () => {
  it('all that was to be searched is there', () => {
    const names = [...places.keys()];
    expect(names).toEqual(
      expect.arrayContaining([
        'file reprise.db',
        'file reprise.db-wal',
        'table jobs',
        'table journal',
        'table sessions',
        'log',
        'urls',
        'readyz',
      ]),
    );
    expect(names.filter((name) => name.startsWith('file messages/'))).toHaveLength(4);
    expect(places.get('log')?.length).toBeGreaterThan(2_000);
    const kinds = [...secrets.keys()].join('\n');
    for (const kind of [
      'temporary password',
      'cookie reprise_once',
      'cookie reprise_session',
      'field _token',
      'field handOver',
      'typed newPassword',
    ])
      expect(kinds).toContain(kind);
    expect(secrets.size).toBeGreaterThan(30);
  });

  it('no password, token or cookie lies in store, log, journal, jobs, messages, temporary files, URLs or /readyz (I3)', () => {
    expect(findings(secrets, places)).toEqual([]);
  });
});

describe('the search itself', () => {
  it('finds a canary in each of those places', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-planted-'));
    const canary = 'Planté-canari "99"';
    const store = openStore({ url: 'sqlite', folder });
    await store.migrate();
    await store.tickets.open({
      reference: 'r',
      title: 't',
      text: `${'x'.repeat(20_000)}${canary}`,
      level: 1,
      state: 'new',
      requesterLogin: null,
      establishment: null,
      createdAt: 1,
      updatedAt: 1,
    });
    await store.jobs.enqueue({
      kind: 'k',
      payload: JSON.stringify({ secret: canary }),
      runAt: 1,
      uniqueKey: 'u',
      now: 1,
    });
    mkdirSync(join(folder, 'messages'));
    writeFileSync(join(folder, 'messages', 'm.json'), JSON.stringify({ text: canary }));
    appendFileSync(join(folder, 'dump'), Buffer.from(canary, 'utf16le'));
    const planted: Places = new Map([
      ...filesBelow(folder),
      ...tablesOf(join(folder, 'reprise.db')),
      ['log', Buffer.from(JSON.stringify({ level: 30, form: { newPassword: canary } }))],
      ['urls', Buffer.from(`/recover?password=${encodeURIComponent(canary)}`)],
      ['readyz', Buffer.from(Buffer.from(canary).toString('base64'))],
    ]);
    const found = findings(new Map([['canary', canary]]), planted).map((text) =>
      text.replace('canary in ', ''),
    );
    expect(found).toEqual(
      expect.arrayContaining([
        'file reprise.db-wal',
        'table tickets',
        'table jobs',
        'file messages/m.json',
        'file dump',
        'log',
        'urls',
        'readyz',
      ]),
    );
    expect(findings(new Map([['canary', 'not planted anywhere']]), planted)).toEqual([]);
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

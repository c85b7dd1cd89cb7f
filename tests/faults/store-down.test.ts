import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../app/shared/failure.ts';
import { system } from '../../server/domain/actors/actor.ts';
import type { Directory } from '../../server/systems/directory/port.ts';
import type { Store } from '../../server/systems/store/port.ts';
import { openStore } from '../../server/systems/store/store.ts';
import { crashingPortal } from '../support/crashing-portal.ts';
import { createHttpClient, type HttpClient, type Page } from '../support/http-client.ts';
import { knownPassword, type OwnDirectory, ownDirectory } from '../support/own-directory.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { identify, temporaryPasswordOn } from '../support/recover-over-http.ts';

const helpDesk = '01 99 00 12 34';
const confirm = (client: HttpClient, page: Page) =>
  client.submit(page, { understood: 'on', action: 'reset' }, 'name="understood"');

let later = 0;
const clock = { now: () => Date.now() + later };
const folder = mkdtempSync(join(tmpdir(), 'reprise-store-down-'));
const data = join(folder, 'data');
let people: OwnDirectory;
let store: Store;
let portal: TestPortal;
/** The transactions that fail now. */
let failing: 'none' | 'outcome' | 'everything-after-the-write' = 'none';
let written = false;

/** A store whose commit of an outcome fails, as on a disk that is full from then on. */
function breaking(real: Store): Store {
  const dead = () => failing === 'everything-after-the-write' && written;
  return {
    ...real,
    async transaction(work, options) {
      if (dead()) throw new Failure('store-unavailable');
      return real.transaction(
        (unit) =>
          work({
            ...unit,
            intents: {
              ...unit.intents,
              async resolve(id, state, now) {
                if (failing === 'outcome' && state === 'done') throw new Failure('store-unavailable');
                return unit.intents.resolve(id, state, now);
              },
            },
          }),
        options,
      );
    },
  };
}

beforeAll(async () => {
  people = await ownDirectory(join(folder, 'directory'), clock);
  store = openStore({ url: 'sqlite', folder: data });
  const { reset, change } = people.directory;
  const directory: Directory = {
    ...people.directory,
    reset: (...asked) => reset(...asked).finally(() => (written = true)),
    change: (...asked) => change(...asked).finally(() => (written = true)),
  };
  portal = await startTestPortal({
    settings: { dataFolder: data },
    replace: { store: breaking(store), directory, clock },
    fill: async () => {},
  });
});
afterEach(() => {
  failing = 'none';
  written = false;
});
afterAll(async () => {
  await portal?.stop();
  await people?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('another process holds the store', () => {
  it('closes resets and nothing else: 503, nothing written in the directory (I6)', async () => {
    const [person, other] = [await people.add(), await people.add()];
    const client = createHttpClient(portal.url);
    const page = await identify(client, person);
    const holder = new DatabaseSync(join(data, 'reprise.db'));
    holder.exec('begin immediate');
    try {
      for (const answer of [
        await confirm(client, page),
        await identify(createHttpClient(portal.url), other),
      ]) {
        expect(answer.status).toBe(503);
        expect(answer.headers.get('retry-after')).not.toBeNull();
        expect(answer.text).toContain(helpDesk);
        expect(temporaryPasswordOn(answer)).toBeNull();
      }
      for (const path of ['/', '/help', '/recover', '/password/change'])
        expect((await createHttpClient(portal.url).get(path)).status, path).toBe(200);
      expect((await client.get('/healthz')).status).toBe(200);
      expect((await client.get('/readyz')).status).toBe(503);
    } finally {
      holder.exec('rollback');
      holder.close();
    }
    expect(await people.keyVersion(person.id)).toBe(person.keyVersion);
    expect(await people.says(person.id, knownPassword)).toBe('accepted');
    // Nothing was lost: the same page goes on.
    expect(temporaryPasswordOn(await confirm(client, page))).not.toBeNull();
  });
});

describe.each(['outcome', 'everything-after-the-write'] as const)(
  'the store fails just after the directory said yes (%s)',
  (how) => {
    it('no page says that nothing was changed; the outcome comes from the directory and the agent goes on', async () => {
      const person = await people.add();
      const client = createHttpClient(portal.url);
      const page = await identify(client, person);
      failing = how;
      const answer = await confirm(client, page);
      expect(answer.status).toBe(503);
      expect(answer.text).not.toContain('Rien n’a été changé');
      expect(answer.text).toContain('confirmé');
      expect(temporaryPasswordOn(answer)).toBeNull();
      expect(await people.keyVersion(person.id)).toBe(person.keyVersion + 1);

      failing = 'none';
      later += 45_000; // by then the lease that could not be given back has run out
      await portal.container.openIntents.resolveAll(system('test'), AbortSignal.timeout(9_000));
      expect(await store.intents.unresolved(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
      const gone = await client.get('/recover/done');
      const shown = temporaryPasswordOn(await client.submit(gone, {}, 'value="repeat"'));
      expect(await people.says(person.id, shown ?? '')).toBe('must-change');
      expect(await people.keyVersion(person.id)).toBe(person.keyVersion + 2);
    });

    it('whoever starts again from the beginning, as the page says, need not wait a quarter of an hour', async () => {
      const person = await people.add();
      const client = createHttpClient(portal.url);
      const page = await identify(client, person);
      failing = how;
      await confirm(client, page);
      failing = 'none';
      later += 45_000; // by then the lease that could not be given back has run out
      await portal.container.openIntents.resolveAll(system('test'), AbortSignal.timeout(9_000));
      const fresh = createHttpClient(portal.url);
      const shown = temporaryPasswordOn(await confirm(fresh, await identify(fresh, person)));
      expect(await people.says(person.id, shown ?? '')).toBe('must-change');
    });

    it('a chosen password that was taken is not told as refused', async () => {
      const person = await people.add();
      const client = createHttpClient(portal.url);
      const form = await client.get('/password/change');
      const chosen = 'Trois-canards-bleus-7';
      failing = how;
      const fields = {
        login: person.login,
        currentPassword: knownPassword,
        newPassword: chosen,
        confirmPassword: chosen,
      };
      const answer = await client.submit(form, fields, 'name="newPassword"');
      expect(answer.status).toBe(503);
      expect(answer.text).not.toContain('Rien n’a été changé');
      expect(await people.says(person.id, chosen)).toBe('accepted');
    });
  },
);

describe('the disk of the store is full', () => {
  it('no reset is asked of the directory; with room again, the same page goes on', async () => {
    const full = await crashingPortal({ kind: 'embedded' });
    const agents = await ownDirectory(full.directoryFolder);
    try {
      const person = await agents.add();
      await full.store.close();
      const child = await full.start();
      const client = createHttpClient(child.url);
      const page = await identify(client, person);
      const limit = (bytes: string) =>
        execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${bytes}`]);
      // No file of that process may grow beyond what the write-ahead log holds now: SQLite meets EFBIG, as ENOSPC.
      limit(`${statSync(join(full.folder, 'reprise.db-wal')).size}:unlimited`);
      const answers = [await confirm(client, page), await confirm(client, page)];
      for (const answer of answers) {
        expect(answer.status).toBe(503);
        expect(answer.text).toContain(helpDesk);
      }
      expect((await client.get('/help')).status).toBe(200);
      expect((await client.get('/readyz')).status).toBe(503);
      expect(child.resets).toEqual([]);
      expect(await agents.keyVersion(person.id)).toBe(person.keyVersion);
      limit('unlimited');
      const shown = temporaryPasswordOn(await confirm(client, page));
      expect(await agents.says(person.id, shown ?? '')).toBe('must-change');
    } finally {
      await full.end();
      await agents.close();
    }
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { derivedKey } from '../../server/config/master-key.ts';
import type { Settings } from '../../server/config/settings.ts';
import { verifyJournal } from '../../server/domain/journal/verify.ts';
import type { IntentRow } from '../../server/systems/store/port.ts';
import { openStore } from '../../server/systems/store/store.ts';
import {
  type ChildOptions,
  type ChildPortal,
  childSettings,
  newMasterKey,
  startChild,
} from './child-process.ts';
import { createHttpClient, type Page } from './http-client.ts';
import { identify, temporaryPasswordOn } from './recover-over-http.ts';

/** One folder of data that outlives the processes which work on it, and the test's own view into it. */
export async function crashingPortal(
  directory: Settings['directory'],
  change: Partial<ChildOptions['settings']> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-killed-'));
  const directoryFolder = join(folder, 'directory');
  const masterKey = newMasterKey();
  const settings = { ...(await childSettings(folder, directory)), ...change };
  const store = openStore({ url: 'sqlite', folder });
  await store.migrate();
  let child: ChildPortal | null = null;
  let clockOffset = 0;

  const unresolved = (state: IntentRow['state']) =>
    store.intents
      .unresolved(Number.MAX_SAFE_INTEGER, 1_000)
      .then((rows) => rows.filter((row) => row.state === state));

  return {
    folder,
    directoryFolder,
    store,
    unresolved,
    /** Starts a process on the data, `laterMillis` after the last one by its own clock. */
    async start(laterMillis = 0, env: Readonly<Record<string, string>> = {}): Promise<ChildPortal> {
      clockOffset += laterMillis;
      child = await startChild({ settings, masterKey, directoryFolder, clockOffset }, env);
      return child;
    },
    /** Waits until no intent is open; rejects after `limitMillis`. */
    async settled(limitMillis: number): Promise<void> {
      for (const end = Date.now() + limitMillis; (await unresolved('open')).length > 0; await wait(50)) {
        if (Date.now() > end) throw new Error('an intent is still open');
      }
    },
    /** Waits until no job is due. */
    async jobsEnd(limitMillis = 15_000): Promise<void> {
      const now = () => Date.now() + clockOffset;
      for (const end = Date.now() + limitMillis; ; await wait(50)) {
        const { oldestRunAt } = await store.jobs.depth();
        if (oldestRunAt === null || oldestRunAt > now()) return;
        if (Date.now() > end) throw new Error('jobs are still due');
      }
    },
    verifyJournal: () => verifyJournal(store, derivedKey(Buffer.from(masterKey, 'hex'), 'journal')),
    async end(): Promise<void> {
      await child?.kill('SIGKILL');
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type CrashingPortal = Awaited<ReturnType<typeof crashingPortal>>;

interface Identity {
  readonly surname: string;
  readonly agentNumber: string;
}

/** An agent in a browser who goes on after every break, and remembers each password that a page has shown. */
export function persistentAgent(url: string, person: Identity) {
  const client = createHttpClient(url);
  const shown: string[] = [];
  const seen = (page: Page): Page => {
    const password = temporaryPasswordOn(page);
    if (password !== null) shown.push(password);
    return page;
  };
  const confirm = (page: Page) =>
    client.submit(page, { understood: 'on', action: 'reset' }, 'name="understood"').then(seen);

  return {
    shown,
    /** The whole way, or as far as the process lives; true when it came to an answer. */
    async walk(): Promise<boolean> {
      try {
        const page = await identify(client, person);
        if (page.url === '/recover/confirm') await confirm(page);
        return true;
      } catch (error) {
        if (!(error instanceof TypeError)) throw error; // fetch: the connection is gone
        return false;
      }
    },
    /** Whatever the portal offers next, until a page has shown a password; the last page otherwise. */
    async goOn(): Promise<Page> {
      let page = seen(await client.get('/recover/done'));
      if (page.url === '/recover') page = await identify(client, person);
      if (page.url === '/recover/confirm') page = await confirm(page);
      if (temporaryPasswordOn(page) === null && page.text.includes('value="repeat"')) {
        page = seen(await client.submit(page, {}, 'value="repeat"'));
      }
      return page;
    },
    reference: async () =>
      /data-reference="([^"]+)"/.exec((await client.get('/recover/done')).text)?.[1] ?? null,
  };
}

export type PersistentAgent = ReturnType<typeof persistentAgent>;

import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { failureCode } from '../../app/shared/failure.ts';
import { openStore } from '../../server/systems/store/store.ts';
import { leaningSuite } from './leaning-suite.ts';
import { acknowledgedBeforeKill } from './store-killed.ts';
import { recoveryRow, storeSuite } from './store-suite.ts';

const FILLER = fileURLToPath(new URL('../support/filling-writer.ts', import.meta.url));
const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-store-'));
  folders.push(folder);
  return folder;
};
const removeFolders = () => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};

const harness = async () => {
  let folder = newFolder();
  return {
    open: () => openStore({ url: 'sqlite', folder }),
    fresh: async () => {
      folder = newFolder();
    },
    end: async () => removeFolders(),
  };
};

storeSuite('SQLite', harness);
leaningSuite('SQLite', harness);

describe('the SQLite file', () => {
  afterEach(removeFolders);

  it('and its folder are the owner’s alone, also when the file was not', async () => {
    const folder = join(newFolder(), 'data', 'deeper');
    const store = openStore({ url: 'sqlite', folder });
    await store.migrate();
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect(mode(folder)).toBe('700');
    for (const ending of ['', '-wal', '-shm']) expect(mode(join(folder, `reprise.db${ending}`))).toBe('600');
    await store.close();
    chmodSync(join(folder, 'reprise.db'), 0o644);
    const again = openStore({ url: 'sqlite', folder });
    expect(await again.writable()).toBe(true);
    expect(mode(join(folder, 'reprise.db'))).toBe('600');
    await again.close();
  });

  it('flushes at every commit and survives kill -9 without losing an acknowledged row', async () => {
    const folder = newFolder();
    const store = openStore({ url: 'sqlite', folder });
    await store.migrate();
    let rows = 0;
    for (const afterMs of [20, 60, 100, 150]) {
      const acknowledged = await acknowledgedBeforeKill('sqlite', folder, afterMs);
      for (const reference of acknowledged) expect(await store.tickets.find(reference)).not.toBeNull();
      rows += acknowledged.length;
    }
    expect(rows).toBeGreaterThan(20);
    await store.close();
  });

  it('held by another process fails soon, then at once, and works again afterwards', async () => {
    const folder = newFolder();
    const store = openStore({ url: 'sqlite', folder });
    await store.migrate();
    const holder = new DatabaseSync(join(folder, 'reprise.db'));
    holder.exec('begin immediate');
    const timed = async () => {
      const start = performance.now();
      const code = await store.recoveries.insert(recoveryRow()).then(() => null, failureCode);
      return { code, took: performance.now() - start };
    };
    const first = await timed();
    expect(first.code).toBe('store-unavailable');
    expect(first.took).toBeLessThan(1_500);
    const second = await timed();
    expect(second.code).toBe('store-unavailable');
    expect(second.took).toBeLessThan(200);
    expect(await store.writable()).toBe(false);
    expect(await store.recoveries.find('x')).toBeNull();
    holder.exec('rollback');
    expect((await timed()).code).toBeNull();
    holder.exec('begin immediate');
    setTimeout(() => holder.exec('rollback'), 200);
    expect((await timed()).code).toBeNull();
    holder.close();
    await store.close();
  });

  it('that can grow no further answers store-unavailable, keeps what it acknowledged, and goes on later', async () => {
    const folder = newFolder();
    const store = openStore({ url: 'sqlite', folder });
    await store.migrate();
    const script = `trap '' XFSZ; ulimit -S -f 800; exec "$0" "$1" "$2"`;
    const child = spawn('bash', ['-c', script, process.execPath, FILLER, folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const said = async () => JSON.parse((await lines.next()).value as string);
    const full = await said();
    expect(full.codes).toEqual(['store-unavailable', 'store-unavailable']);
    expect(full.acknowledged).toBeGreaterThan(5);
    execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:unlimited']);
    child.stdin.end();
    expect(await said()).toEqual({ writable: true, lost: 0, halves: 0 });
    await store.close();
  });

  it('that is no database, or cannot be made, answers store-unavailable', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'reprise.db'), 'this is not a database '.repeat(100));
    const garbage = openStore({ url: 'sqlite', folder });
    expect(await garbage.migrate().then(() => null, failureCode)).toBe('store-unavailable');
    expect(await garbage.writable()).toBe(false);
    await garbage.close();
    const nowhere = openStore({ url: 'sqlite', folder: join(folder, 'reprise.db', 'below-a-file') });
    expect(await nowhere.writable()).toBe(false);
    expect(existsSync(join(folder, 'reprise.db', 'below-a-file'))).toBe(false);
    await nowhere.close();
  });

  it('of a newer build is refused', async () => {
    const folder = newFolder();
    const store = openStore({ url: 'sqlite', folder });
    await store.migrate();
    const file = new DatabaseSync(join(folder, 'reprise.db'));
    file.exec(`insert into migrations values ('9999-future', 1)`);
    file.close();
    const error = await store.migrate().catch((e) => e);
    expect(failureCode(error)).toBe('store-unavailable');
    expect(error.cause.message).toContain('9999-future');
    await store.close();
  });

  it('is the only embedded store: another URL is refused', () => {
    expect(() => openStore({ url: 'mysql://x', folder: '/' })).toThrow('store-misuse');
  });
});

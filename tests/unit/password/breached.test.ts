import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { packPrefixes } from '../../../scripts/breached-list.ts';
import { breachedPasswords } from '../../../scripts/packages.ts';
import { createBreachedPasswords } from '../../../server/systems/breached/breached-passwords.ts';
import type { BreachedList } from '../../../server/systems/breached/port.ts';
import { createPrefixFile, prefixBytes, prefixOf } from '../../../server/systems/breached/prefix-file.ts';
import { createRangeMirror } from '../../../server/systems/breached/range-mirror.ts';
import { breachedPath } from '../../support/generated.ts';
import { type RangeFault, startRangeApi } from '../../support/range-api.ts';

// Bounds of work are what is tested; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-breached-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const signal = () => AbortSignal.timeout(30_000);
/** Long enough for a busy machine; the time-out itself has tests of its own. */
const patient = 30_000;

function fileOf(bytes: Uint8Array): BreachedList {
  const path = join(folder, `${Math.random()}.bin`);
  writeFileSync(path, bytes);
  return createPrefixFile({ path });
}

test('the entry is the first 64 bits of SHA-1', () => {
  expect(prefixOf('password').toString('hex')).toBe('5baa61e4c9b93f3f');
});

test('every fiftieth password of the million is found, and 20,000 others are not', {
  timeout: 60_000,
}, async () => {
  const list = createPrefixFile({ path: breachedPath });
  let found = 0;
  const wanted = breachedPasswords().filter((_, index) => index % 50 === 0);
  for (const password of wanted) if ((await list.isListed(password, signal())) === 'listed') found += 1;
  expect(found).toBe(wanted.length);
  for (let index = 0; index < 20_000; index += 1) {
    const other = createHash('sha256').update(`${index}`).digest('base64url');
    expect(await list.isListed(other, signal())).toBe('not-listed');
  }
  list.close();
});

test('any set of passwords: found exactly when packed, also where many entries crowd', async () => {
  const name = fc.string({ maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(name, { minLength: 1, maxLength: 40 }),
      fc.array(name, { maxLength: 20 }),
      async (held, asked) => {
        const list = fileOf(packPrefixes([...held, ...held]));
        expect((await list.health()).entries).toBe(held.length);
        for (const password of [...held, ...asked]) {
          expect(await list.isListed(password, signal())).toBe(
            held.includes(password) ? 'listed' : 'not-listed',
          );
        }
        list.close();
      },
    ),
    { numRuns: 50 },
  );
});

test('entries that are not spread evenly are found all the same', async () => {
  // 5,000 entries within one millionth of the space, before and after the one that is asked for.
  const wanted = prefixOf('motdepasse').readBigUInt64BE();
  for (const direction of [1n, -1n]) {
    const entries = Array.from({ length: 5_000 }, (_, index) => wanted + direction * BigInt(index));
    const bytes = Buffer.alloc(entries.length * prefixBytes);
    entries
      .sort((a, b) => (a < b ? -1 : 1))
      .forEach((entry, index) => {
        bytes.writeBigUInt64BE(entry, index * prefixBytes);
      });
    const list = fileOf(bytes);
    expect(await list.isListed('motdepasse', signal())).toBe('listed');
    expect(await list.isListed('autre', signal())).toBe('not-listed');
    list.close();
  }
});

test.each([
  ['absent', () => createPrefixFile({ path: join(folder, 'none.bin') })],
  ['empty', () => fileOf(Buffer.alloc(0))],
  ['cut short', () => fileOf(Buffer.alloc(13))],
  ['a folder', () => createPrefixFile({ path: folder })],
])('a file that is %s is unknown, and its health says so', async (_, open) => {
  const list = open();
  expect(await list.isListed('123456', signal())).toBe('unknown');
  expect((await list.health()).usable).toBe(false);
  list.close();
});

test('a file that is cut while open, and one that is closed, are unknown', async () => {
  const path = join(folder, 'cut.bin');
  writeFileSync(path, packPrefixes(['123456', 'soleil']));
  const list = createPrefixFile({ path });
  truncateSync(path, 4);
  expect(await list.isListed('123456', signal())).toBe('unknown');
  list.close();
  list.close();
  expect(await list.isListed('123456', signal())).toBe('unknown');
});

test('five digits of the hash leave, with padding asked for, and nothing else', async () => {
  const api = await startRangeApi(['motdepasse']);
  const mirror = createRangeMirror({ baseUrl: api.baseUrl, timeoutMs: patient });
  expect(await mirror.isListed('motdepasse', signal())).toBe('listed');
  const hash = createHash('sha1').update('motdepasse').digest('hex').toUpperCase();
  expect(api.requests).toEqual([{ url: `/range/${hash.slice(0, 5)}?mode=sha1`, padding: 'true' }]);
  await api.close();
});

test('padding is no password: its entries count nothing', async () => {
  const api = await startRangeApi([]);
  // The stand-in's padding holds this one's suffix with the count 0; asked under its own prefix it must not be listed.
  expect(
    await createRangeMirror({ baseUrl: api.baseUrl, timeoutMs: patient }).isListed('padding 0', signal()),
  ).toBe('not-listed');
  await api.close();
});

test.each(['refused', 'html', 'reset', 'endless', 'slow', 'empty'] satisfies RangeFault[])(
  'a mirror that is %s is unknown, in time',
  async (fault) => {
    const api = await startRangeApi(['123456']);
    api.fail(fault);
    const mirror = createRangeMirror({ baseUrl: api.baseUrl, timeoutMs: 150 });
    const started = performance.now();
    expect(await mirror.isListed('123456', signal())).toBe('unknown');
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await mirror.health()).toMatchObject({ usable: false });
    await api.close();
  },
);

test('an answer in small letters counts; a caller who gives up ends the wait', async () => {
  const api = await startRangeApi(['123456']);
  api.fail('lower-case');
  const mirror = createRangeMirror({ baseUrl: api.baseUrl, timeoutMs: 60_000 });
  expect(await mirror.isListed('123456', signal())).toBe('listed');
  api.fail('slow');
  expect(await mirror.isListed('123456', AbortSignal.timeout(50))).toBe('unknown');
  await api.close();
});

test('nobody listens: unknown', async () => {
  const api = await startRangeApi([]);
  await api.close();
  expect(
    await createRangeMirror({ baseUrl: api.baseUrl, timeoutMs: patient }).isListed('123456', signal()),
  ).toBe('unknown');
});

const fixed = (answer: 'listed' | 'not-listed' | 'unknown', asked: string[] = []): BreachedList => ({
  isListed: async (password) => {
    asked.push(password);
    return answer;
  },
  health: async () => ({ list: 'file', usable: true, entries: 1 }),
  close() {},
});

test.each([
  ['listed', 'unknown', 'listed'],
  ['unknown', 'listed', 'listed'],
  ['not-listed', 'unknown', 'unknown'],
  ['not-listed', 'not-listed', 'not-listed'],
  ['unknown', 'unknown', 'unknown'],
] as const)('file %s, mirror %s: %s', async (file, mirror, exact) => {
  const lists = createBreachedPasswords({ file: fixed(file), mirror: fixed(mirror) });
  expect(await lists.lookUp('x', [], signal())).toEqual({ exact, baseWord: null });
});

test('base words are asked of the file alone', async () => {
  const asked: string[] = [];
  const lists = createBreachedPasswords({ file: fixed('listed'), mirror: fixed('not-listed', asked) });
  const base = { word: 'soleil', start: 0, end: 6 };
  expect((await lists.lookUp('Soleil1!', [base], signal())).baseWord).toEqual(base);
  expect(asked).toEqual(['Soleil1!']);
});

import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { BreachedAnswer } from '../../../app/shared/password/verdict.ts';
import type { BreachedList } from './port.ts';

/**
 * The file of scripts/breached-list.ts: the first 64 bits of each password's SHA-1 (of its UTF-8 bytes), big-endian,
 * in ascending order, nothing else. Of a million entries, a password that is not among them is taken for one once in
 * 2⁴⁴ times.
 */
export const prefixBytes = 8;

/** The entry of one password. */
export const prefixOf = (password: string): Buffer =>
  createHash('sha1').update(password, 'utf8').digest().subarray(0, prefixBytes);

/** One read brings this many entries: SHA-1 is uniform, so of a million the first guess is off by 500 at most, usually. */
const windowEntries = 1024;
const space = 2 ** 64;

interface OpenFile {
  readonly descriptor: number;
  readonly entries: number;
}

function open(path: string): OpenFile | null {
  try {
    const descriptor = openSync(path, 'r');
    const stat = fstatSync(descriptor);
    const size = stat.isFile() ? stat.size : 0;
    if (size > 0 && size % prefixBytes === 0) return { descriptor, entries: size / prefixBytes };
    closeSync(descriptor);
  } catch {
    // An absent list is unknown, and health says so.
  }
  return null;
}

/** Reads a window of entries around `middle` that starts at an entry of the file; null at a read error. */
function readWindow(file: OpenFile, window: Buffer, middle: number, low: number, high: number) {
  const from = Math.max(low, Math.min(middle - windowEntries / 2, high - windowEntries));
  const count = Math.min(windowEntries, high - from);
  const read = readSync(file.descriptor, window, 0, count * prefixBytes, from * prefixBytes);
  return read === count * prefixBytes ? { from, count } : null;
}

/** Where `wanted` stands to a window of sorted entries: before it, in it, after it, or missing inside. */
function place(window: Buffer, count: number, wanted: bigint): 'before' | 'after' | 'found' | 'missing' {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const entry = window.readBigUInt64BE(middle * prefixBytes);
    if (entry === wanted) return 'found';
    if (entry < wanted) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 'before';
  return low === count ? 'after' : 'missing';
}

function search(file: OpenFile, window: Buffer, wanted: bigint): boolean {
  let [low, high] = [0, file.entries];
  let middle = Math.floor((Number(wanted) / space) * file.entries);
  while (low < high) {
    const found = readWindow(file, window, Math.min(middle, high - 1), low, high);
    if (!found) throw new Error('short read');
    const at = place(window, found.count, wanted);
    if (at === 'found') return true;
    if (at === 'missing') return false;
    if (at === 'before') high = found.from;
    else low = found.from + found.count;
    // The guess was near: the next window joins this one.
    middle = at === 'before' ? high - windowEntries / 2 : low + windowEntries / 2;
  }
  return false;
}

/**
 * A list in a file, read at the place where an entry must be: nothing of it is kept in memory but one window of 8 kB.
 * Reads are synchronous, about ten microseconds from the system's cache.
 */
export function createPrefixFile({ path }: { readonly path: string }): BreachedList {
  const file = open(path);
  const window = Buffer.alloc(windowEntries * prefixBytes);
  let closed = false;

  function answer(password: string): BreachedAnswer['exact'] {
    if (!file || closed) return 'unknown';
    try {
      return search(file, window, prefixOf(password).readBigUInt64BE()) ? 'listed' : 'not-listed';
    } catch {
      return 'unknown';
    }
  }

  return {
    isListed: async (password) => answer(password),
    health: async () => ({ list: 'file', usable: file !== null && !closed, entries: file?.entries ?? null }),
    close() {
      if (file && !closed) closeSync(file.descriptor);
      closed = true;
    },
  };
}

/** Makes build/generated/breached.bin: the sorted prefixes that server/systems/breached/prefix-file.ts reads. */
import { prefixBytes, prefixOf } from '../server/systems/breached/prefix-file.ts';
import { writeGenerated } from './generated.ts';
import { breachedPasswords } from './packages.ts';

export const breachedFile = 'breached.bin';

/** The file's bytes for these passwords, each once. */
export function packPrefixes(passwords: readonly string[]): Uint8Array {
  const entries = new BigUint64Array(passwords.length);
  passwords.forEach((password, index) => {
    entries[index] = prefixOf(password).readBigUInt64BE();
  });
  entries.sort();
  const bytes = Buffer.alloc(entries.length * prefixBytes);
  let count = 0;
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index] as bigint;
    if (index > 0 && entry === entries[index - 1]) continue;
    bytes.writeBigUInt64BE(entry, count * prefixBytes);
    count += 1;
  }
  return bytes.subarray(0, count * prefixBytes);
}

export function generateBreachedList(): void {
  writeGenerated(breachedFile, packPrefixes(breachedPasswords()));
}

if (import.meta.main) generateBreachedList();

import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { JournalHead, JournalRow } from '../../systems/store/port.ts';

export type SealKey = KeyObject;

/** Made once and kept: from raw bytes each seal would cost several times as much. */
export const sealKeyOf = (bytes: Uint8Array): SealKey => createSecretKey(bytes);

/** What one key seals; the label keeps a seal of one kind from passing for another. */
type Label = 'journal-row' | 'journal-head' | 'pseudonym';

/** HMAC-SHA-256 (RFC 2104) over parts that each carry their length in bytes, so no two lists of parts are alike. */
function keyedHash(key: SealKey, label: Label, parts: readonly (string | number)[]): string {
  const hmac = createHmac('sha256', key);
  for (const part of [`reprise/${label}/1`, ...parts.map(String)]) {
    hmac.update(`${Buffer.byteLength(part)}:`).update(part);
  }
  return hmac.digest('hex');
}

/** The seal of a row chains it to the row before: `previous` is that row's seal, empty for the first. */
export function rowSeal(key: SealKey, previous: string, row: Omit<JournalRow, 'seal'>): string {
  return keyedHash(key, 'journal-row', [previous, row.seq, row.at, row.event, row.body]);
}

/** The seal of the recorded end; empty while nothing has been written. */
export function headSeal(key: SealKey, head: Omit<JournalHead, 'headSeal'>): string {
  return head.seq === 0 ? '' : keyedHash(key, 'journal-head', [head.seq, head.seal]);
}

/** Whether the recorded end was written by whoever holds the key. */
export function headIsGenuine(key: SealKey, head: JournalHead): boolean {
  const plausible = head.seq > 0 ? head.seal !== '' : head.seq === 0 && head.seal === '';
  return plausible && sameSeal(head.headSeal, headSeal(key, head));
}

/** Stands for input that matched nobody: equal inputs are recognised, the input itself is not kept. 128 bits, hex. */
export function pseudonymOf(key: SealKey, value: string): string {
  return keyedHash(key, 'pseudonym', [value]).slice(0, 32);
}

export function sameSeal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

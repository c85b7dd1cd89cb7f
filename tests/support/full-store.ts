import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { canonicalJson } from '../../server/domain/journal/canonical.ts';
import { headSeal, rowSeal, sealKeyOf } from '../../server/domain/journal/seal.ts';

const limitNames = ['agent-number', 'agent-number-day', 'session', 'network', 'surname'];

/**
 * Puts `amount` buckets and journal rows into the empty SQLite store of `folder`, in one transaction. The buckets are
 * as young as those of a bad day, the journal's seals are genuine.
 */
export async function fillStore(folder: string, sealKey: Uint8Array, amount = 1_000_000): Promise<void> {
  const file = new DatabaseSync(join(folder, 'reprise.db'), { timeout: 5_000 });
  file.exec('pragma synchronous = off; pragma cache_size = -200000; begin immediate');
  fillBuckets(file, amount);
  fillJournal(file, sealKey, amount);
  file.exec('commit; pragma wal_checkpoint(truncate)');
  file.close();
}

function fillBuckets(file: DatabaseSync, amount: number): void {
  const insert = file.prepare('insert into buckets (key, tokens, "updatedAt") values (?, ?, ?)');
  const now = Date.now();
  const keys = Array.from(
    { length: amount },
    (_, i) => `${limitNames[i % limitNames.length]}:${randomBytes(32).toString('base64url')}`,
  );
  for (const [i, key] of keys.sort().entries()) insert.run(key, i % 5, now - (i % 3_600) * 1_000);
}

function fillJournal(file: DatabaseSync, sealKey: Uint8Array, amount: number): void {
  const insert = file.prepare('insert into journal (seq, at, event, body, seal) values (?, ?, ?, ?, ?)');
  const key = sealKeyOf(sealKey);
  const start = Date.now() - amount;
  let seal = '';
  for (let seq = 1; seq <= amount; seq += 1) {
    const actor = { kind: 'visitor', origin: 'other', address: '192.0.2.7', request: `request-${seq}` };
    const details = {
      why: 'unknown-number',
      origin: 'other',
      number: 'f'.repeat(32),
      surname: 'e'.repeat(32),
    };
    const body = canonicalJson({ actor, subject: null, reference: null, details });
    const row = { seq, at: start + seq, event: 'identification-refused', body };
    seal = rowSeal(key, seal, row);
    insert.run(seq, row.at, row.event, body, seal);
  }
  const head = headSeal(key, { seq: amount, seal });
  file.prepare('update journal_head set seq = ?, seal = ?, "headSeal" = ?').run(amount, seal, head);
}

import { type JournalFault, type JournalVerdict, verifyJournal } from '../domain/journal/verify.ts';
import type { Store } from '../systems/store/port.ts';

export interface JournalReport {
  /** 0 intact, 1 a fault was found. */
  readonly exitCode: 0 | 1;
  /** For a person. */
  readonly lines: readonly string[];
  /** For a script. */
  readonly json: JournalVerdict;
}

/** What `reprise journal verify` says of the journal; rejects with `store-unavailable` when it cannot be read. */
export async function journalVerify(
  store: Pick<Store, 'journal'>,
  sealKey: Uint8Array,
): Promise<JournalReport> {
  const verdict = await verifyJournal(store, sealKey);
  return { exitCode: verdict.intact ? 0 : 1, lines: sentences(verdict), json: verdict };
}

const faults: Record<JournalFault, (seq: number) => string> = {
  'row-altered': (seq) => `Row ${seq} was altered: its seal does not fit its content and the row before it.`,
  'row-missing': (seq) => `Row ${seq} is missing: the rows after it are there.`,
  'tail-cut': (seq) => `The end was cut off: row ${seq} and what followed are gone.`,
  'head-altered': (seq) => `The record of the journal's end was altered: it should name row ${seq}.`,
};

function sentences(verdict: JournalVerdict): string[] {
  if (!verdict.intact) return [faults[verdict.fault](verdict.seq), `Good rows before that: ${verdict.rows}.`];
  if (verdict.rows === 0) return ['The journal is empty.'];
  return [
    `The journal is intact: ${verdict.rows} ${verdict.rows === 1 ? 'row' : 'rows'}.`,
    `Last seal: ${verdict.seal}`,
    'Note both elsewhere: only so does it show when a whole store is put back to an earlier copy.',
  ];
}

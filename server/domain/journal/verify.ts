import { setImmediate as breathe } from 'node:timers/promises';
import type { JournalHead, JournalRow, JournalRows, Repositories } from '../../systems/store/port.ts';
import { headIsGenuine, rowSeal, type SealKey, sameSeal, sealKeyOf } from './seal.ts';

const PAGE = 500;

/**
 * What can be wrong with a journal, and the row that `seq` names:
 * - `row-altered`: the row's seal does not fit its content and the row before; that row
 * - `row-missing`: the numbers skip a row; the first one skipped
 * - `tail-cut`: the recorded end lies further than the rows go; the first row that is gone
 * - `head-altered`: the recorded end is not genuine or lies before the rows; the row that it ought to name
 */
export type JournalFault = 'row-altered' | 'row-missing' | 'tail-cut' | 'head-altered';

/** `rows` counts the good rows, from the first. */
export type JournalVerdict =
  | { readonly intact: true; readonly rows: number; readonly seal: string }
  | { readonly intact: false; readonly fault: JournalFault; readonly seq: number; readonly rows: number };

/** The last row that was good. */
interface Position {
  readonly seq: number;
  readonly seal: string;
}

interface Walked {
  readonly position: Position;
  /** The seal of the row that the recorded end names; null when there is no such row. */
  readonly sealAtHead: string | null;
  readonly fault: JournalFault | null;
}

/**
 * Reads the whole journal page by page and names the first bad row. Works while the portal goes on writing: the
 * recorded end is read before the rows, and read again where rows have been added since.
 */
export async function verifyJournal(
  { journal }: Pick<Repositories, 'journal'>,
  sealKey: Uint8Array,
): Promise<JournalVerdict> {
  const key = sealKeyOf(sealKey);
  let position: Position = { seq: 0, seal: '' };
  for (;;) {
    const head = await journal.head();
    const walked = await walk(journal, key, position, head);
    position = walked.position;
    const { seq, seal } = position;
    const bad = (fault: JournalFault, at: number) => ({ intact: false, fault, seq: at, rows: seq }) as const;
    if (walked.fault !== null) return bad(walked.fault, seq + 1);
    if (!headIsGenuine(key, head)) return bad('head-altered', seq);
    if (seq < head.seq) return bad('tail-cut', seq + 1);
    if (walked.sealAtHead !== head.seal) return bad('head-altered', seq);
    if (seq === head.seq) return { intact: true, rows: seq, seal };
    if ((await journal.head()).seq < seq) return bad('head-altered', seq);
  }
}

/** Follows the chain from `start` as far as there are rows, or to the first fault. */
async function walk(journal: JournalRows, key: SealKey, start: Position, head: JournalHead): Promise<Walked> {
  let position = start;
  let sealAtHead = start.seq === head.seq ? start.seal : null;
  for (;;) {
    const page = await journal.page(position.seq, PAGE);
    for (const row of page) {
      const fault = faultOf(key, position, row);
      if (fault !== null) return { position, sealAtHead, fault };
      position = row;
      if (row.seq === head.seq) sealAtHead = row.seal;
    }
    if (page.length < PAGE) return { position, sealAtHead, fault: null };
    await breathe();
  }
}

function faultOf(key: SealKey, previous: Position, row: JournalRow): JournalFault | null {
  if (row.seq !== previous.seq + 1) return 'row-missing';
  return sameSeal(row.seal, rowSeal(key, previous.seal, row)) ? null : 'row-altered';
}

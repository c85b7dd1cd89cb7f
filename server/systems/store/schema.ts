/**
 * The tables as Kysely sees them. Columns carry the names of the port's rows, so a row needs no mapping; both dialects
 * have the same columns. Times are milliseconds since 1970, booleans 0 or 1, lists JSON text.
 */
import type { Generated } from 'kysely';
import type {
  ApprovalRow,
  BucketRow,
  CodeRow,
  EmbeddedAccountRow,
  FreezeRow,
  IntentRow,
  JobRow,
  JournalHead,
  JournalRow,
  KioskRow,
  Millis,
  ProofRow,
  RecoveryRow,
  SessionRow,
  TicketRow,
} from './port.ts';

export type DialectName = 'sqlite' | 'postgres';

export interface JobTable extends JobRow {
  readonly uniqueKey: string;
  readonly createdAt: Millis;
  readonly leaseOwner: string | null;
  readonly leaseUntil: Millis | null;
  readonly finishedAt: Millis | null;
  readonly buriedAt: Millis | null;
}

/** `tokens` is null in a row that only holds the place of a bucket while its lock is taken. */
export interface BucketTable extends Omit<BucketRow, 'tokens'> {
  readonly tokens: number | null;
}

export interface LeaseTable {
  readonly name: string;
  readonly owner: string;
  readonly until: Millis;
}

export interface TicketTable extends Omit<TicketRow, 'number'> {
  readonly number: Generated<number>;
}

export interface EmbeddedAccountTable
  extends Omit<EmbeddedAccountRow, 'disabled' | 'exclusions' | 'history' | 'roles'> {
  readonly disabled: number;
  readonly exclusions: string;
  readonly history: string;
  readonly roles: string;
}

export interface RecoveryTable extends Omit<RecoveryRow, 'locked'> {
  readonly locked: number;
}

export interface Schema {
  readonly sessions: SessionRow;
  readonly recoveries: RecoveryTable;
  readonly intents: IntentRow;
  readonly jobs: JobTable;
  readonly journal: JournalRow;
  /** One row, `id` 1. */
  readonly journal_head: JournalHead & { readonly id: number };
  readonly buckets: BucketTable;
  readonly leases: LeaseTable;
  readonly tickets: TicketTable;
  readonly embedded_accounts: EmbeddedAccountTable;
  readonly proofs: ProofRow;
  readonly codes: CodeRow;
  readonly approvals: ApprovalRow;
  readonly freezes: FreezeRow;
  readonly kiosks: KioskRow;
  /** One row, `id` 1, written by `Store.writable`. */
  readonly probe: { readonly id: number; readonly value: string };
  readonly migrations: { readonly name: string; readonly appliedAt: Millis };
}

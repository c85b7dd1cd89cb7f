/**
 * What the portal keeps. One schema and one set of repositories over SQLite (`sqlite.ts`) and PostgreSQL
 * (`postgres.ts`); tests/contract/store.ts runs the same suite on both. Times are milliseconds since 1970 (UTC).
 */
import type { AccountId } from '../directory/port.ts';

export type Millis = number;

export interface SessionRow {
  /** SHA-256 of the cookie's value, hex: the store never holds a usable session id. */
  readonly idHash: string;
  readonly createdAt: Millis;
  readonly lastSeenAt: Millis;
  readonly expiresAt: Millis;
  /** The signed-in agent; null for a visitor. */
  readonly accountId: AccountId | null;
}

export interface Sessions {
  find(idHash: string): Promise<SessionRow | null>;
  /** Inserts or replaces. */
  save(row: SessionRow): Promise<void>;
  /** Notes that the session was used; a session that is gone stays gone. */
  touch(idHash: string, now: Millis): Promise<void>;
  /** Moves the end of a session; false when it is gone, and then it stays gone. */
  extend(idHash: string, expiresAt: Millis): Promise<boolean>;
  delete(idHash: string): Promise<void>;
  /** Deletes up to `limit`; returns how many. */
  deleteExpired(now: Millis, limit?: number): Promise<number>;
}

export type RecoveryReason = 'forgotten' | 'locked' | 'expired' | 'compromised' | 'first';
export type RecoveryAction = 'reset' | 'unlock';
/**
 * proving (a further proof is missing) → identified → done (the directory said yes) | failed (it said no; may be tried again) | ended (help desk, or the
 * agent has finished). An open attempt is an intent, not a state of the recovery.
 */
export type RecoveryState = 'proving' | 'identified' | 'done' | 'failed' | 'ended';

export interface RecoveryRow {
  readonly id: string;
  /** Short, sayable, unguessable; unique. */
  readonly reference: string;
  readonly sessionHash: string;
  readonly accountId: AccountId;
  /** What the pages show of the person, as it was at identification: they need no directory to be shown. */
  readonly login: string;
  readonly givenName: string;
  readonly locked: boolean;
  readonly establishment: string | null;
  /** Class of the origin that identified: `kiosk`, `establishment` or `other`. */
  readonly originClass: string;
  readonly reason: RecoveryReason;
  readonly state: RecoveryState;
  readonly action: RecoveryAction | null;
  /** Resets carried out for this request: 0, 1, or 2 after a lost page. */
  readonly resets: number;
  /** When the temporary password of the latest reset was put on a page; null while it was not. */
  readonly displayedAt: Millis | null;
  readonly createdAt: Millis;
  /** When the directory last said yes. */
  readonly doneAt: Millis | null;
  readonly expiresAt: Millis;
}

export interface Recoveries {
  insert(row: RecoveryRow): Promise<void>;
  find(id: string): Promise<RecoveryRow | null>;
  findByReference(reference: string): Promise<RecoveryRow | null>;
  /** The newest of a session. */
  findBySession(sessionHash: string): Promise<RecoveryRow | null>;
  update(id: string, patch: Partial<Omit<RecoveryRow, 'id' | 'reference' | 'locked'>>): Promise<void>;
  /** `proving` → `identified`; true for one caller, false in any other state. */
  proved(id: string, expiresAt: Millis): Promise<boolean>;
  /** Sets `displayedAt` where it is still null; true for exactly one caller. */
  claimDisplay(id: string, now: Millis): Promise<boolean>;
}

export type ProofMethod = 'colleague' | 'phone' | 'code';

/** One further proof of a request. */
export interface ProofRow {
  readonly recoveryId: string;
  readonly method: ProofMethod;
  /** Who or what proved: the voucher's or technician's objectGUID, or the contact's attribute. */
  readonly by: string;
  readonly at: Millis;
}

export interface Proofs {
  /** False when the same `by` has proved this request by the same method before. */
  add(row: ProofRow): Promise<boolean>;
  /** Oldest first. */
  of(recoveryId: string): Promise<readonly ProofRow[]>;
}

/** The one-time code that a request waits for; the code itself is nowhere kept. */
export interface CodeRow {
  readonly recoveryId: string;
  readonly channel: 'mail' | 'sms';
  /** Attribute that holds the contact. */
  readonly attribute: string;
  /** The contact as pages may show it. */
  readonly masked: string;
  /** HMAC-SHA-256 of request and code, hex. */
  readonly hash: string;
  readonly triesLeft: number;
  readonly createdAt: Millis;
  readonly expiresAt: Millis;
}

export interface Codes {
  /** Inserts, or replaces the request's earlier code. */
  put(row: CodeRow): Promise<void>;
  find(recoveryId: string): Promise<CodeRow | null>;
  /** Takes one try of exactly this code; false when it has none left or was replaced. */
  spendTry(recoveryId: string, hash: string): Promise<boolean>;
  /** Deletes exactly this code; true for one caller. */
  consume(recoveryId: string, hash: string): Promise<boolean>;
  /** Up to `limit` of those that ran out before; returns how many. */
  deleteExpired(before: Millis, limit?: number): Promise<number>;
}

/** waiting → calling (a technician has it) → approved | refused; the agent may cancel until then. */
export type ApprovalState = 'waiting' | 'calling' | 'approved' | 'refused' | 'cancelled';

/** A request that waits for a technician on the phone. Its codes are derived from `id` and the master key. */
export interface ApprovalRow {
  readonly id: string;
  readonly recoveryId: string;
  /** Keyed hash of the pairing code; unique. */
  readonly pairingHash: string;
  readonly state: ApprovalState;
  /** The technician who took it; null while it waits. */
  readonly technicianId: AccountId | null;
  /** Keyed hash of the network of the browser that asked for it; null where the address is not known. */
  readonly openedFrom: string | null;
  /** Wrong second codes that may still be entered. */
  readonly triesLeft: number;
  readonly createdAt: Millis;
  readonly updatedAt: Millis;
  readonly expiresAt: Millis;
}

export interface Approvals {
  /** False when the request has one that is `waiting` or `calling` already, expired or not. */
  insert(row: ApprovalRow): Promise<boolean>;
  find(id: string): Promise<ApprovalRow | null>;
  findByPairing(pairingHash: string): Promise<ApprovalRow | null>;
  /** The one of a request that is `waiting` or `calling`, else its newest. */
  newestOf(recoveryId: string): Promise<ApprovalRow | null>;
  /** Writes `patch` only while the state is `from`; true for exactly one of several callers. */
  move(
    id: string,
    from: ApprovalState,
    patch: Partial<Pick<ApprovalRow, 'state' | 'technicianId' | 'triesLeft'>> & {
      readonly updatedAt: Millis;
    },
  ): Promise<boolean>;
  /** Takes one try; false when none is left. */
  spendTry(id: string): Promise<boolean>;
  /** Those that changed at or after `since`, oldest first. */
  changedSince(since: Millis, limit: number): Promise<readonly ApprovalRow[]>;
  /** Up to `limit` of those last changed before; returns how many. */
  deleteUnchanged(before: Millis, limit?: number): Promise<number>;
}

/** Self-service that an agent has stopped: "it was not me". */
export interface FreezeRow {
  /** The intent of the write that the agent does not know of: one freeze each. */
  readonly intentId: string;
  readonly accountId: AccountId;
  readonly login: string;
  readonly reference: string;
  readonly since: Millis;
  readonly liftedAt: Millis | null;
}

export interface Freezes {
  /** False when this intent was disavowed before. */
  insert(row: FreezeRow): Promise<boolean>;
  /** The freeze of one intent, lifted or not. */
  find(intentId: string): Promise<FreezeRow | null>;
  isFrozen(accountId: AccountId): Promise<boolean>;
  /** Those not lifted, oldest first. */
  active(): Promise<readonly FreezeRow[]>;
  /** Lifts every freeze of the account; how many there were. */
  lift(accountId: AccountId, now: Millis): Promise<number>;
}

/** A device that was enrolled as a kiosk. `reprise kiosk enrol` makes the row, the device's first visit claims it. */
export interface KioskRow {
  readonly id: string;
  /** Unique. */
  readonly name: string;
  readonly establishment: string;
  /** SHA-256 of the one-time link's code, hex; null once claimed. */
  readonly enrolHash: string | null;
  readonly enrolUntil: Millis;
  /** SHA-256 of the device's token, hex; null until claimed. */
  readonly tokenHash: string | null;
  readonly createdAt: Millis;
  readonly enrolledAt: Millis | null;
  readonly lastSeenAt: Millis | null;
  readonly revokedAt: Millis | null;
}

export interface Kiosks {
  /** False when the name is taken by a kiosk that is not revoked. */
  insert(row: KioskRow): Promise<boolean>;
  /** By name. */
  list(): Promise<readonly KioskRow[]>;
  findByToken(tokenHash: string): Promise<KioskRow | null>;
  findByEnrolment(enrolHash: string): Promise<KioskRow | null>;
  /** Gives the device of a one-time link its token; true for one caller, in time. */
  claim(enrolHash: string, tokenHash: string, now: Millis): Promise<boolean>;
  seen(id: string, now: Millis): Promise<void>;
  /** How many were revoked: 0 when there is none of that name. */
  revoke(name: string, now: Millis): Promise<number>;
}

/** `scramble`: a random password that nobody knows, after "it was not me". */
export type IntentKind = 'reset' | 'unlock' | 'change' | 'expire' | 'scramble';
export type IntentState = 'open' | 'done' | 'failed' | 'unknown';

/** Committed before every write in the directory, resolved after it: what a restart needs to know. */
export interface IntentRow {
  readonly id: string;
  readonly kind: IntentKind;
  readonly recoveryId: string | null;
  readonly accountId: AccountId;
  readonly server: string;
  readonly pwdLastSet: string;
  readonly keyVersion: number;
  readonly state: IntentState;
  readonly createdAt: Millis;
  readonly resolvedAt: Millis | null;
}

export interface Intents {
  insert(row: IntentRow): Promise<void>;
  find(id: string): Promise<IntentRow | null>;
  /** Changes the state of an intent that is `open` or `unknown`; true when it was. */
  resolve(id: string, state: Exclude<IntentState, 'open'>, now: Millis): Promise<boolean>;
  /** Open or unknown intents created before `before`, oldest first. */
  unresolved(before: Millis, limit: number): Promise<readonly IntentRow[]>;
  /** Whether a write of this request is `open` or `unknown`. */
  inDoubt(recoveryId: string): Promise<boolean>;
}

export interface JobRow {
  readonly id: string;
  readonly kind: string;
  /** JSON, validated by the job's schema when it runs. */
  readonly payload: string;
  readonly runAt: Millis;
  readonly attempts: number;
  readonly lastError: string | null;
}

export interface Jobs {
  /** A second job with the same `uniqueKey` is silently not added. */
  enqueue(job: {
    kind: string;
    payload: string;
    runAt: Millis;
    uniqueKey: string;
    now: Millis;
  }): Promise<void>;
  /**
   * Takes up to `limit` due jobs until `leaseUntil`, longest due first; a job whose lease ran out may be taken again.
   * `attempts` counts the claim itself, so that a job that kills its process is counted too.
   */
  claim(options: {
    owner: string;
    now: Millis;
    leaseUntil: Millis;
    limit: number;
  }): Promise<readonly JobRow[]>;
  /** The three ends of an attempt; each only while `owner` still holds the lease, true when it did. */
  complete(id: string, owner: string, now: Millis): Promise<boolean>;
  retry(id: string, owner: string, runAt: Millis, error: string): Promise<boolean>;
  bury(id: string, owner: string, now: Millis, error: string): Promise<boolean>;
  /** Ends an attempt that did not fail and is to come again, while `owner` holds the lease; attempts count anew. */
  postpone(id: string, owner: string, runAt: Millis): Promise<boolean>;
  /** Makes the jobs of a kind that are due or leased beyond `latest` due at `now`, without a lease; how many. */
  hasten(kind: string, latest: Millis, now: Millis): Promise<number>;
  /** Not finished and not buried; `oldestRunAt` null when none. */
  depth(): Promise<{ waiting: number; buried: number; oldestRunAt: Millis | null }>;
  /** Up to `limit` of those that ended well before; returns how many. */
  deleteFinished(before: Millis, limit?: number): Promise<number>;
}

export interface JournalRow {
  readonly seq: number;
  readonly at: Millis;
  readonly event: string;
  /** Canonical JSON of what happened; see domain/journal. */
  readonly body: string;
  /** HMAC-SHA-256 over the previous row's seal and this row, hex. */
  readonly seal: string;
}

/** The recorded end of the chain; `seq` 0 and empty seals when there is none. */
export interface JournalHead {
  readonly seq: number;
  readonly seal: string;
  /** Keyed seal of this very record, so that it cannot be turned back to an earlier row. */
  readonly headSeal: string;
}

export interface JournalRows {
  /** Locks the end of the chain for this transaction and returns it. */
  lockHead(): Promise<JournalHead>;
  /** Adds a row and makes it the recorded end, sealed with `headSeal`. */
  insert(row: JournalRow, headSeal: string): Promise<void>;
  /** Rows with seq > `after`, ascending. */
  page(after: number, limit: number): Promise<readonly JournalRow[]>;
  /** The recorded end of the chain, kept apart from the rows so that a cut tail shows. */
  head(): Promise<JournalHead>;
}

export interface BucketRow {
  readonly key: string;
  readonly tokens: number;
  readonly updatedAt: Millis;
}

export interface Buckets {
  /**
   * Locks the buckets of `keys`, existing or not, and returns the rows that exist. Callers pass each key once, in one
   * fixed order (sorted).
   */
  lock(keys: readonly string[]): Promise<readonly BucketRow[]>;
  save(rows: readonly BucketRow[]): Promise<void>;
  /** Deletes up to `limit` buckets untouched since `before`, except those whose key begins with `kept`; how many. */
  deleteUntouched(before: Millis, limit?: number, kept?: string): Promise<number>;
}

export interface Leases {
  /**
   * Takes a named lease when it is free, run out, already `owner`'s, or ends more than five minutes after `until` (a
   * clock was wrong); true when taken.
   */
  acquire(name: string, owner: string, now: Millis, until: Millis): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
}

export interface TicketRow {
  readonly reference: string;
  /** Assigned by the store, ascending. */
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly level: number;
  readonly state: string;
  readonly requesterLogin: string | null;
  readonly establishment: string | null;
  readonly createdAt: Millis;
  readonly updatedAt: Millis;
}

export interface TicketRows {
  /** Inserts, or returns the row of that reference that is already there. */
  open(row: Omit<TicketRow, 'number'>): Promise<TicketRow>;
  find(reference: string): Promise<TicketRow | null>;
  /** Adds a paragraph, and sets what `patch` names; false when there is no such ticket. */
  follow(
    reference: string,
    text: string,
    patch: Partial<Pick<TicketRow, 'level' | 'state'>>,
    now: Millis,
  ): Promise<boolean>;
}

/** An account of the embedded directory. Password material is a scrypt hash, newest first in `history`. */
export interface EmbeddedAccountRow {
  readonly id: AccountId;
  readonly login: string;
  readonly agentNumber: string;
  readonly givenName: string;
  readonly surname: string;
  readonly birthName: string | null;
  readonly mail: string | null;
  readonly establishment: string | null;
  readonly mobile: string | null;
  readonly mobileChangedAt: Millis | null;
  readonly privateMail: string | null;
  readonly privateMailChangedAt: Millis | null;
  /** Login of the manager. */
  readonly manager: string | null;
  readonly roles: readonly string[];
  /** When the password was last written, by whomever. */
  readonly passwordWrittenAt: Millis;
  readonly disabled: boolean;
  readonly accountExpiresAt: Millis | null;
  readonly exclusions: readonly string[];
  readonly passwordHash: string;
  readonly history: readonly string[];
  /** 100 ns ticks since 1601, decimal; `0` = must change. */
  readonly pwdLastSet: string;
  readonly keyVersion: number;
  readonly badPasswords: number;
  readonly lockedUntil: Millis | null;
  /** Name of the fine-grained policy that applies; null = the domain's. */
  readonly policyName: string | null;
}

export interface EmbeddedAccounts {
  insert(row: EmbeddedAccountRow): Promise<void>;
  find(id: AccountId): Promise<EmbeddedAccountRow | null>;
  findByAgentNumber(agentNumber: string): Promise<readonly EmbeddedAccountRow[]>;
  findByLogin(login: string): Promise<EmbeddedAccountRow | null>;
  /** Rows with an id after `after` (null: from the first), in the order of their ids. */
  page(after: AccountId | null, limit: number): Promise<readonly EmbeddedAccountRow[]>;
  /** Writes `patch` only while `pwdLastSet` and `keyVersion` are as expected; true when written. */
  update(
    id: AccountId,
    expected: { pwdLastSet: string; keyVersion: number },
    patch: Partial<Omit<EmbeddedAccountRow, 'id'>>,
  ): Promise<boolean>;
  clear(): Promise<void>;
}

export interface Repositories {
  readonly sessions: Sessions;
  readonly recoveries: Recoveries;
  readonly intents: Intents;
  readonly jobs: Jobs;
  readonly journal: JournalRows;
  readonly buckets: Buckets;
  readonly leases: Leases;
  readonly tickets: TicketRows;
  readonly embeddedAccounts: EmbeddedAccounts;
  readonly proofs: Proofs;
  readonly codes: Codes;
  readonly approvals: Approvals;
  readonly freezes: Freezes;
  readonly kiosks: Kiosks;
}

export interface TransactionOptions {
  /**
   * What a commit must outlive. `power` (the default) waits for the disk. `process` does not: for budgets and leases,
   * which a kill must not lose but a power cut may, and which every request writes.
   */
  readonly outlives?: 'power' | 'process';
}

/**
 * A whole store. Within `transaction` only `unit` may be used: a root query there would wait for ever on the single
 * SQLite connection, so the store throws `store-misuse` instead. Everything rejects with `Failure('store-unavailable')`
 * when the database cannot answer.
 */
export interface Store extends Repositories {
  transaction<T>(work: (unit: Repositories) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Brings the schema up to date; safe to call from several nodes at once. */
  migrate(): Promise<void>;
  /** Writes and reads back one row; false when the store does not take writes. */
  writable(): Promise<boolean>;
  close(): Promise<void>;
}

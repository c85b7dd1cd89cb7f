import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { sqliteCode } from './failures.ts';

/** What one call may block the process for another process's lock; the rest of the waiting is asynchronous. */
const BLOCKING_WAIT_MS = 5;
/** How long a lock held by another process is waited for; after that every call fails at once until one succeeds. */
const BUSY_LIMIT_MS = 1_000;
const CACHED_STATEMENTS = 200;
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;

/**
 * Kysely over the SQLite that is built into Node: one connection, write-ahead log, an fsync at every commit.
 * Opens the file at the first query; creates it (0600) and its folder (0700) when they are missing.
 */
export function sqliteDialect(file: string): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => createDriver(file),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function createDriver(file: string): Driver {
  const waiting = createWaiting();
  let database: DatabaseSync | null = null;
  let connection: DatabaseConnection | null = null;
  const command = (text: string) => waiting.untilFree(() => database?.exec(text));
  return {
    async init() {
      database ??= openFile(file);
      for (const pragma of PRAGMAS) await command(pragma);
      connection = createConnection(database, waiting);
    },
    async acquireConnection() {
      if (connection === null) throw new Error('the SQLite file is not open');
      return connection;
    },
    /** Takes the write lock at once: a reader that turns writer half-way could not be retried. */
    beginTransaction: () => command('begin immediate'),
    commitTransaction: () => command('commit'),
    /** SQLite has already rolled back by itself after a full disk or an I/O error. */
    async rollbackTransaction() {
      if (database?.isTransaction) database.exec('rollback');
    },
    async releaseConnection() {},
    async destroy() {
      database?.close();
      database = null;
    },
  };
}

const PRAGMAS = [
  'pragma journal_mode = wal',
  'pragma synchronous = full',
  'pragma foreign_keys = on',
  'pragma temp_store = memory',
  'pragma journal_size_limit = 16777216',
];

/** The `-wal` and `-shm` files get the mode of the database file from SQLite itself. */
function openFile(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  return new DatabaseSync(file, { timeout: BLOCKING_WAIT_MS });
}

type Waiting = ReturnType<typeof createWaiting>;

function createWaiting() {
  let busySince: number | null = null;
  const giveUp = () => {
    busySince ??= performance.now();
    return performance.now() - busySince > BUSY_LIMIT_MS;
  };
  return {
    /** Repeats `run` while another process holds the lock. A statement that was refused so has done nothing. */
    async untilFree<T>(run: () => T): Promise<T> {
      for (;;) {
        try {
          const result = run();
          busySince = null;
          return result;
        } catch (error) {
          if (!isBusy(error) || giveUp()) throw error;
          await sleep(5 + Math.random() * 20);
        }
      }
    },
  };
}

function isBusy(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === SQLITE_BUSY || code === SQLITE_LOCKED;
}

interface Prepared {
  readonly statement: StatementSync;
  readonly reads: boolean;
}

function createConnection(database: DatabaseSync, waiting: Waiting): DatabaseConnection {
  const cache = new Map<string, Prepared>();
  const prepare = (text: string): Prepared => {
    const known = cache.get(text);
    if (known !== undefined) return known;
    const statement = database.prepare(text);
    const prepared = { statement, reads: statement.columns().length > 0 };
    if (cache.size >= CACHED_STATEMENTS) cache.delete(cache.keys().next().value as string);
    cache.set(text, prepared);
    return prepared;
  };
  return {
    executeQuery: <R>(query: CompiledQuery) => waiting.untilFree(() => run<R>(prepare(query.sql), query)),
    streamQuery: () => {
      throw new Error('rows are read in pages, not streamed');
    },
  };
}

function run<R>({ statement, reads }: Prepared, query: CompiledQuery): QueryResult<R> {
  const parameters = query.parameters as SQLInputValue[];
  if (reads) return { rows: statement.all(...parameters).map((row) => ({ ...row }) as R) };
  return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) };
}

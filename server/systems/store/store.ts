import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Dialect, Kysely, sql } from 'kysely';
import { Failure } from '../../../app/shared/failure.ts';
import { storeFailure } from './failures.ts';
import { createGroupCommit } from './group-commit.ts';
import { migrate } from './migrate.ts';
import type { Repositories, Store } from './port.ts';
import { postgresDialect } from './postgres.ts';
import { createRepositories } from './repositories/index.ts';
import type { DialectName, Schema } from './schema.ts';
import { sqliteDialect } from './sqlite.ts';

/** Longest life of a transaction: on SQLite everybody else waits for its end. */
const TRANSACTION_LIMIT_MS = 8_000;

export interface StoreOptions {
  /** `sqlite` for the file `reprise.db` in `folder`, or `postgres://user:password@host/database`. */
  readonly url: string;
  readonly folder: string;
}

interface Backend {
  readonly dialect: DialectName;
  connect(options: { patient: boolean }): Dialect;
}

/** One running transaction. `doomed` is what its first failed query threw. */
interface Scope {
  open: boolean;
  doomed: Failure | null;
}

/**
 * Opens the store; nothing is connected before the first query. Throws `store-misuse` for a URL that is neither form.
 * A transaction one of whose queries failed never commits, even when its work caught the failure.
 */
export function openStore(options: StoreOptions): Store {
  const backend = backendOf(options);
  const db = new Kysely<Schema>({ dialect: backend.connect({ patient: false }) });
  const scopes = new AsyncLocalStorage<Scope>();
  const running = new Set<Promise<unknown>>();

  const atRoot = async <T>(run: () => Promise<T>): Promise<T> => {
    if (scopes.getStore()?.open) throw new Failure('store-misuse');
    return run().catch((error) => {
      throw storeFailure(error);
    });
  };
  const transact = transactOn(db, backend.dialect);

  /** What the work itself threw passes unchanged; only what the database said is translated. */
  async function inTransaction<T>(
    outlives: 'power' | 'process',
    scope: Scope,
    work: (unit: Repositories) => Promise<T>,
  ): Promise<T> {
    let thrown: { readonly error: unknown } | null = null;
    try {
      return await transact(outlives, async (trx) => {
        const unit = createRepositories(trx, backend.dialect, (run) => inScope(scope, run));
        return scopes
          .run(scope, () => scoped(scope, () => work(unit)))
          .catch((error: unknown) => {
            thrown = { error };
            throw error;
          });
      });
    } catch (error) {
      throw thrown === null ? storeFailure(error) : (thrown as { error: unknown }).error;
    } finally {
      scope.open = false;
    }
  }

  return {
    ...createRepositories(db, backend.dialect, atRoot),
    transaction(work, { outlives = 'power' } = {}) {
      if (scopes.getStore()?.open) return Promise.reject(new Failure('store-misuse'));
      const outcome = inTransaction(outlives, { open: true, doomed: null }, work);
      const settled = outcome.then(noop, noop).finally(() => running.delete(settled));
      running.add(settled);
      return outcome;
    },
    migrate: () => atRoot(() => bringUpToDate(db, backend)),
    writable: () => atRoot(() => probe(db).catch(() => false)),
    async close() {
      await Promise.all(running);
      await db.destroy();
    },
  };
}

const noop = () => {};

function backendOf({ url, folder }: StoreOptions): Backend {
  if (url === 'sqlite') {
    return { dialect: 'sqlite', connect: () => sqliteDialect(join(folder, 'reprise.db')) };
  }
  if (/^postgres(ql)?:\/\//.test(url)) {
    return { dialect: 'postgres', connect: (options) => postgresDialect(url, options) };
  }
  throw new Failure('store-misuse', { cause: new Error('the store is `sqlite` or `postgres://…`') });
}

/** Runs work in a transaction of its own; rejects with what it threw, or with what the database said. */
type Transact = <T>(outlives: 'power' | 'process', work: (trx: Kysely<Schema>) => Promise<T>) => Promise<T>;

function transactOn(db: Kysely<Schema>, dialect: DialectName): Transact {
  if (dialect === 'sqlite') return createGroupCommit(db);
  return (outlives, work) =>
    db.transaction().execute(async (trx) => {
      if (outlives === 'process') await sql`set local synchronous_commit = off`.execute(trx);
      return work(trx);
    });
}

/** `work` within its scope, which ends with it. A doomed scope rejects whatever its work returned. */
async function scoped<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  try {
    const result = await withinLimit(work());
    if (scope.doomed) throw scope.doomed;
    return result;
  } finally {
    scope.open = false;
  }
}

async function inScope<T>(scope: Scope, run: () => Promise<T>): Promise<T> {
  if (!scope.open) throw new Failure('store-misuse');
  if (scope.doomed) throw scope.doomed;
  try {
    return await run();
  } catch (error) {
    scope.doomed ??= storeFailure(error);
    throw scope.doomed;
  }
}

async function withinLimit<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const cause = new Error(`a transaction lasted longer than ${TRANSACTION_LIMIT_MS} ms`);
    timer = setTimeout(() => reject(new Failure('store-unavailable', { cause })), TRANSACTION_LIMIT_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function bringUpToDate(db: Kysely<Schema>, { dialect, connect }: Backend): Promise<void> {
  if (dialect === 'sqlite') return migrate(db, dialect);
  const patient = new Kysely<Schema>({ dialect: connect({ patient: true }) });
  try {
    await migrate(patient, dialect);
  } finally {
    await patient.destroy();
  }
}

async function probe(db: Kysely<Schema>): Promise<boolean> {
  const value = randomUUID();
  await db
    .insertInto('probe')
    .values({ id: 1, value })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ value }))
    .execute();
  const row = await db.selectFrom('probe').select('value').where('id', '=', 1).executeTakeFirst();
  return row !== undefined;
}

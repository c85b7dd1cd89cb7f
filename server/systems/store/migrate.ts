import { type Kysely, sql } from 'kysely';
import { Failure } from '../../../app/shared/failure.ts';
import { migrations } from './migrations/index.ts';
import type { DialectName, Schema } from './schema.ts';

/** Any number will do as long as every node uses the same. */
const MIGRATION_LOCK = 7_737_414;

/**
 * Runs the migrations that are missing, all in one transaction: they happen together or not at all. Nodes that start
 * at once wait for each other, on PostgreSQL by an advisory lock, on SQLite by the write lock of the file.
 * Fails `store-unavailable` where the database was written by a newer build.
 */
export async function migrate(db: Kysely<Schema>, dialect: DialectName): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(trx);
    const applied = await appliedNames(trx);
    refuseNewer(applied);
    for (const { name, up } of migrations.filter((step) => !applied.has(step.name))) {
      await up(trx, dialect);
      await trx.insertInto('migrations').values({ name, appliedAt: Date.now() }).execute();
    }
  });
}

async function appliedNames(db: Kysely<Schema>): Promise<ReadonlySet<string>> {
  await db.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('appliedAt', 'bigint', (c) => c.notNull())
    .execute();
  return new Set((await db.selectFrom('migrations').select('name').execute()).map((row) => row.name));
}

function refuseNewer(applied: ReadonlySet<string>): void {
  const known = new Set(migrations.map((step) => step.name));
  const unknown = [...applied].filter((name) => !known.has(name));
  if (unknown.length > 0) {
    const cause = new Error(`the database was written by a newer build (${unknown.join(', ')})`);
    throw new Failure('store-unavailable', { cause });
  }
}

import { type Kysely, sql } from 'kysely';
import type { BucketRow, Buckets } from '../port.ts';
import type { DialectName, Schema } from '../schema.ts';
import { deleteSome } from './delete-some.ts';

export function createBuckets(db: Kysely<Schema>, dialect: DialectName): Buckets {
  return {
    lock: (keys) => (dialect === 'postgres' ? lockOrCreate(db, keys) : read(db, keys)),
    async save(rows) {
      if (rows.length === 0) return;
      await db
        .insertInto('buckets')
        .values([...rows])
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((e) => ({
            tokens: e.ref('excluded.tokens'),
            updatedAt: e.ref('excluded.updatedAt'),
          })),
        )
        .execute();
    },
    deleteUntouched(before, limit, kept) {
      const old = sql`${sql.ref('updatedAt')} < ${before}`;
      const others = kept === undefined ? old : sql`${old} and ${sql.ref('key')} not like ${`${kept}%`}`;
      return deleteSome(db, 'buckets', 'key', others, limit);
    },
  };
}

/** On SQLite the transaction itself holds the one write lock. */
async function read(db: Kysely<Schema>, keys: readonly string[]): Promise<readonly BucketRow[]> {
  if (keys.length === 0) return [];
  return existing(await db.selectFrom('buckets').selectAll().where('key', 'in', keys).execute());
}

/**
 * One statement that inserts a place-holder or locks the row that is there, key by key in the order given. Two nodes
 * can so neither both miss a row nor wait for each other in a circle.
 */
async function lockOrCreate(db: Kysely<Schema>, keys: readonly string[]): Promise<readonly BucketRow[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .insertInto('buckets')
    .values(keys.map((key) => ({ key, tokens: null, updatedAt: 0 })))
    .onConflict((conflict) => conflict.column('key').doUpdateSet((e) => ({ key: e.ref('excluded.key') })))
    .returningAll()
    .execute();
  return existing(rows);
}

function existing(rows: readonly { key: string; tokens: number | null; updatedAt: number }[]): BucketRow[] {
  return rows.flatMap(({ tokens, ...row }) => (tokens === null ? [] : [{ ...row, tokens }]));
}

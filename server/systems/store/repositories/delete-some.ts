import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.ts';

/** What one statement may take away: SQLite works within the process, and everybody waits for it. */
const DEFAULT_LIMIT = 1_000;

/** Deletes up to `limit` rows that fulfil `condition`, and returns how many. Neither dialect has `delete … limit`. */
export async function deleteSome(
  db: Kysely<Schema>,
  table: keyof Schema,
  key: string,
  condition: RawBuilder<unknown>,
  limit = DEFAULT_LIMIT,
): Promise<number> {
  const [from, id] = [sql.table(table), sql.ref(key)];
  const result =
    await sql`delete from ${from} where ${id} in (select ${id} from ${from} where ${condition} limit ${limit})`.execute(
      db,
    );
  return Number(result.numAffectedRows ?? 0n);
}

import { type Kysely, sql } from 'kysely';
import type { Codes } from '../port.ts';
import type { Schema } from '../schema.ts';
import { deleteSome } from './delete-some.ts';

export function createCodes(db: Kysely<Schema>): Codes {
  return {
    async put(row) {
      const { recoveryId, ...rest } = row;
      await db
        .insertInto('codes')
        .values({ recoveryId, ...rest })
        .onConflict((conflict) => conflict.column('recoveryId').doUpdateSet(rest))
        .execute();
    },
    async find(recoveryId) {
      const query = db.selectFrom('codes').selectAll().where('recoveryId', '=', recoveryId);
      return (await query.executeTakeFirst()) ?? null;
    },
    async spendTry(recoveryId, hash) {
      const result = await db
        .updateTable('codes')
        .set(({ eb }) => ({ triesLeft: eb('triesLeft', '-', 1) }))
        .where('recoveryId', '=', recoveryId)
        .where('hash', '=', hash)
        .where('triesLeft', '>', 0)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async consume(recoveryId, hash) {
      const result = await db
        .deleteFrom('codes')
        .where('recoveryId', '=', recoveryId)
        .where('hash', '=', hash)
        .executeTakeFirst();
      return result.numDeletedRows === 1n;
    },
    deleteExpired: (before, limit) =>
      deleteSome(db, 'codes', 'recoveryId', sql`${sql.ref('expiresAt')} < ${before}`, limit),
  };
}

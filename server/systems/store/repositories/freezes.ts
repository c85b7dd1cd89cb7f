import type { Kysely } from 'kysely';
import type { Freezes } from '../port.ts';
import type { Schema } from '../schema.ts';

export function createFreezes(db: Kysely<Schema>): Freezes {
  const active = () => db.selectFrom('freezes').selectAll().where('liftedAt', 'is', null);
  return {
    async insert(row) {
      const result = await db
        .insertInto('freezes')
        .values(row)
        .onConflict((conflict) => conflict.column('intentId').doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
    async find(intentId) {
      const query = db.selectFrom('freezes').selectAll().where('intentId', '=', intentId);
      return (await query.executeTakeFirst()) ?? null;
    },
    async isFrozen(accountId) {
      return (await active().where('accountId', '=', accountId).limit(1).executeTakeFirst()) !== undefined;
    },
    async active() {
      return active().orderBy('since').orderBy('intentId').execute();
    },
    async lift(accountId, now) {
      const result = await db
        .updateTable('freezes')
        .set({ liftedAt: now })
        .where('accountId', '=', accountId)
        .where('liftedAt', 'is', null)
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
  };
}

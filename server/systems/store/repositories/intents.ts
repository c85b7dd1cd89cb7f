import type { Kysely } from 'kysely';
import type { Intents } from '../port.ts';
import type { Schema } from '../schema.ts';

export function createIntents(db: Kysely<Schema>): Intents {
  return {
    async insert(row) {
      await db.insertInto('intents').values(row).execute();
    },
    async find(id) {
      return (await db.selectFrom('intents').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
    },
    async resolve(id, state, now) {
      const result = await db
        .updateTable('intents')
        .set({ state, resolvedAt: now })
        .where('id', '=', id)
        .where('state', 'in', ['open', 'unknown'])
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async inDoubt(recoveryId) {
      const found = await db
        .selectFrom('intents')
        .select('id')
        .where('state', 'in', ['open', 'unknown'])
        .where('recoveryId', '=', recoveryId)
        .limit(1)
        .executeTakeFirst();
      return found !== undefined;
    },
    unresolved(before, limit) {
      return db
        .selectFrom('intents')
        .selectAll()
        .where('state', 'in', ['open', 'unknown'])
        .where('createdAt', '<', before)
        .orderBy('createdAt')
        .orderBy('id')
        .limit(limit)
        .execute();
    },
  };
}

import type { Kysely } from 'kysely';
import type { Recoveries } from '../port.ts';
import type { Schema } from '../schema.ts';

export function createRecoveries(db: Kysely<Schema>): Recoveries {
  const all = () => db.selectFrom('recoveries').selectAll();
  return {
    async insert(row) {
      await db.insertInto('recoveries').values(row).execute();
    },
    async find(id) {
      return (await all().where('id', '=', id).executeTakeFirst()) ?? null;
    },
    async findByReference(reference) {
      return (await all().where('reference', '=', reference).executeTakeFirst()) ?? null;
    },
    async findBySession(sessionHash) {
      const newest = all().where('sessionHash', '=', sessionHash).orderBy('createdAt', 'desc').orderBy('id');
      return (await newest.limit(1).executeTakeFirst()) ?? null;
    },
    async update(id, patch) {
      await db
        .updateTable('recoveries')
        .set({ ...patch, id })
        .where('id', '=', id)
        .execute();
    },
    async claimDisplay(id, now) {
      const result = await db
        .updateTable('recoveries')
        .set({ displayedAt: now })
        .where('id', '=', id)
        .where('displayedAt', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
  };
}

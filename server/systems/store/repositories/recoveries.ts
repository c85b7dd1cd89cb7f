import type { Kysely } from 'kysely';
import type { Recoveries, RecoveryRow } from '../port.ts';
import type { RecoveryTable, Schema } from '../schema.ts';

const rowOf = (stored: RecoveryTable | undefined): RecoveryRow | null =>
  stored ? { ...stored, locked: stored.locked === 1 } : null;

export function createRecoveries(db: Kysely<Schema>): Recoveries {
  const all = () => db.selectFrom('recoveries').selectAll();
  return {
    async insert(row) {
      await db
        .insertInto('recoveries')
        .values({ ...row, locked: Number(row.locked) })
        .execute();
    },
    async find(id) {
      return rowOf(await all().where('id', '=', id).executeTakeFirst());
    },
    async findByReference(reference) {
      return rowOf(await all().where('reference', '=', reference).executeTakeFirst());
    },
    async findBySession(sessionHash) {
      const newest = all().where('sessionHash', '=', sessionHash).orderBy('createdAt', 'desc').orderBy('id');
      return rowOf(await newest.limit(1).executeTakeFirst());
    },
    async update(id, patch) {
      await db
        .updateTable('recoveries')
        .set({ ...patch, id })
        .where('id', '=', id)
        .execute();
    },
    async proved(id, expiresAt) {
      const result = await db
        .updateTable('recoveries')
        .set({ state: 'identified', expiresAt })
        .where('id', '=', id)
        .where('state', '=', 'proving')
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
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

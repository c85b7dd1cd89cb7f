import { type Kysely, sql } from 'kysely';
import type { Sessions } from '../port.ts';
import type { Schema } from '../schema.ts';
import { deleteSome } from './delete-some.ts';

export function createSessions(db: Kysely<Schema>): Sessions {
  return {
    async find(idHash) {
      const row = await db.selectFrom('sessions').selectAll().where('idHash', '=', idHash).executeTakeFirst();
      return row ?? null;
    },
    async save(row) {
      const { idHash, ...rest } = row;
      await db
        .insertInto('sessions')
        .values({ idHash, ...rest })
        .onConflict((conflict) => conflict.column('idHash').doUpdateSet(rest))
        .execute();
    },
    async touch(idHash, now) {
      await db.updateTable('sessions').set({ lastSeenAt: now }).where('idHash', '=', idHash).execute();
    },
    async extend(idHash, expiresAt) {
      const update = db.updateTable('sessions').set({ expiresAt }).where('idHash', '=', idHash);
      return (await update.executeTakeFirst()).numUpdatedRows === 1n;
    },
    async delete(idHash) {
      await db.deleteFrom('sessions').where('idHash', '=', idHash).execute();
    },
    deleteExpired: (now, limit) =>
      deleteSome(db, 'sessions', 'idHash', sql`${sql.ref('expiresAt')} <= ${now}`, limit),
  };
}

import { type Kysely, sql } from 'kysely';
import type { Kiosks } from '../port.ts';
import type { Schema } from '../schema.ts';

export function createKiosks(db: Kysely<Schema>): Kiosks {
  const all = () => db.selectFrom('kiosks').selectAll();
  return {
    async insert(row) {
      const result = await db
        .insertInto('kiosks')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
    async list() {
      return all().orderBy(sql`lower(name)`).orderBy('createdAt').execute();
    },
    async findByToken(tokenHash) {
      return (await all().where('tokenHash', '=', tokenHash).executeTakeFirst()) ?? null;
    },
    async findByEnrolment(enrolHash) {
      return (await all().where('enrolHash', '=', enrolHash).executeTakeFirst()) ?? null;
    },
    async claim(enrolHash, tokenHash, now) {
      const result = await db
        .updateTable('kiosks')
        .set({ enrolHash: null, tokenHash, enrolledAt: now, lastSeenAt: now })
        .where('enrolHash', '=', enrolHash)
        .where('enrolUntil', '>=', now)
        .where('revokedAt', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async seen(id, now) {
      await db.updateTable('kiosks').set({ lastSeenAt: now }).where('id', '=', id).execute();
    },
    async revoke(name, now) {
      const result = await db
        .updateTable('kiosks')
        .set({ revokedAt: now, enrolHash: null })
        .where(sql`lower(name)`, '=', name.toLowerCase())
        .where('revokedAt', 'is', null)
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
  };
}

import { type Kysely, sql } from 'kysely';
import type { ApprovalState, Approvals } from '../port.ts';
import type { Schema } from '../schema.ts';
import { deleteSome } from './delete-some.ts';

/** The states of the index `approvals_open`: written into the statement, as PostgreSQL infers it from its text. */
const open = sql<ApprovalState>`('waiting', 'calling')`;

export function createApprovals(db: Kysely<Schema>): Approvals {
  const all = () => db.selectFrom('approvals').selectAll();
  return {
    async insert(row) {
      const result = await db
        .insertInto('approvals')
        .values(row)
        .onConflict((conflict) => conflict.column('recoveryId').where('state', 'in', open).doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
    async find(id) {
      return (await all().where('id', '=', id).executeTakeFirst()) ?? null;
    },
    async findByPairing(pairingHash) {
      return (await all().where('pairingHash', '=', pairingHash).executeTakeFirst()) ?? null;
    },
    async newestOf(recoveryId) {
      const newest = all()
        .where('recoveryId', '=', recoveryId)
        .orderBy(sql`case when state in ${open} then 0 else 1 end`)
        .orderBy('createdAt', 'desc')
        .orderBy('id');
      return (await newest.limit(1).executeTakeFirst()) ?? null;
    },
    async move(id, from, patch) {
      const result = await db
        .updateTable('approvals')
        .set(patch)
        .where('id', '=', id)
        .where('state', '=', from)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async spendTry(id) {
      const result = await db
        .updateTable('approvals')
        .set(({ eb }) => ({ triesLeft: eb('triesLeft', '-', 1) }))
        .where('id', '=', id)
        .where('triesLeft', '>', 0)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async changedSince(since, limit) {
      const changed = all().where('updatedAt', '>=', since).orderBy('updatedAt').orderBy('id');
      return changed.limit(limit).execute();
    },
    deleteUnchanged: (before, limit) =>
      deleteSome(db, 'approvals', 'id', sql`${sql.ref('updatedAt')} < ${before}`, limit),
  };
}

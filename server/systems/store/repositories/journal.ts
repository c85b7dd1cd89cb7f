import type { Kysely } from 'kysely';
import type { JournalRows } from '../port.ts';
import type { DialectName, Schema } from '../schema.ts';

const NO_HEAD = { seq: 0, seal: '', headSeal: '' };

/** Rows are only ever added. On SQLite the transaction itself holds the one write lock, on PostgreSQL the head's row. */
export function createJournalRows(db: Kysely<Schema>, dialect: DialectName): JournalRows {
  const headRow = () => db.selectFrom('journal_head').select(['seq', 'seal', 'headSeal']).where('id', '=', 1);
  return {
    async lockHead() {
      const row = dialect === 'postgres' ? headRow().forUpdate() : headRow();
      return (await row.executeTakeFirst()) ?? NO_HEAD;
    },
    async insert(row, headSeal) {
      const head = { seq: row.seq, seal: row.seal, headSeal };
      await db.insertInto('journal').values(row).execute();
      await db
        .insertInto('journal_head')
        .values({ id: 1, ...head })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(head))
        .execute();
    },
    page(after, limit) {
      return db
        .selectFrom('journal')
        .selectAll()
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit)
        .execute();
    },
    async head() {
      return (await headRow().executeTakeFirst()) ?? NO_HEAD;
    },
  };
}

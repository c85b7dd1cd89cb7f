import type { Kysely } from 'kysely';
import type { TicketRow, TicketRows } from '../port.ts';
import type { Schema } from '../schema.ts';

export function createTicketRows(db: Kysely<Schema>): TicketRows {
  const find = async (reference: string): Promise<TicketRow | null> =>
    (await db.selectFrom('tickets').selectAll().where('reference', '=', reference).executeTakeFirst()) ??
    null;
  return {
    find,
    async open(row) {
      const opened = await db
        .insertInto('tickets')
        .values(row)
        .onConflict((conflict) => conflict.column('reference').doNothing())
        .returningAll()
        .executeTakeFirst();
      return opened ?? ((await find(row.reference)) as TicketRow);
    },
    async follow(reference, text, patch, now) {
      const result = await db
        .updateTable('tickets')
        .set(({ val, fn }) => ({
          ...patch,
          text: fn<string>('concat', ['text', val(`\n\n${text}`)]),
          updatedAt: now,
        }))
        .where('reference', '=', reference)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
  };
}

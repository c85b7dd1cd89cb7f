import type { Kysely } from 'kysely';
import type { Proofs } from '../port.ts';
import type { Schema } from '../schema.ts';

export function createProofs(db: Kysely<Schema>): Proofs {
  return {
    async add(row) {
      const result = await db
        .insertInto('proofs')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return result.numInsertedOrUpdatedRows === 1n;
    },
    async of(recoveryId) {
      return db
        .selectFrom('proofs')
        .selectAll()
        .where('recoveryId', '=', recoveryId)
        .orderBy('at')
        .orderBy('by')
        .execute();
    },
  };
}

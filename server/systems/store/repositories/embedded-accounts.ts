import { type Kysely, type Selectable, sql } from 'kysely';
import type { EmbeddedAccountRow, EmbeddedAccounts } from '../port.ts';
import type { EmbeddedAccountTable, Schema } from '../schema.ts';

export function createEmbeddedAccounts(db: Kysely<Schema>): EmbeddedAccounts {
  const all = () => db.selectFrom('embedded_accounts').selectAll();
  return {
    async insert(row) {
      await db
        .insertInto('embedded_accounts')
        .values({ ...row, ...encoded(row) })
        .execute();
    },
    async find(id) {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : decoded(row);
    },
    async findByAgentNumber(agentNumber) {
      return (await all().where('agentNumber', '=', agentNumber).orderBy('id').execute()).map(decoded);
    },
    /** Letter case does not count, as for `sAMAccountName`. */
    async findByLogin(login) {
      const row = await all().where(sql`lower(login)`, '=', login.toLowerCase()).executeTakeFirst();
      return row === undefined ? null : decoded(row);
    },
    async page(after, limit) {
      const ordered = all().orderBy('id').limit(limit);
      const rows = await (after === null ? ordered : ordered.where('id', '>', after)).execute();
      return rows.map(decoded);
    },
    async update(id, expected, patch) {
      const { disabled, exclusions, history, roles, ...plain } = patch;
      const result = await db
        .updateTable('embedded_accounts')
        .set({ ...plain, ...encoded(patch), id })
        .where('id', '=', id)
        .where('pwdLastSet', '=', expected.pwdLastSet)
        .where('keyVersion', '=', expected.keyVersion)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
    async clear() {
      await db.deleteFrom('embedded_accounts').execute();
    },
  };
}

type Coded = 'disabled' | 'exclusions' | 'history' | 'roles';
type Encoded<T> = { [K in keyof T & Coded]: EmbeddedAccountTable[K] };

/** The fields whose form in the table differs, as far as `fields` has them. */
function encoded<T extends Partial<EmbeddedAccountRow>>(fields: T): Encoded<T> {
  return {
    ...(fields.disabled === undefined ? {} : { disabled: fields.disabled ? 1 : 0 }),
    ...(fields.exclusions === undefined ? {} : { exclusions: JSON.stringify(fields.exclusions) }),
    ...(fields.history === undefined ? {} : { history: JSON.stringify(fields.history) }),
    ...(fields.roles === undefined ? {} : { roles: JSON.stringify(fields.roles) }),
  } as Encoded<T>;
}

function decoded(row: Selectable<EmbeddedAccountTable>): EmbeddedAccountRow {
  return {
    ...row,
    disabled: row.disabled !== 0,
    exclusions: JSON.parse(row.exclusions) as string[],
    history: JSON.parse(row.history) as string[],
    roles: JSON.parse(row.roles) as string[],
  };
}

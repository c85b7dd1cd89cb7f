import { type Kysely, sql } from 'kysely';
import type { DialectName, Schema } from '../schema.ts';

type Type = ReturnType<typeof sql>;

/** Further proofs, kiosks, frozen accounts, and what the embedded directory knows of a person's contacts. */
export async function proofs(db: Kysely<Schema>, dialect: DialectName): Promise<void> {
  const key = dialect === 'postgres' ? sql`text collate "C"` : sql`text`;
  await columns(db);
  await proofTables(db, key);
  await approvals(db, key);
  await freezes(db, key);
  await kiosks(db, key);
}

async function columns(db: Kysely<Schema>): Promise<void> {
  const add = (table: 'recoveries' | 'embedded_accounts', name: string, type: Type) =>
    sql`alter table ${sql.table(table)} add column ${sql.id(name)} ${type}`.execute(db);
  await add('recoveries', 'establishment', sql`text`);
  await add('recoveries', 'originClass', sql`text not null default 'other'`);
  await add('embedded_accounts', 'mobile', sql`text`);
  await add('embedded_accounts', 'mobileChangedAt', sql`bigint`);
  await add('embedded_accounts', 'privateMail', sql`text`);
  await add('embedded_accounts', 'privateMailChangedAt', sql`bigint`);
  await add('embedded_accounts', 'manager', sql`text`);
  await add('embedded_accounts', 'roles', sql`text not null default '[]'`);
  await add('embedded_accounts', 'passwordWrittenAt', sql`bigint not null default 0`);
}

async function proofTables(db: Kysely<Schema>, key: Type): Promise<void> {
  await db.schema
    .createTable('proofs')
    .addColumn('recoveryId', key, (c) => c.notNull())
    .addColumn('method', 'text', (c) => c.notNull())
    .addColumn('by', key, (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('proofs_key', ['recoveryId', 'method', 'by'])
    .execute();
  await db.schema
    .createTable('codes')
    .addColumn('recoveryId', key, (c) => c.primaryKey())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('attribute', 'text', (c) => c.notNull())
    .addColumn('masked', 'text', (c) => c.notNull())
    .addColumn('hash', key, (c) => c.notNull())
    .addColumn('triesLeft', 'integer', (c) => c.notNull())
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('expiresAt', 'bigint', (c) => c.notNull())
    .execute();
}

async function approvals(db: Kysely<Schema>, key: Type): Promise<void> {
  await db.schema
    .createTable('approvals')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('recoveryId', key, (c) => c.notNull())
    .addColumn('pairingHash', key, (c) => c.notNull().unique())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('technicianId', key)
    .addColumn('openedFrom', key)
    .addColumn('triesLeft', 'integer', (c) => c.notNull())
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('updatedAt', 'bigint', (c) => c.notNull())
    .addColumn('expiresAt', 'bigint', (c) => c.notNull())
    .execute();
  const byRecovery = db.schema.createIndex('approvals_recovery').on('approvals');
  await byRecovery.columns(['recoveryId', 'createdAt']).execute();
  await sql`create unique index approvals_open on approvals ("recoveryId") where state in ('waiting', 'calling')`.execute(
    db,
  );
  await db.schema.createIndex('approvals_updated').on('approvals').column('updatedAt').execute();
}

async function freezes(db: Kysely<Schema>, key: Type): Promise<void> {
  await db.schema
    .createTable('freezes')
    .addColumn('intentId', key, (c) => c.primaryKey())
    .addColumn('accountId', key, (c) => c.notNull())
    .addColumn('login', 'text', (c) => c.notNull())
    .addColumn('reference', key, (c) => c.notNull())
    .addColumn('since', 'bigint', (c) => c.notNull())
    .addColumn('liftedAt', 'bigint')
    .execute();
  await sql`create index freezes_active on freezes ("accountId") where "liftedAt" is null`.execute(db);
}

async function kiosks(db: Kysely<Schema>, key: Type): Promise<void> {
  await db.schema
    .createTable('kiosks')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('establishment', 'text', (c) => c.notNull())
    .addColumn('enrolHash', key, (c) => c.unique())
    .addColumn('enrolUntil', 'bigint', (c) => c.notNull())
    .addColumn('tokenHash', key, (c) => c.unique())
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('enrolledAt', 'bigint')
    .addColumn('lastSeenAt', 'bigint')
    .addColumn('revokedAt', 'bigint')
    .execute();
  await sql`create unique index kiosks_name on kiosks (lower(name)) where "revokedAt" is null`.execute(db);
}

import { type Kysely, sql } from 'kysely';
import type { DialectName, Schema } from '../schema.ts';

/** Creates every table. Text keys compare by bytes on both dialects (`collate "C"` on PostgreSQL). */
export async function initial(db: Kysely<Schema>, dialect: DialectName): Promise<void> {
  const key = dialect === 'postgres' ? sql`text collate "C"` : sql`text`;
  await people(db, key);
  await recoveries(db, key);
  await jobs(db, key);
  await journal(db);
  await limits(db, key);
  await tickets(db, dialect, key);
}

type Type = ReturnType<typeof sql>;

async function people(db: Kysely<Schema>, key: Type): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('idHash', key, (c) => c.primaryKey())
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('lastSeenAt', 'bigint', (c) => c.notNull())
    .addColumn('expiresAt', 'bigint', (c) => c.notNull())
    .addColumn('accountId', key)
    .execute();
  await db.schema.createIndex('sessions_expiry').on('sessions').column('expiresAt').execute();
  await db.schema
    .createTable('embedded_accounts')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('login', 'text', (c) => c.notNull())
    .addColumn('agentNumber', 'text', (c) => c.notNull())
    .addColumn('givenName', 'text', (c) => c.notNull())
    .addColumn('surname', 'text', (c) => c.notNull())
    .addColumn('birthName', 'text')
    .addColumn('mail', 'text')
    .addColumn('establishment', 'text')
    .addColumn('disabled', 'integer', (c) => c.notNull())
    .addColumn('accountExpiresAt', 'bigint')
    .addColumn('exclusions', 'text', (c) => c.notNull())
    .addColumn('passwordHash', 'text', (c) => c.notNull())
    .addColumn('history', 'text', (c) => c.notNull())
    .addColumn('pwdLastSet', 'text', (c) => c.notNull())
    .addColumn('keyVersion', 'bigint', (c) => c.notNull())
    .addColumn('badPasswords', 'integer', (c) => c.notNull())
    .addColumn('lockedUntil', 'bigint')
    .addColumn('policyName', 'text')
    .execute();
  await db.schema.createIndex('embedded_number').on('embedded_accounts').column('agentNumber').execute();
  await sql`create unique index embedded_login on embedded_accounts (lower(login))`.execute(db);
}

async function recoveries(db: Kysely<Schema>, key: Type): Promise<void> {
  await db.schema
    .createTable('recoveries')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('reference', key, (c) => c.notNull().unique())
    .addColumn('sessionHash', key, (c) => c.notNull())
    .addColumn('accountId', key, (c) => c.notNull())
    .addColumn('login', 'text', (c) => c.notNull())
    .addColumn('givenName', 'text', (c) => c.notNull())
    .addColumn('locked', 'integer', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('action', 'text')
    .addColumn('resets', 'integer', (c) => c.notNull())
    .addColumn('displayedAt', 'bigint')
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('doneAt', 'bigint')
    .addColumn('expiresAt', 'bigint', (c) => c.notNull())
    .execute();
  const bySession = db.schema.createIndex('recoveries_session').on('recoveries');
  await bySession.columns(['sessionHash', 'createdAt']).execute();
  await db.schema
    .createTable('intents')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('recoveryId', key)
    .addColumn('accountId', key, (c) => c.notNull())
    .addColumn('server', 'text', (c) => c.notNull())
    .addColumn('pwdLastSet', 'text', (c) => c.notNull())
    .addColumn('keyVersion', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('resolvedAt', 'bigint')
    .execute();
  await sql`create index intents_unresolved on intents ("createdAt") where state in ('open', 'unknown')`.execute(
    db,
  );
}

async function jobs(db: Kysely<Schema>, key: Type): Promise<void> {
  await db.schema
    .createTable('jobs')
    .addColumn('id', key, (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('payload', 'text', (c) => c.notNull())
    .addColumn('uniqueKey', key, (c) => c.notNull().unique())
    .addColumn('runAt', 'bigint', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('lastError', 'text')
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('leaseOwner', 'text')
    .addColumn('leaseUntil', 'bigint')
    .addColumn('finishedAt', 'bigint')
    .addColumn('buriedAt', 'bigint')
    .execute();
  await sql`create index jobs_due on jobs ("runAt") where "finishedAt" is null and "buriedAt" is null`.execute(
    db,
  );
  await sql`create index jobs_buried on jobs ("buriedAt") where "buriedAt" is not null`.execute(db);
  await sql`create index jobs_finished on jobs ("finishedAt") where "finishedAt" is not null`.execute(db);
}

async function journal(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('journal')
    .addColumn('seq', 'bigint', (c) => c.primaryKey())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('event', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('seal', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('journal_head')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('seal', 'text', (c) => c.notNull())
    .addColumn('headSeal', 'text', (c) => c.notNull())
    .execute();
  await db.insertInto('journal_head').values({ id: 1, seq: 0, seal: '', headSeal: '' }).execute();
}

async function limits(db: Kysely<Schema>, key: Type): Promise<void> {
  await db.schema
    .createTable('buckets')
    .addColumn('key', key, (c) => c.primaryKey())
    .addColumn('tokens', 'double precision')
    .addColumn('updatedAt', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('buckets_untouched').on('buckets').column('updatedAt').execute();
  await db.schema
    .createTable('leases')
    .addColumn('name', key, (c) => c.primaryKey())
    .addColumn('owner', 'text', (c) => c.notNull())
    .addColumn('until', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('probe')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
}

async function tickets(db: Kysely<Schema>, dialect: DialectName, key: Type): Promise<void> {
  const table = db.schema.createTable('tickets');
  const numbered =
    dialect === 'postgres'
      ? table.addColumn('number', 'bigint', (c) => c.generatedAlwaysAsIdentity().primaryKey())
      : table.addColumn('number', 'integer', (c) => c.autoIncrement().primaryKey());
  await numbered
    .addColumn('reference', key, (c) => c.notNull().unique())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('level', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('requesterLogin', 'text')
    .addColumn('establishment', 'text')
    .addColumn('createdAt', 'bigint', (c) => c.notNull())
    .addColumn('updatedAt', 'bigint', (c) => c.notNull())
    .execute();
}

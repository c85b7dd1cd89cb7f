import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGroupCommit } from '../../server/systems/store/group-commit.ts';
import type { Schema } from '../../server/systems/store/schema.ts';
import { sqliteDialect } from '../../server/systems/store/sqlite.ts';

let folder: string;
let db: Kysely<Schema>;
let statements: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-group-'));
  statements = [];
  db = new Kysely<Schema>({
    dialect: sqliteDialect(join(folder, 'group.db')),
    log: ({ query }) => void statements.push(query.sql),
  });
  await sql`create table parent (id integer primary key)`.execute(db);
  await sql`create table child (id integer references parent deferrable initially deferred)`.execute(db);
  statements.length = 0;
});

afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const addParent = (id: number) => async (trx: Kysely<Schema>) => {
  await sql`insert into parent values (${id})`.execute(trx);
  return id;
};
const addOrphan = async (trx: Kysely<Schema>) => {
  await sql`insert into child values (99)`.execute(trx);
};
const parents = async () => {
  const { rows } = await sql<{ id: number }>`select id from parent order by id`.execute(db);
  return rows.map(({ id }) => id);
};
const count = (text: string) => statements.filter((one) => one === text).length;
const upTo = (end: number) => Array.from({ length: end }, (_, i) => i);

describe('transactions that share a commit', () => {
  it('are committed at once when they were asked for at once', async () => {
    const transact = createGroupCommit(db);
    expect(await Promise.all(upTo(20).map((i) => transact('power', addParent(i))))).toEqual(upTo(20));
    expect(count('commit')).toBe(1);
    expect(await parents()).toEqual(upTo(20));
  });

  it('are at most 32, so that the first does not wait for all that come', async () => {
    const transact = createGroupCommit(db);
    await Promise.all(upTo(70).map((i) => transact('power', addParent(i))));
    expect(count('commit')).toBe(3);
    expect(await parents()).toEqual(upTo(70));
  });

  it('all fail with a commit that fails, and leave nothing behind', async () => {
    const transact = createGroupCommit(db);
    const together = [transact('power', addParent(1)), transact('power', addOrphan)];
    const outcomes = await Promise.allSettled(together);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await parents()).toEqual([]);
    expect(await transact('power', addParent(2))).toBe(2);
    expect(await parents()).toEqual([2]);
  });

  it('wait for the disk as soon as one of them must outlive a power cut', async () => {
    const transact = createGroupCommit(db);
    await Promise.all([transact('process', addParent(1)), transact('power', addParent(2))]);
    expect(count('pragma synchronous = normal')).toBe(0);
    const light = transact('process', (trx) => {
      void transact('power', addParent(4));
      return addParent(3)(trx);
    });
    await light;
    await transact('power', addParent(5));
    const [normal, , , , full] = statements.slice(statements.indexOf('pragma synchronous = normal'));
    expect([normal, full]).toEqual(['pragma synchronous = normal', 'pragma synchronous = full']);
    expect(await parents()).toEqual([1, 2, 3, 4, 5]);
  });

  it('goes on after a first member that fails', async () => {
    const transact = createGroupCommit(db);
    const oops = new Error('oops');
    const failing = transact('power', async () => Promise.reject(oops));
    const next = transact('power', addParent(1));
    await expect(failing).rejects.toBe(oops);
    expect(await next).toBe(1);
  });
});

import { setImmediate as turn } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

type Outlives = 'power' | 'process';
type Work<T> = (db: Kysely<Schema>) => Promise<T>;

interface Member {
  readonly outlives: Outlives;
  run(db: Kysely<Schema>): Promise<void>;
  commit(): void;
  fail(error: unknown): void;
}

/** So many transactions at most share one commit: whoever came first does not wait for all who come later. */
const MEMBERS = 32;

/**
 * Transactions on SQLite's one connection, one after the other. Those that wait while another runs join it and share
 * its commit, for the wait for the disk is most of what a transaction costs. Each has its own savepoint, so one that
 * fails takes nothing of the others with it; none resolves before the commit that holds it has succeeded.
 */
export function createGroupCommit(db: Kysely<Schema>) {
  const waiting: Member[] = [];
  let draining = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      // Requests that have arrived together ask for their transactions within this turn of the event loop.
      await turn();
      await db
        .connection()
        .execute(group)
        .catch((error: unknown) => {
          // No connection: nobody who waits could get one.
          for (const member of waiting.splice(0)) member.fail(error);
        });
    }
    draining = false;
  }

  /** How a commit is synchronised is set before the transaction begins, on the connection that it then keeps. */
  async function group(connection: Kysely<Schema>): Promise<void> {
    const light = waiting.every(({ outlives }) => outlives === 'process');
    if (!light) return together(connection, () => waiting.shift());
    await sql`pragma synchronous = normal`.execute(connection);
    try {
      await together(connection, () => (waiting[0]?.outlives === 'process' ? waiting.shift() : undefined));
    } finally {
      await sql`pragma synchronous = full`.execute(connection);
    }
  }

  return <T>(outlives: Outlives, work: Work<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      waiting.push(memberOf(outlives, work, resolve, reject));
      if (draining) return;
      draining = true;
      void drain();
    });
}

function memberOf<T>(
  outlives: Outlives,
  work: Work<T>,
  resolve: (result: T) => void,
  fail: (error: unknown) => void,
): Member {
  let commit = () => {};
  return {
    outlives,
    async run(db) {
      const result = await work(db);
      commit = () => resolve(result);
    },
    commit: () => commit(),
    fail,
  };
}

/** One transaction of all that `next` gives. Every member is settled when it ends; it never rejects. */
async function together(db: Kysely<Schema>, next: () => Member | undefined): Promise<void> {
  const joined: Member[] = [];
  try {
    await begin(db).catch((error: unknown) => {
      next()?.fail(error);
      throw error;
    });
    while (joined.length < MEMBERS) {
      const member = next();
      if (member === undefined) break;
      joined.push(member);
      // The first needs no savepoint: before it there is nothing to keep.
      await (joined.length === 1 ? member.run(db) : apart(db, member));
    }
    await sql`commit`.execute(db);
    for (const member of joined) member.commit();
  } catch (error) {
    // SQLite has already rolled back by itself after a full disk or an I/O error; then there is nothing to undo.
    await sql`rollback`.execute(db).catch(() => undefined);
    for (const member of joined) member.fail(error);
  }
}

const begin = (db: Kysely<Schema>) => sql`begin immediate`.execute(db);

/** Undoes a member that fails, and it alone. Rejects when that cannot be done: then all are undone. */
async function apart(db: Kysely<Schema>, member: Member): Promise<void> {
  await sql`savepoint member`.execute(db);
  try {
    await member.run(db);
  } catch (error) {
    member.fail(error);
    await sql`rollback to member`.execute(db);
  }
  await sql`release member`.execute(db);
}

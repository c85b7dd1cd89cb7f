import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { JobRow, Jobs, Millis } from '../port.ts';
import type { DialectName, JobTable, Schema } from '../schema.ts';
import { deleteSome } from './delete-some.ts';

/** A job is waiting until it is finished or buried; while leased it belongs to one owner. */
export function createJobs(db: Kysely<Schema>, dialect: DialectName): Jobs {
  const end = (id: string, owner: string, outcome: Partial<JobTable>) => endAttempt(db, id, owner, outcome);
  return {
    async enqueue({ kind, payload, runAt, uniqueKey, now }) {
      const row = { id: randomUUID(), kind, payload, uniqueKey, runAt, attempts: 0, createdAt: now };
      await db
        .insertInto('jobs')
        .values(row)
        .onConflict((conflict) => conflict.column('uniqueKey').doNothing())
        .execute();
    },
    claim: (options) => claim(db, dialect, options),
    complete: (id, owner, now) => end(id, owner, { finishedAt: now, lastError: null }),
    retry: (id, owner, runAt, error) => end(id, owner, { runAt, lastError: error }),
    bury: (id, owner, now, error) => end(id, owner, { buriedAt: now, lastError: error }),
    postpone: (id, owner, runAt) => end(id, owner, { runAt, attempts: 0, lastError: null }),
    async hasten(kind, latest, now) {
      const result = await db
        .updateTable('jobs')
        .set({ runAt: now, leaseOwner: null, leaseUntil: null })
        .where('kind', '=', kind)
        .where('finishedAt', 'is', null)
        .where('buriedAt', 'is', null)
        .where((e) =>
          e.or([e.and([e('runAt', '>', latest), e('leaseUntil', 'is', null)]), e('leaseUntil', '>', latest)]),
        )
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
    async depth() {
      const waiting = await db
        .selectFrom('jobs')
        .select((e) => [e.fn.countAll<number>().as('count'), e.fn.min<number | null>('runAt').as('oldest')])
        .where('finishedAt', 'is', null)
        .where('buriedAt', 'is', null)
        .executeTakeFirstOrThrow();
      const buried = await db
        .selectFrom('jobs')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('buriedAt', 'is not', null)
        .executeTakeFirstOrThrow();
      return { waiting: waiting.count, buried: buried.count, oldestRunAt: waiting.oldest };
    },
    deleteFinished: (before, limit) =>
      deleteSome(db, 'jobs', 'id', sql`${sql.ref('finishedAt')} < ${before}`, limit),
  };
}

interface Claim {
  readonly owner: string;
  readonly now: Millis;
  readonly leaseUntil: Millis;
  readonly limit: number;
}

/** `due` is evaluated once (it locks rows), so a concurrent claimer skips what this one has seen. */
async function claim(db: Kysely<Schema>, dialect: DialectName, options: Claim): Promise<readonly JobRow[]> {
  const rows = await db
    .with('due', (cte) => {
      const due = cte
        .selectFrom('jobs')
        .select('id')
        .where('finishedAt', 'is', null)
        .where('buriedAt', 'is', null)
        .where('runAt', '<=', options.now)
        .where((e) => e.or([e('leaseUntil', 'is', null), e('leaseUntil', '<=', options.now)]))
        .orderBy('runAt')
        .limit(options.limit);
      return dialect === 'postgres' ? due.forUpdate().skipLocked() : due;
    })
    .updateTable('jobs')
    .set({ leaseOwner: options.owner, leaseUntil: options.leaseUntil, attempts: sql`attempts + 1` })
    .where('id', 'in', (e) => e.selectFrom('due').select('id'))
    .returning(['id', 'kind', 'payload', 'runAt', 'attempts', 'lastError'])
    .execute();
  return rows.sort((a, b) => a.runAt - b.runAt);
}

/** Only the owner of the lease may end the attempt; a job that somebody else has taken since is left alone. */
async function endAttempt(
  db: Kysely<Schema>,
  id: string,
  owner: string,
  outcome: Partial<JobTable>,
): Promise<boolean> {
  const result = await db
    .updateTable('jobs')
    .set({ ...outcome, leaseOwner: null, leaseUntil: null })
    .where('id', '=', id)
    .where('leaseOwner', '=', owner)
    .where('finishedAt', 'is', null)
    .where('buriedAt', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

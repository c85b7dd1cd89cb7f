import type { Kysely } from 'kysely';
import type { Repositories } from '../port.ts';
import type { DialectName, Schema } from '../schema.ts';
import { createApprovals } from './approvals.ts';
import { createBuckets } from './buckets.ts';
import { createCodes } from './codes.ts';
import { createEmbeddedAccounts } from './embedded-accounts.ts';
import { createFreezes } from './freezes.ts';
import { createIntents } from './intents.ts';
import { createJobs } from './jobs.ts';
import { createJournalRows } from './journal.ts';
import { createKiosks } from './kiosks.ts';
import { createLeases } from './leases.ts';
import { createProofs } from './proofs.ts';
import { createRecoveries } from './recoveries.ts';
import { createSessions } from './sessions.ts';
import { createTicketRows } from './tickets.ts';

type Around = <T>(run: () => Promise<T>) => Promise<T>;
type Method = (...parameters: unknown[]) => Promise<unknown>;

const makers: {
  readonly [K in keyof Repositories]: (db: Kysely<Schema>, dialect: DialectName) => Repositories[K];
} = {
  sessions: createSessions,
  recoveries: createRecoveries,
  intents: createIntents,
  jobs: createJobs,
  journal: createJournalRows,
  buckets: createBuckets,
  leases: createLeases,
  tickets: createTicketRows,
  embeddedAccounts: createEmbeddedAccounts,
  proofs: createProofs,
  codes: createCodes,
  approvals: createApprovals,
  freezes: createFreezes,
  kiosks: createKiosks,
};
const names = Object.keys(makers) as (keyof Repositories)[];

/**
 * Every repository over one database or one transaction, with `around` about every call. Each is made when it is
 * first asked for: a transaction uses two or three.
 */
export function createRepositories(db: Kysely<Schema>, dialect: DialectName, around: Around): Repositories {
  const made: Partial<Record<keyof Repositories, object>> = {};
  const all = {};
  for (const name of names) {
    const get = () => {
      made[name] ??= guarded(makers[name](db, dialect), around);
      return made[name];
    };
    Object.defineProperty(all, name, { get, enumerable: true });
  }
  return all as Repositories;
}

/** The same repository with `around` about every call. */
function guarded(repository: object, around: Around): object {
  const wrapped: Record<string, Method> = {};
  for (const [name, method] of Object.entries(repository as Record<string, Method>)) {
    wrapped[name] = (...parameters) => around(() => method(...parameters));
  }
  return wrapped;
}

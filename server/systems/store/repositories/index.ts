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

/** Every repository over one database or one transaction. */
export function createRepositories(db: Kysely<Schema>, dialect: DialectName): Repositories {
  return {
    sessions: createSessions(db),
    recoveries: createRecoveries(db),
    intents: createIntents(db),
    jobs: createJobs(db, dialect),
    journal: createJournalRows(db, dialect),
    buckets: createBuckets(db, dialect),
    leases: createLeases(db),
    tickets: createTicketRows(db),
    embeddedAccounts: createEmbeddedAccounts(db),
    proofs: createProofs(db),
    codes: createCodes(db),
    approvals: createApprovals(db),
    freezes: createFreezes(db),
    kiosks: createKiosks(db),
  };
}

import type { Kysely } from 'kysely';
import type { DialectName, Schema } from '../schema.ts';
import { initial } from './0001-initial.ts';
import { proofs } from './0002-proofs.ts';

/** One step of the schema. Steps are only ever added; one that has been released is never edited. */
export type Migration = (db: Kysely<Schema>, dialect: DialectName) => Promise<void>;

/** In the order in which they run. */
export const migrations: readonly { readonly name: string; readonly up: Migration }[] = [
  { name: '0001-initial', up: initial },
  { name: '0002-proofs', up: proofs },
];

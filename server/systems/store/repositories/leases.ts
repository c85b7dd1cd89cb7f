import type { Kysely } from 'kysely';
import type { Leases } from '../port.ts';
import type { Schema } from '../schema.ts';

/** A lease that ends later than anybody's clock could mean was taken while a clock was wrong: nobody holds it. */
const CLOCK_SKEW_MS = 300_000;

export function createLeases(db: Kysely<Schema>): Leases {
  return {
    /** One statement decides and takes, so two nodes cannot both find the lease free. */
    async acquire(name, owner, now, until) {
      const taken = await db
        .insertInto('leases')
        .values({ name, owner, until })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ owner, until })
            .where((e) =>
              e.or([
                e('leases.until', '<=', now),
                e('leases.until', '>', until + CLOCK_SKEW_MS),
                e('leases.owner', '=', owner),
              ]),
            ),
        )
        .returning('name')
        .execute();
      return taken.length === 1;
    },
    async release(name, owner) {
      await db.deleteFrom('leases').where('name', '=', name).where('owner', '=', owner).execute();
    },
  };
}

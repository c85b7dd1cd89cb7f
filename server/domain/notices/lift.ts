import type { FreezeRow, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';

export interface LiftDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly journal: Journal;
}

/**
 * Gives self-service back to the agent of a login, in any case of letters, or of an objectGUID. Returns the freezes
 * that were lifted; empty when the agent was not frozen.
 */
export async function liftFreezes(
  { store, clock, journal }: LiftDeps,
  actor: Actor,
  login: string,
): Promise<readonly FreezeRow[]> {
  const wanted = login.trim().toLowerCase();
  const found = (await store.freezes.active()).filter(
    (freeze) => freeze.login.toLowerCase() === wanted || freeze.accountId.toLowerCase() === wanted,
  );
  await store.transaction(async (unit) => {
    for (const accountId of new Set(found.map((freeze) => freeze.accountId))) {
      const lifted = await unit.freezes.lift(accountId, clock.now());
      if (lifted === 0) continue;
      await journal.append(unit, {
        event: 'freeze-lifted',
        actor,
        subject: accountId,
        reference: found.find((freeze) => freeze.accountId === accountId)?.reference ?? null,
        details: { freezes: lifted },
      });
    }
  });
  return found;
}

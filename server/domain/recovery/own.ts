import { Failure } from '../../../app/shared/failure.ts';
import type { RecoveryRow, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';

/** How long a request may rest between two steps. */
export const idleMillis = 15 * 60_000;
/** A session that seems to begin later than this from now was made by a clock that has been put right since. */
const clockSkewMillis = 5 * 60_000;

/** The way to the one request that a browser session holds; every step goes through it. */
export function createOwnRequest({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
  /** The open request of the actor's session; `recovery-not-found` when there is none, or it rested too long. */
  async function own(actor: Actor): Promise<RecoveryRow> {
    const [session, row] = await Promise.all([
      store.sessions.find(actor.sessionHash),
      store.recoveries.findBySession(actor.sessionHash),
    ]);
    const now = clock.now();
    const live = session && session.expiresAt >= now && session.createdAt <= now + clockSkewMillis;
    if (!row || !live || row.expiresAt < now || row.state === 'ended') {
      throw new Failure('recovery-not-found');
    }
    return row;
  }

  return {
    own,
    /** The same while a further proof is missing; `recovery-already-done` once it is given. */
    async proving(actor: Actor): Promise<RecoveryRow> {
      const row = await own(actor);
      if (row.state !== 'proving') throw new Failure('recovery-already-done');
      return row;
    },
  };
}

export type OwnRequest = ReturnType<typeof createOwnRequest>;

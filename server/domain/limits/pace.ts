import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../../app/shared/failure.ts';

/** Of one network at once; one more is asked to come back, which costs neither side anything. */
const maxOfNetwork = 100;
/** Of one session at once: a second press is human, a fourth is a machine that would take its neighbours' places. */
const maxOfSession = 3;
const comeBackSeconds = 5;

export interface Sleeper {
  readonly network: string;
  readonly session: string;
}

interface PaceDeps {
  readonly sleep?: (millis: number, signal: AbortSignal) => Promise<unknown>;
}

/**
 * Holds tries of a network that fails too often. Who sleeps here holds no transaction and no place at the directory,
 * and there are never more sleepers than the bounds allow: beyond them a try fails `directory-busy`.
 */
export function createPace({ sleep = (ms, signal) => wait(ms, undefined, { signal }) }: PaceDeps = {}) {
  const sleeping = new Map<string, string[]>();

  function assertRoom({ network, session }: Sleeper): void {
    const sessions = sleeping.get(network) ?? [];
    const own = sessions.filter((each) => each === session).length;
    if (sessions.length >= maxOfNetwork || own >= maxOfSession)
      throw new Failure('directory-busy', { retryAfterSeconds: comeBackSeconds });
  }

  function leave({ network, session }: Sleeper): void {
    const sessions = sleeping.get(network) ?? [];
    sessions.splice(sessions.indexOf(session), 1);
    if (sessions.length === 0) sleeping.delete(network);
  }

  return {
    /** To be asked before any work: a network without room is turned away for nothing but this look. */
    assertRoom,
    /** `directory-busy` when there is no room, or when `signal` aborts first. */
    async hold(sleeper: Sleeper, millis: number, signal: AbortSignal): Promise<void> {
      assertRoom(sleeper);
      sleeping.set(sleeper.network, [...(sleeping.get(sleeper.network) ?? []), sleeper.session]);
      try {
        await sleep(millis, signal);
      } catch (cause) {
        throw new Failure('directory-busy', { cause, retryAfterSeconds: comeBackSeconds });
      } finally {
        leave(sleeper);
      }
    },
    /** How many sleep now, of all networks. */
    sleepers: () => [...sleeping.values()].reduce((sum, sessions) => sum + sessions.length, 0),
  };
}

export type Pace = ReturnType<typeof createPace>;

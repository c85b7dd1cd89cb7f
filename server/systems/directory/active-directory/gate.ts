import { Failure } from '../../../../app/shared/failure.ts';

/**
 * Lets `atOnce` calls through, makes up to `queue` wait in order and refuses the rest with `directory-busy`.
 * A waiting call whose signal aborts leaves the queue with `directory-unavailable`; it has not touched anything.
 */
export function createGate({ atOnce, queue }: { readonly atOnce: number; readonly queue: number }) {
  let running = 0;
  const waiting = new Set<() => void>();

  function turn(signal: AbortSignal): Promise<void> | void {
    if (signal.aborted) throw new Failure('directory-unavailable');
    if (running < atOnce) {
      running += 1;
      return;
    }
    if (waiting.size >= queue) throw new Failure('directory-busy', { retryAfterSeconds: 5 });
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        waiting.delete(enter);
        reject(new Failure('directory-unavailable'));
      };
      const enter = () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      waiting.add(enter);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Hands the place over to the next in the queue, so that nobody overtakes it. */
  function leave(): void {
    const [next] = waiting;
    if (!next) {
      running -= 1;
      return;
    }
    waiting.delete(next);
    next();
  }

  return async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    await turn(signal);
    try {
      return await work();
    } finally {
      leave();
    }
  };
}

import { Failure } from '../../../../app/shared/failure.ts';

/**
 * Lets at most `limit` works run at once and at most `maxWaiting` wait; one more fails with `directory-busy`.
 * A work that waits gives up its place when `signal` aborts (`directory-unavailable`).
 */
export function createGate({ limit, maxWaiting }: { readonly limit: number; readonly maxWaiting: number }) {
  let running = 0;
  const waiting: (() => void)[] = [];

  function enter(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(new Failure('directory-unavailable'));
    if (running < limit) {
      running += 1;
      return Promise.resolve();
    }
    if (waiting.length >= maxWaiting)
      return Promise.reject(new Failure('directory-busy', { retryAfterSeconds: 10 }));
    return new Promise((resolve, reject) => {
      const admit = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(admit), 1);
        reject(new Failure('directory-unavailable'));
      };
      waiting.push(admit);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  return async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    await enter(signal);
    try {
      return await work();
    } finally {
      // The place goes straight to the next in line, so `running` never passes `limit`.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

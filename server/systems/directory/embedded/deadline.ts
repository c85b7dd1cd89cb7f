import { Failure, failureCode } from '../../../../app/shared/failure.ts';

/** Where a call stands: once a write is sent, its end is unknown until the store has answered. */
export interface Progress {
  /** Declares that the next thing is a write; fails with `directory-unavailable` when the call has already ended. */
  sending(): void;
  /** Declares that the store has answered. */
  answered(): void;
}

function portFailure(error: unknown, sent: boolean): Failure {
  const code = failureCode(error);
  if (sent) return new Failure('directory-outcome-unknown', { cause: error });
  if (code !== null && !code.startsWith('store-')) return error as Failure;
  return new Failure('directory-unavailable', { cause: error });
}

/**
 * Runs one call of the port: it ends when `signal` aborts, nothing is written after that, and whatever goes wrong
 * leaves as one of the port's failures (`directory-outcome-unknown` between `sending` and `answered`).
 */
export async function withinSignal<T>(
  signal: AbortSignal,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  let sent = false;
  const progress: Progress = {
    sending() {
      if (signal.aborted) throw new Failure('directory-unavailable');
      sent = true;
    },
    answered() {
      sent = false;
    },
  };
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(new Failure('directory-unavailable'));
  if (signal.aborted) throw new Failure('directory-unavailable');
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work(progress), aborted.promise]);
  } catch (error) {
    throw portFailure(error, sent);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

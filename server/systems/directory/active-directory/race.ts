import { wireError } from './wire-error.ts';

export interface Patience {
  readonly signal: AbortSignal;
  readonly ms: number;
  /** What the wait ends with. */
  readonly kind: 'not-sent' | 'no-answer';
}

/**
 * Waits for `work` until the time is over or the signal aborts; ldapts knows neither. `abandon` then takes whatever
 * `work` holds out of use, because it goes on by itself.
 */
export function race<T>(work: Promise<T>, { signal, ms, kind }: Patience, abandon: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const give = (what: string, details: { aborted: true } | { timedOut: true }) => {
      settle();
      abandon();
      reject(wireError(kind, what, details));
    };
    const onAbort = () => give('the caller stopped waiting', { aborted: true });
    const timer = setTimeout(() => give(`no answer within ${ms} ms`, { timedOut: true }), ms);
    signal.addEventListener('abort', onAbort, { once: true });
    work.finally(settle).then(resolve, reject);
    if (signal.aborted) onAbort();
  });
}

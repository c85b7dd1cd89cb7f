import type { Estimate, Term } from '../shared/password/strength.ts';
import type { StrengthAnswer, StrengthQuestion } from '../shared/password/strength-worker.ts';

export interface Estimates {
  /** Asks for an estimate; a newer question takes the place of one that still waits. */
  ask(password: string, terms: readonly Term[]): void;
}

/**
 * Estimates by a worker of their own, one at a time: what was typed meanwhile is asked when the worker is free.
 * Where no worker can be had no answer ever comes, and the strength is checked on saving; `failed` is called when it
 * breaks later.
 */
export function createEstimates(
  answered: (password: string, estimate: Estimate) => void,
  failed: () => void,
): Estimates {
  let waiting: StrengthQuestion | null = null;
  let asked: StrengthQuestion | null = null;
  let ready = false;
  let id = 0;
  let worker: Worker | null = null;

  const next = () => {
    if (!ready || asked !== null || waiting === null) return;
    asked = waiting;
    waiting = null;
    worker?.postMessage(asked);
  };

  try {
    worker = new Worker(new URL('../shared/password/strength-worker.ts', import.meta.url), {
      type: 'module',
    });
    worker.onmessage = ({ data }: MessageEvent<StrengthAnswer>) => {
      if ('ready' in data) ready = true;
      else if (asked?.id === data.id) {
        const { password } = asked;
        asked = null;
        answered(password, data.estimate);
      }
      next();
    };
    worker.onerror = () => {
      ready = false;
      failed();
    };
  } catch {
    worker = null;
  }

  return {
    ask(password, terms) {
      id += 1;
      waiting = { id, password, terms };
      next();
    },
  };
}

import { failure } from './fr/failure.ts';

/** The source of every message. English must have the same keys or it does not compile (see `index.ts`). */
export const fr = { failure };

export type FailureCode = keyof typeof failure;

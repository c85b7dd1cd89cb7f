import type { FailureCode } from '../i18n/fr.ts';
import type { Judgement } from './password/in-force.ts';

/**
 * The one failure of the whole program. `code` is a key of the messages' `failure` part, so a failure that nobody
 * translated does not compile. Compare codes, never classes: two builds are two module graphs and `instanceof` lies.
 */
export class Failure extends Error {
  readonly code: FailureCode;
  /** Seconds until another try makes sense; null where waiting does not help. */
  readonly retryAfterSeconds: number | null;
  /** Of a refused new password: by which rules, and what stands against it. Holds parts of the password: never logged. */
  readonly judgement: Judgement | null;

  constructor(
    code: FailureCode,
    options: { cause?: unknown; retryAfterSeconds?: number; judgement?: Judgement } = {},
  ) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.judgement = options.judgement ?? null;
  }
}

/** The failure code of anything caught; null for an error that is not a `Failure`. */
export function failureCode(error: unknown): FailureCode | null {
  const named = error as { name?: unknown; code?: unknown } | null;
  return named?.name === 'Failure' && typeof named.code === 'string' ? (named.code as FailureCode) : null;
}

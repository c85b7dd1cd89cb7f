import { type HeadersArgs, json, redirect } from '@remix-run/node';
import type { FailureCode } from './i18n/fr.ts';
import { failureCode } from './shared/failure.ts';

/**
 * The status of every failure. 422: what was asked is refused, whatever the reason, so that refusals look alike.
 * 409: the world changed in between. 503: something outside does not answer, and waiting helps.
 */
const statuses: Readonly<Record<FailureCode, number>> = {
  'input-malformed': 400,
  'input-too-large': 413,
  'input-type': 415,
  'origin-foreign': 403,
  'form-expired': 403,
  'page-not-found': 404,
  'method-not-allowed': 405,
  'too-many-tries': 429,
  'identification-refused': 422,
  'recovery-not-found': 404,
  'recovery-already-done': 409,
  'recovery-needs-help-desk': 422,
  'account-changed': 409,
  'unlock-not-possible': 422,
  'sign-in-refused': 422,
  'account-unavailable': 422,
  'password-too-short': 422,
  'password-complexity': 422,
  'password-history': 422,
  'password-too-young': 422,
  'password-policy': 422,
  'password-wrong-old': 422,
  'account-locked': 422,
  'directory-unavailable': 503,
  'directory-busy': 503,
  'directory-moved': 409,
  'directory-forbidden': 422,
  'directory-outcome-unknown': 503,
  'directory-refused': 422,
  'store-unavailable': 503,
  'store-misuse': 500,
  'messages-unavailable': 503,
  'tickets-unavailable': 503,
  'deadline-passed': 503,
  internal: 500,
};

/** Seconds that a 503 asks to wait when the failure itself does not say. */
const patience = 30;

export interface Caught {
  readonly code: FailureCode;
  readonly status: number;
  /** Seconds until another try makes sense; null where waiting does not help. */
  readonly retryAfterSeconds: number | null;
}

export function statusOf(code: FailureCode): number {
  return statuses[code];
}

/** What a page must know of a failure. Anything that is not a `Failure` is thrown again. */
export function caught(error: unknown): Caught {
  const code = failureCode(error);
  if (code === null) throw error;
  const asked = (error as { retryAfterSeconds?: number | null }).retryAfterSeconds ?? null;
  const status = statusOf(code);
  return { code, status, retryAfterSeconds: asked ?? (status === 503 ? patience : null) };
}

/** An answer with the status of a failure and, where waiting helps, Retry-After (RFC 9110 §10.2.3). */
export function answerWith<T>(data: T, failure: Pick<Caught, 'status' | 'retryAfterSeconds'>) {
  const headers = new Headers();
  if (failure.retryAfterSeconds !== null) headers.set('Retry-After', String(failure.retryAfterSeconds));
  return json(data, { status: failure.status, headers });
}

/** Runs a loader; a failure of it becomes the portal's failure page instead of an unexpected error. */
export async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Response) throw error;
    const failure = caught(error);
    throw answerWith({ code: failure.code }, failure);
  }
}

/** See Other (RFC 9110 §15.4.4), to a page of the portal. */
export function seeOther(path: string): Response {
  return redirect(path, 303);
}

/** Every route's `headers`: the action's, loader's or failure's own reach the document. */
export function documentHeaders({ actionHeaders, errorHeaders, loaderHeaders }: HeadersArgs): Headers {
  const headers = new Headers();
  for (const source of [loaderHeaders, actionHeaders, errorHeaders]) {
    const retryAfter = source?.get('Retry-After');
    if (retryAfter) headers.set('Retry-After', retryAfter);
  }
  return headers;
}

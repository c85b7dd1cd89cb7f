import { type HeadersArgs, json, redirect } from '@remix-run/node';
import type { FailureCode } from './i18n/fr.ts';
import { failureCode } from './shared/failure.ts';
import { statusOf } from './shared/failure-status.ts';

/** Seconds that a 503 asks to wait when the failure itself does not say. */
const patience = 30;

export interface Caught {
  readonly code: FailureCode;
  readonly status: number;
  /** Seconds until another try makes sense; null where waiting does not help. */
  readonly retryAfterSeconds: number | null;
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

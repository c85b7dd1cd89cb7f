import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { FailureCode } from '../../app/i18n/fr.ts';
import { statusOf } from '../../app/shared/failure-status.ts';
import type { PublicSettings } from '../config/public-settings.ts';
import { lastResortPage } from './last-resort.ts';
import type { PageHeaders } from './security-headers.ts';

/** Every request ends within this, event streams aside (docs/security.md, I5). */
const deadlineMillis = 10_000;
/** Kept back for sending the page that says so. */
const reserveMillis = 200;
/** Requests under way at once; one more gets 503 before any work. */
const maxInFlight = 500;

interface GuardDeps {
  readonly settings: PublicSettings;
  readonly pageHeaders: PageHeaders;
  readonly log: Logger;
}

/**
 * Runs the work of a request so that the browser always gets an answer in time: whatever hangs, whatever nobody
 * expected, however many come at once.
 */
export function createGuard({ settings, pageHeaders, log }: GuardDeps) {
  let inFlight = 0;

  function lastResort(code: FailureCode): Response {
    const nonce = randomUUID();
    const headers = new Headers({ 'Content-Type': 'text/html; charset=utf-8', 'Retry-After': '30' });
    pageHeaders(headers, nonce);
    return new Response(lastResortPage(settings, nonce), { status: statusOf(code), headers });
  }

  function unexpected(error: unknown): Response {
    const { name, code, stack } = error as NodeJS.ErrnoException;
    log.error({ name, code, stack }, 'request failed');
    return lastResort('internal');
  }

  return async (work: () => Promise<Response>): Promise<Response> => {
    if (inFlight >= maxInFlight) return lastResort('directory-busy');
    inFlight += 1;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Response>((resolve) => {
      timer = setTimeout(() => resolve(lastResort('deadline-passed')), deadlineMillis - reserveMillis);
    });
    try {
      return await Promise.race([work(), late]);
    } catch (error) {
      return unexpected(error);
    } finally {
      clearTimeout(timer);
      inFlight -= 1;
    }
  };
}

import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { FailureCode } from '../../app/i18n/fr.ts';
import { failureCode } from '../../app/shared/failure.ts';
import { statusOf } from '../../app/shared/failure-status.ts';
import type { PublicSettings } from '../config/public-settings.ts';
import { lastResortPage } from './last-resort.ts';
import { createSeats, type Seat, type Seats } from './seats.ts';
import type { PageHeaders } from './security-headers.ts';

/** Every request ends within this, event streams aside (docs/security.md, I5). */
const deadlineMillis = 10_000;
/** Kept back for sending the page that says so. */
const reserveMillis = 200;

/** Runs the work of one request from the address that it really comes from, under the guard. */
export type Guarded = (
  request: Request,
  remoteAddress: string,
  work: (address: string, seat: Seat) => Promise<Response>,
) => Promise<Response>;

interface GuardDeps {
  readonly settings: PublicSettings;
  readonly pageHeaders: PageHeaders;
  readonly log: Logger;
  readonly seats?: Seats;
}

/**
 * Runs the work of a request so that the browser always gets an answer in time: whatever hangs, whatever nobody
 * expected, however many come at once. The work knows its seat, and may give it up with `directory-busy`.
 */
export function createGuard({ settings, pageHeaders, log, seats = createSeats() }: GuardDeps) {
  function lastResort(code: FailureCode): Response {
    const nonce = randomUUID();
    const headers = new Headers({ 'Content-Type': 'text/html; charset=utf-8', 'Retry-After': '30' });
    pageHeaders(headers, nonce);
    return new Response(lastResortPage(settings, nonce), { status: statusOf(code), headers });
  }

  function unexpected(error: unknown): Response {
    if (failureCode(error) === 'directory-busy') return lastResort('directory-busy');
    const { name, code, stack } = error as NodeJS.ErrnoException;
    log.error({ name, code, stack }, 'request failed');
    return lastResort('internal');
  }

  return async (holder: string, work: (seat: Seat) => Promise<Response>): Promise<Response> => {
    const seat = seats.take(holder);
    if (seat === null) return lastResort('directory-busy');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Response>((resolve) => {
      timer = setTimeout(() => resolve(lastResort('deadline-passed')), deadlineMillis - reserveMillis);
    });
    try {
      return await Promise.race([work(seat), late]);
    } catch (error) {
      return unexpected(error);
    } finally {
      clearTimeout(timer);
      seat.leave();
    }
  };
}

import { randomUUID } from 'node:crypto';
import { failureCode } from '../../app/shared/failure.ts';
import { statusOf } from '../../app/shared/failure-status.ts';
import type { Container } from '../container.ts';
import type { ApprovalStatus } from '../domain/approvals/requests.ts';
import { createAnswerHeaders } from './answer-headers.ts';
import type { HttpApp } from './bindings.ts';
import { assertOwnOrigin, createFormTokens } from './cross-site.ts';
import type { Guarded } from './guard.ts';
import type { OriginOf } from './origin.ts';
import { fixedHeaders } from './security-headers.ts';
import { createSessions } from './session.ts';
import { createStreamCaps, defaultStreamLimits, type StreamLimits } from './stream-caps.ts';

/** Keeps proxies from closing a quiet connection, and finds clients that are gone. */
const heartbeatMillis = 20_000;
/** What a browser waits before it opens a lost stream again. */
const retryMillis = 3_000;

export interface EventsDeps {
  readonly container: Container;
  readonly originOf: OriginOf;
  readonly guarded: Guarded;
  readonly limits?: StreamLimits;
}

const headers = {
  ...fixedHeaders,
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  // A proxy that collects what it passes on would keep the news to itself.
  'X-Accel-Buffering': 'no',
  // The connection is for this stream: once it ends, a stop has nothing left to wait for.
  Connection: 'close',
} as const;

/** A browser opens a stream again unless the answer is something other than 200 (HTML, 9.2). */
const refused = (status: number) =>
  new Response(null, {
    status,
    headers: {
      ...fixedHeaders,
      'Cache-Control': 'no-store',
      ...(status === 503 ? { 'Retry-After': '5' } : {}),
    },
  });

/**
 * `GET /recover/phone/events`: tells the waiting page that the state of its approval has changed, and nothing else; the
 * page then asks for itself again. What leads to the stream runs under the guard of every request, the stream itself
 * does not: it ends when the approval does, when it expires, when the client leaves and when the portal stops.
 */
export function mountEvents(
  app: HttpApp,
  { container, originOf, guarded, limits = defaultStreamLimits }: EventsDeps,
): void {
  const { settings, keys, clock, store, services, approvalWatch, log } = container;
  const secure = settings.origins[0].startsWith('https:');
  const sessions = createSessions({
    store,
    clock,
    tokenOf: createFormTokens(keys.formToken).tokenOf,
    secure,
  });
  const caps = createStreamCaps(limits);

  async function actorOf(request: Request, address: string) {
    const answer = createAnswerHeaders();
    const origin = await originOf(address, request.headers, answer);
    const cookieHeader = request.headers.get('cookie');
    const facts = { cookieHeader, origin, requestId: randomUUID(), answer };
    return sessions.open(facts).actor;
  }

  /** The stream of one waiting page. `release` gives its place back, however it ends. */
  function stream(status: ApprovalStatus, release: () => void): ReadableStream<Uint8Array> {
    const text = new TextEncoder();
    let end = () => {};
    return new ReadableStream({
      start(controller) {
        const send = (lines: string) => controller.enqueue(text.encode(lines));
        const beat = setInterval(() => send(': still here\n\n'), heartbeatMillis);
        let unwatch = () => {};
        end = () => {
          clearInterval(beat);
          unwatch();
          release();
        };
        const close = () => {
          end();
          controller.close();
        };
        send(`retry: ${retryMillis}\n\nevent: state\ndata: ${status.state}\n\n`);
        unwatch = approvalWatch.watch({
          approvalId: status.id,
          expiresAt: status.expiresAt,
          state: status.state === 'expired' ? 'waiting' : status.state,
          tell(standing) {
            send(`event: state\ndata: ${standing}\n\n`);
            if (standing !== 'calling') close();
          },
          end: close,
        });
      },
      cancel: () => end(),
    });
  }

  async function answer(request: Request, address: string): Promise<Response> {
    assertOwnOrigin(request.headers, settings.origins);
    const actor = await actorOf(request, address);
    const release = caps.take(actor.sessionHash, actor.origin.address);
    if (release === null) return refused(503);
    try {
      const status = await services.approvals.status(actor);
      const waits = status !== null && (status.state === 'waiting' || status.state === 'calling');
      if (!waits || status.proved) {
        release();
        return refused(204);
      }
      log.debug({ requestId: actor.requestId, open: caps.open() }, 'stream opened');
      return new Response(stream(status, release), { headers });
    } catch (error) {
      release();
      throw error;
    }
  }

  app.get('/recover/phone/events', (c) => {
    const request = c.req.raw;
    return guarded(request, c.env.incoming.socket.remoteAddress ?? '', (address) =>
      answer(request, address).catch((error: unknown) => {
        const code = failureCode(error);
        if (code === null) throw error;
        return refused(statusOf(code));
      }),
    );
  });
}

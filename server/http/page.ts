import { randomUUID } from 'node:crypto';
import type { FailureCode } from '../../app/i18n/fr.ts';
import { Failure, failureCode } from '../../app/shared/failure.ts';
import { statusOf } from '../../app/shared/failure-status.ts';
import type { Container } from '../container.ts';
import { networkOf } from '../domain/limits/network.ts';
import { createAnswerHeaders } from './answer-headers.ts';
import type { AppContext, SubmittedForm } from './context.ts';
import { assertOwnOrigin, createFormTokens } from './cross-site.ts';
import { readForm } from './form.ts';
import type { KioskCookie } from './kiosk-cookie.ts';
import { localeOf } from './locale.ts';
import { loggedPath } from './log-path.ts';
import { createOnceSecrets, createSealer } from './once-secret.ts';
import type { OriginOf } from './origin.ts';
import type { Seat } from './seats.ts';
import type { PageHeaders } from './security-headers.ts';
import { createSessions } from './session.ts';

/** What a use case may take of a request's time; the rest is for rendering the page that says so. */
const workMillis = 9_000;

/** Remix's request handler, or the development server's. */
export type PageHandler = (request: Request, context: AppContext) => Promise<Response>;

export interface PageDeps {
  readonly container: Container;
  readonly pages: PageHandler;
  readonly originOf: OriginOf;
  readonly pageHeaders: PageHeaders;
  readonly kioskCookie: KioskCookie;
}

/** What of a post may reach a route. Throws the failure that the browser is answered with. */
async function acceptedForm(
  request: Request,
  url: URL,
  origins: readonly string[],
  assertToken: (token: string | undefined) => void,
): Promise<SubmittedForm | null> {
  if (url.searchParams.has('_data')) throw new Failure('page-not-found');
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  if (request.method !== 'POST') throw new Failure('method-not-allowed');
  assertOwnOrigin(request.headers, origins);
  const form = await readForm(request);
  assertToken(form['_token']);
  return form;
}

/** Answers every page: one door for all posts, the context of the request, Remix, the headers of the answer. */
export function createPages({ container, pages, originOf, pageHeaders, kioskCookie }: PageDeps) {
  const { settings, keys, clock, store, log } = container;
  const secure = settings.origins[0].startsWith('https:');
  const formTokens = createFormTokens(keys.formToken);
  const sessions = createSessions({ store, clock, tokenOf: formTokens.tokenOf, secure });
  const onceSecrets = createOnceSecrets({ sealer: createSealer(keys.onceSecret), clock, secure });

  async function open(request: Request, address: string, seat: Seat) {
    const answer = createAnswerHeaders();
    const requestId = randomUUID();
    const nonce = randomUUID();
    const cookieHeader = request.headers.get('cookie');
    const origin = await originOf(address, request.headers, answer);
    const holder = origin.kioskId === null ? networkOf(address) : `kiosk ${origin.kioskId}`;
    if (!seat.passTo(holder)) throw new Failure('directory-busy');
    const { actor, session, cookie } = sessions.open({ cookieHeader, origin, requestId, answer });
    const fixed = {
      services: container.services,
      actor,
      session,
      once: onceSecrets({ cookieHeader, sessionHash: actor.sessionHash, answer }),
      becomeKiosk: (token: string) => kioskCookie.keep(answer, token),
      settings: settings.public,
      locale: localeOf(request, answer),
      nonce,
    };
    let signal: AbortSignal | undefined;
    const context = (form: SubmittedForm | null, refusal: AppContext['refusal']): AppContext => ({
      ...fixed,
      form,
      refusal,
      // Made by the first who asks: most pages start no work.
      get signal() {
        signal ??= AbortSignal.timeout(workMillis);
        return signal;
      },
    });
    return { answer, requestId, nonce, cookie, context };
  }

  return async (request: Request, address: string, seat: Seat): Promise<Response> => {
    const started = performance.now();
    const url = new URL(request.url);
    const { answer, requestId, nonce, cookie, context } = await open(request, address, seat);

    async function answered(): Promise<Response> {
      const form = await acceptedForm(request, url, settings.origins, (token) =>
        formTokens.assert(cookie, token),
      );
      if (form === null) return pages(request, context(null, null));
      // The checked fields travel in the context; the body is read and gone.
      const { method, headers } = request;
      return pages(new Request(request.url, { method, headers }), context(form, null));
    }

    function refused(error: unknown): Promise<Response> {
      const code: FailureCode | null = failureCode(error);
      if (code === null) throw error;
      const refusal = { code, status: statusOf(code) };
      return pages(
        new Request(new URL('/refused', url), { headers: request.headers }),
        context(null, refusal),
      );
    }

    const response = await answered().catch(refused);
    answer.applyTo(response.headers);
    pageHeaders(response.headers, nonce);
    const ms = Math.round(performance.now() - started);
    log.info(
      { requestId, method: request.method, path: loggedPath(url.pathname), status: response.status, ms },
      'request',
    );
    return response;
  };
}

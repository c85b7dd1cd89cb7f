import { randomUUID } from 'node:crypto';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { Failure, failureCode } from '../../app/shared/failure.ts';
import type { FailureCode } from '../../app/i18n/fr.ts';
import type { Container } from '../container.ts';
import { createAnswerHeaders } from './answer-headers.ts';
import { createClientAddress } from './client-address.ts';
import type { AppContext, SubmittedForm } from './context.ts';
import { assertOwnOrigin, createFormTokens } from './cross-site.ts';
import { readForm } from './form.ts';
import { mountHealth } from './health.ts';
import { lastResortPage } from './last-resort.ts';
import { localeOf } from './locale.ts';
import { createOnceSecrets, createSealer } from './once-secret.ts';
import type { OriginOf } from './origin.ts';
import { contentSecurityPolicy, fixedHeaders, pageHeaders, strictTransport } from './security-headers.ts';
import { createSessions } from './session.ts';
import { statusOf } from './status.ts';

/** Every request ends within this, event streams aside (docs/security.md, I5). */
const deadlineMillis = 10_000;
/** What a use case may take of it; the rest is for rendering the page that says so. */
const workMillis = 9_000;
/** Requests under way at once; one more gets 503 before any work. */
const maxInFlight = 500;

/** Remix's request handler, or the development server's. */
export type PageHandler = (request: Request, context: AppContext) => Promise<Response>;

export interface AppOptions {
  readonly container: Container;
  readonly pages: PageHandler;
  readonly originOf: OriginOf;
  /** Folder of the built browser files. */
  readonly assets: string;
  /** True under `npm run dev`. */
  readonly live?: boolean;
}

type Bindings = { Bindings: { incoming: { socket: { remoteAddress?: string } } } };

/** The whole HTTP side: health, files, and every page behind the same checks. */
export function createApp({ container, pages, originOf, assets, live = false }: AppOptions) {
  const { settings, keys, clock, store, log } = container;
  const secure = settings.origins[0].startsWith('https:');
  const clientAddress = createClientAddress(settings.proxies);
  const formTokens = createFormTokens(keys.formToken);
  const sessions = createSessions({ store, clock, tokenOf: formTokens.tokenOf, secure });
  const onceSecrets = createOnceSecrets({ sealer: createSealer(keys.onceSecret), clock, secure });
  let inFlight = 0;

  async function answerPage(request: Request, remoteAddress: string): Promise<Response> {
    const answer = createAnswerHeaders();
    const requestId = randomUUID();
    const nonce = randomUUID();
    const cookieHeader = request.headers.get('cookie');
    const address = clientAddress(remoteAddress, request.headers.get('x-forwarded-for') ?? undefined);
    const origin = originOf(address, request.headers);
    const { actor, session, cookie } = sessions.open({ cookieHeader, origin, requestId, answer });
    const locale = localeOf(request, answer);

    const context = (form: SubmittedForm | null, refusal: AppContext['refusal']): AppContext => ({
      services: container.services,
      actor,
      session,
      once: onceSecrets({ cookieHeader, sessionHash: actor.sessionHash, answer }),
      settings: settings.public,
      locale,
      nonce,
      signal: AbortSignal.timeout(workMillis),
      form,
      refusal,
    });
    const refuse = (code: FailureCode) =>
      pages(new Request(new URL('/refused', request.url), { headers: request.headers }), context(null, { code, status: statusOf(code) }));

    async function accepted(): Promise<SubmittedForm | null> {
      if (new URL(request.url).searchParams.has('_data')) throw new Failure('page-not-found');
      if (request.method === 'GET' || request.method === 'HEAD') return null;
      if (request.method !== 'POST') throw new Failure('method-not-allowed');
      assertOwnOrigin(request.headers, settings.origins);
      const form = await readForm(request);
      formTokens.assert(cookie, form['_token']);
      return form;
    }

    const started = performance.now();
    let response: Response;
    try {
      const form = await accepted();
      // Remix wants a body of its own; the checked fields travel in the context.
      const forwarded = form === null ? request : new Request(request.url, { method: 'POST', headers: request.headers, body: new URLSearchParams() });
      response = await pages(forwarded, context(form, null));
    } catch (error) {
      const code = failureCode(error);
      if (code === null) throw error;
      response = await refuse(code);
    }
    answer.applyTo(response.headers);
    finish(response.headers, nonce);
    log.info({ requestId, method: request.method, path: new URL(request.url).pathname, status: response.status, ms: Math.round(performance.now() - started) }, 'request');
    return response;
  }

  function finish(headers: Headers, nonce: string): void {
    for (const [name, value] of Object.entries(fixedHeaders)) headers.set(name, value);
    for (const [name, value] of Object.entries(pageHeaders)) headers.set(name, value);
    if (secure) for (const [name, value] of Object.entries(strictTransport)) headers.set(name, value);
    headers.set('Content-Security-Policy', contentSecurityPolicy(nonce, { secure, live }));
  }

  function lastResort(code: FailureCode): Response {
    const nonce = randomUUID();
    const response = new Response(lastResortPage(settings.public, nonce), {
      status: statusOf(code),
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Retry-After': '30' },
    });
    finish(response.headers, nonce);
    return response;
  }

  /** The deadline holds whatever hangs; an error nobody expected still ends in a page with the help desk's number. */
  async function guarded(work: Promise<Response>): Promise<Response> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Response>((resolve) => {
      timer = setTimeout(() => resolve(lastResort('deadline-passed')), deadlineMillis - 200);
    });
    try {
      return await Promise.race([work, late]);
    } catch (error) {
      log.error({ name: (error as Error).name, code: (error as NodeJS.ErrnoException).code, stack: (error as Error).stack }, 'request failed');
      return lastResort('internal');
    } finally {
      clearTimeout(timer);
    }
  }

  const app = new Hono<Bindings>();
  mountHealth(app, container, clientAddress);
  app.use('/assets/*', compress());
  app.use(
    '*',
    serveStatic({
      root: assets,
      onFound: (path, c) => {
        for (const [name, value] of Object.entries(fixedHeaders)) c.header(name, value);
        c.header('Cache-Control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
      },
    }),
  );
  app.all('*', async (c) => {
    if (inFlight >= maxInFlight) return lastResort('directory-busy');
    inFlight += 1;
    try {
      return await guarded(answerPage(c.req.raw, c.env.incoming.socket.remoteAddress ?? ''));
    } finally {
      inFlight -= 1;
    }
  });
  return app;
}

import type { AppLoadContext, EntryContext, HandleErrorFunction } from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { renderToString } from 'react-dom/server';
import { type PageContext, PageProvider } from './components/page-context.ts';
import { appContext } from './context.ts';
import { failureCode } from './shared/failure.ts';

/**
 * Renders a whole document before its first byte leaves: an answer is complete or it is a failure page, never half a
 * page. React stays on the server.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  loadContext: AppLoadContext,
): Response {
  const page = pageOf(request, remix, loadContext);
  const html = renderToString(
    <PageProvider value={page}>
      <RemixServer context={remix} url={request.url} />
    </PageProvider>,
  );
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('Content-Language', page.locale);
  return new Response(`<!DOCTYPE html>${withHead(html, page.head)}`, { status, headers });
}

/** Failures are answers, and an aborted request has nobody left to answer; the rest is for the operator. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted || isRouteErrorResponse(error) || failureCode(error) !== null) return;
  // biome-ignore lint/suspicious/noConsole: the last resort of a program that lost its way; a stack and nothing of the request
  console.error(error instanceof Error ? error.stack : 'Unknown error while rendering');
};

function pageOf(request: Request, remix: EntryContext, loadContext: AppLoadContext): PageContext {
  const { locale, settings, nonce, session, actor } = appContext(loadContext);
  const { entry } = remix.manifest;
  return {
    locale,
    settings,
    nonce,
    formToken: session.formToken,
    path: new URL(request.url).pathname,
    kiosk: actor.origin.class === 'kiosk',
    script: { url: entry.module, imports: entry.imports },
    head: { title: settings.organisation, refreshTo: null },
  };
}

/** Seconds between two looks of a browser without JavaScript at a page that waits. */
const refreshSeconds = 5;

function withHead(html: string, { title, refreshTo }: PageContext['head']): string {
  const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const refresh =
    refreshTo === null
      ? ''
      : `<noscript><meta http-equiv="refresh" content="${refreshSeconds};url=${refreshTo}"/></noscript>`;
  return html.replace('<title></title>', () => `<title>${escaped}</title>${refresh}`);
}

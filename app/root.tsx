import type { LinksFunction } from '@remix-run/node';
import { isRouteErrorResponse, Links, Outlet, useRouteError } from '@remix-run/react';
import type { ReactNode } from 'react';
import { FailurePage } from './components/failure-page.tsx';
import { closesWithoutScript } from './components/kiosk.tsx';
import { usePage } from './components/page-context.ts';
import { Theme } from './components/theme.tsx';
import { documentHeaders } from './http.server.ts';
import type { FailureCode } from './i18n/fr.ts';
import { messagesFor } from './i18n/index.ts';
import baseStyles from './styles/base.css?url';
import formStyles from './styles/forms.css?url';
import kioskStyles from './styles/kiosk.css?url';
import layoutStyles from './styles/layout.css?url';

export const headers = documentHeaders;

export const links: LinksFunction = () => [
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  ...[baseStyles, layoutStyles, formStyles].map((href) => ({ rel: 'stylesheet', href })),
];

/** The document around every page, the failure page included. No React reaches the browser: there is no <Scripts>. */
export function Layout({ children }: { children: ReactNode }) {
  const { locale, nonce, script, kiosk, path } = usePage();
  return (
    <html lang={locale} data-kiosk={kiosk ? '' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <title />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <Links />
        {kiosk ? <link rel="stylesheet" href={kioskStyles} /> : null}
        {kiosk && path !== '/' ? (
          <noscript>
            <meta httpEquiv="refresh" content={`${closesWithoutScript};url=/`} />
          </noscript>
        ) : null}
        <Theme />
        {script.imports.map((href) => (
          <link key={href} rel="modulepreload" href={href} nonce={nonce} />
        ))}
        <script type="module" nonce={nonce} src={script.url} />
      </head>
      <body>{children}</body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

/** The last resort: whatever was thrown, people get a calm page with the help desk's number and no detail. */
export function ErrorBoundary() {
  return <FailurePage code={codeOf(useRouteError())} />;
}

function codeOf(error: unknown): FailureCode {
  if (!isRouteErrorResponse(error)) return 'internal';
  const named = (error.data as { code?: unknown } | null)?.code;
  if (typeof named === 'string' && named in messagesFor('fr').failure) return named as FailureCode;
  if (error.status === 404) return 'page-not-found';
  return error.status === 405 ? 'method-not-allowed' : 'internal';
}

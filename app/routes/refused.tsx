import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { FailurePage } from '../components/failure-page.tsx';
import { appContext } from '../context.ts';
import { answerWith } from '../http.server.ts';

/** The page of a request that was refused before it reached a route; the HTTP layer asks for it. */
export function loader({ context }: LoaderFunctionArgs) {
  const { code, status } = appContext(context).refusal ?? { code: 'page-not-found' as const, status: 404 };
  return answerWith({ code }, { status, retryAfterSeconds: null });
}

export default function Refused() {
  return <FailurePage code={useLoaderData<typeof loader>().code} />;
}

import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { answerLearn } from '../features/password/learn.server.ts';
import { LearnPage } from '../features/password/learn-page.tsx';
import { documentHeaders } from '../http.server.ts';
import styles from '../styles/learn.css?url';
import passwordStyles from '../styles/password.css?url';

export const links: LinksFunction = () =>
  [passwordStyles, styles].map((href) => ({ rel: 'stylesheet', href }));
export const headers = documentHeaders;

export function loader({ context }: LoaderFunctionArgs) {
  return answerLearn(appContext(context));
}

export default function Learn() {
  return <LearnPage {...useLoaderData<typeof loader>()} />;
}

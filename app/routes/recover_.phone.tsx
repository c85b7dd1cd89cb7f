import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { untouched } from '../features/form-state.ts';
import { EndedPage } from '../features/phone/ended-page.tsx';
import { answerPhone, viewPhone } from '../features/phone/phone.server.ts';
import { WaitingPage } from '../features/phone/waiting-page.tsx';
import { documentHeaders } from '../http.server.ts';
import phoneStyles from '../styles/phone.css?url';
import styles from '../styles/recover.css?url';

export const links: LinksFunction = () => [styles, phoneStyles].map((href) => ({ rel: 'stylesheet', href }));
export const headers = documentHeaders;

export function loader({ context }: LoaderFunctionArgs) {
  return viewPhone(appContext(context));
}

export function action({ context }: ActionFunctionArgs) {
  return answerPhone(appContext(context));
}

export default function Phone() {
  const view = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>() ?? untouched;
  if (view.kind === 'waiting') return <WaitingPage waiting={view} state={state} />;
  return <EndedPage how={view.how} reference={view.reference} state={state} />;
}

import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { untouched } from '../features/form-state.ts';
import { answerChange } from '../features/password/change.server.ts';
import { ChangePage } from '../features/password/change-page.tsx';
import { ChangedPage } from '../features/password/changed-page.tsx';
import { nothingOpened } from '../features/password/opened.ts';
import { documentHeaders } from '../http.server.ts';
import passwordStyles from '../styles/password.css?url';
import styles from '../styles/recover.css?url';

export const links: LinksFunction = () =>
  [styles, passwordStyles].map((href) => ({ rel: 'stylesheet', href }));
export const headers = documentHeaders;

/** Before anybody is known: everybody's rules. */
export function loader({ context }: LoaderFunctionArgs) {
  return appContext(context).services.passwords.rules.general();
}

export function action({ context }: ActionFunctionArgs) {
  return answerChange(appContext(context));
}

export default function Change() {
  const answer = useActionData<typeof action>();
  const general = useLoaderData<typeof loader>();
  if (answer === undefined) return <ChangePage state={untouched} opened={nothingOpened} inForce={general} />;
  if (answer.kind === 'changed') return <ChangedPage outcome={answer.outcome} />;
  return <ChangePage {...answer} />;
}

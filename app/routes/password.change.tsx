import type { ActionFunctionArgs, LinksFunction } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { untouched } from '../features/form-state.ts';
import { answerChange } from '../features/password/change.server.ts';
import { ChangePage } from '../features/password/change-page.tsx';
import { ChangedPage } from '../features/password/changed-page.tsx';
import { nothingOpened } from '../features/password/opened.ts';
import { documentHeaders } from '../http.server.ts';
import styles from '../styles/recover.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const headers = documentHeaders;

export function action({ context }: ActionFunctionArgs) {
  return answerChange(appContext(context));
}

export default function Change() {
  const answer = useActionData<typeof action>();
  if (answer === undefined) return <ChangePage state={untouched} opened={nothingOpened} />;
  if (answer.kind === 'changed') return <ChangedPage outcome={answer.outcome} />;
  return <ChangePage state={answer.state} opened={answer.opened} />;
}

import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { CardPage } from '../features/desk/card-page.tsx';
import { answerCard, viewCard } from '../features/desk/desk.server.ts';
import { untouched } from '../features/form-state.ts';
import { documentHeaders } from '../http.server.ts';
import styles from '../styles/desk.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const headers = documentHeaders;

export function loader({ context, params }: LoaderFunctionArgs) {
  return viewCard(appContext(context), params['id'] ?? '');
}

export function action({ context, params }: ActionFunctionArgs) {
  return answerCard(appContext(context), params['id'] ?? '');
}

export default function Approval() {
  return (
    <CardPage card={useLoaderData<typeof loader>()} state={useActionData<typeof action>() ?? untouched} />
  );
}

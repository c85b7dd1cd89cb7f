import { type ActionFunctionArgs, json, type LinksFunction, type LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { DisavowedPage } from '../features/not-me/disavowed-page.tsx';
import { NotMePage } from '../features/not-me/not-me-page.tsx';
import { SpentPage } from '../features/not-me/spent-page.tsx';
import { answering, answerWith, caught, documentHeaders } from '../http.server.ts';
import styles from '../styles/recover.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const headers = documentHeaders;

/** A spent link is an answer of this page; every other failure is the portal's. */
async function orSpent<T>(work: () => Promise<T>) {
  return answering(async () => {
    try {
      return json(await work());
    } catch (error) {
      const failure = caught(error);
      if (failure.code !== 'link-spent') throw error;
      return answerWith(null, failure);
    }
  });
}

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { form, services } = appContext(context);
  // After the button the link is spent, and the action's answer is the page.
  if (form !== null) return json(null);
  return orSpent(() => services.notMe.look(params['token'] ?? ''));
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { services, actor, signal } = appContext(context);
  return orSpent(() => services.notMe.disavow(actor, params['token'] ?? '', signal));
}

export default function NotMe() {
  const view = useLoaderData<typeof loader>();
  const outcome = useActionData<typeof action>();
  if (outcome) return <DisavowedPage outcome={outcome} />;
  return view && outcome === undefined ? <NotMePage view={view} /> : <SpentPage />;
}

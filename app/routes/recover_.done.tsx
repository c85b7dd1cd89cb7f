import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { AppContext } from '../../server/contract.ts';
import { appContext } from '../context.ts';
import { answerForm, notDone } from '../features/form.server.ts';
import { disclose } from '../features/recover/disclose.server.ts';
import { DonePage } from '../features/recover/done-page.tsx';
import { answering, caught, documentHeaders, seeOther } from '../http.server.ts';
import styles from '../styles/recover.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const headers = documentHeaders;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const app = appContext(context);
  const view = await answering(() => app.services.recovery.current(app.actor));
  if (view === null) throw seeOther('/recover');
  if (view.state === 'ended') throw seeOther('/');
  if (view.state !== 'done') throw seeOther('/recover/confirm');
  const { reference, login, validUntil, mayRepeat } = view;
  return {
    view: { reference, login, validUntil, mayRepeat },
    outcome: await answering(() => disclose(app, view, request)),
  };
}

export async function action({ context }: ActionFunctionArgs) {
  const app = appContext(context);
  return app.form?.['intent'] === 'repeat' ? repeat(app) : seeOther('/recover/done');
}

async function repeat({ actor, once, services, signal }: AppContext) {
  try {
    const { reference, temporaryPassword } = await services.recovery.repeat(actor, signal);
    if (temporaryPassword !== null) once.put(reference, temporaryPassword);
  } catch (error) {
    const failure = caught(error);
    if (failure.code !== 'recovery-already-done') return answerForm(notDone(failure, {}));
  }
  return seeOther('/recover/done');
}

export default function Done() {
  const { view, outcome } = useLoaderData<typeof loader>();
  return <DonePage view={view} outcome={outcome} failure={useActionData<typeof action>()?.failure ?? null} />;
}

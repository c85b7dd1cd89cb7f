import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { AppContext } from '../../server/contract.ts';
import { appContext } from '../context.ts';
import { answerForm, kept, notDone, readForm, toCorrect } from '../features/form.server.ts';
import { untouched } from '../features/form-state.ts';
import { ConfirmPage } from '../features/recover/confirm-page.tsx';
import { confirmSchema } from '../features/recover/schema.server.ts';
import { answering, caught, documentHeaders, seeOther } from '../http.server.ts';
import styles from '../styles/recover.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const headers = documentHeaders;

export async function loader({ context }: LoaderFunctionArgs) {
  const { actor, services } = appContext(context);
  const view = await answering(() => services.recovery.current(actor));
  if (view === null || view.state === 'ended') throw seeOther('/recover');
  if (view.state === 'done') throw seeOther('/recover/done');
  if (view.state === 'proving') throw seeOther('/recover/proof');
  const { reference, givenName, reason, locked, state } = view;
  return { reference, givenName, reason, locked, state };
}

export async function action({ context }: ActionFunctionArgs) {
  const app = appContext(context);
  const values = kept(app.form, ['action']);
  const form = readForm(confirmSchema, app.form);
  if (!form.ok) return answerForm(toCorrect(form.errors, values));
  try {
    await carryOut(app, form.value.action);
  } catch (error) {
    const failure = caught(error);
    if (failure.code === 'recovery-not-found') return seeOther('/recover');
    if (failure.code === 'proof-needed') return seeOther('/recover/proof');
    if (failure.code !== 'recovery-already-done') return answerForm(notDone(failure, values));
  }
  return seeOther('/recover/done');
}

/** The temporary password leaves this request sealed in the cookie of the page that shows it, and nowhere else. */
async function carryOut({ actor, once, services, signal }: AppContext, action: 'reset' | 'unlock') {
  const { reference, temporaryPassword } = await services.recovery.carryOut(actor, { action }, signal);
  if (temporaryPassword !== null) once.put(reference, temporaryPassword);
}

export default function Confirm() {
  return (
    <ConfirmPage view={useLoaderData<typeof loader>()} state={useActionData<typeof action>() ?? untouched} />
  );
}

import type { ActionFunctionArgs, LinksFunction } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { answerForm, kept, notDone, readForm, toCorrect } from '../features/form.server.ts';
import { untouched } from '../features/form-state.ts';
import { IdentifyPage } from '../features/recover/identify-page.tsx';
import { identifySchema } from '../features/recover/schema.server.ts';
import { caught, documentHeaders, seeOther } from '../http.server.ts';
import styles from '../styles/recover.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const headers = documentHeaders;

export async function action({ context }: ActionFunctionArgs) {
  const app = appContext(context);
  const values = kept(app.form, ['surname', 'agentNumber', 'reason']);
  const form = readForm(identifySchema, app.form);
  if (!form.ok) return answerForm(toCorrect(form.errors, values));
  try {
    await app.services.recovery.identify(app.actor, form.value, app.session, app.signal);
  } catch (error) {
    return answerForm(notDone(caught(error), values));
  }
  return seeOther('/recover/confirm');
}

export default function Recover() {
  return <IdentifyPage state={useActionData<typeof action>() ?? untouched} />;
}

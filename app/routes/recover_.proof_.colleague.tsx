import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { answerForm, kept, readForm, toCorrect } from '../features/form.server.ts';
import { untouched } from '../features/form-state.ts';
import { ColleaguePage } from '../features/proof/colleague-page.tsx';
import { ofVoucher, proofOptions, proofStep } from '../features/proof/proof.server.ts';
import { signInSchema } from '../features/typed-sign-in.server.ts';
import { documentHeaders } from '../http.server.ts';
import styles from '../styles/recover.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const headers = documentHeaders;

export async function loader({ context }: LoaderFunctionArgs) {
  return proofOptions(appContext(context));
}

export async function action({ context }: ActionFunctionArgs) {
  const app = appContext(context);
  const values = kept(app.form, ['login']);
  const form = readForm(signInSchema, app.form);
  if (!form.ok) return answerForm(toCorrect(form.errors, values));
  const { actor, services, signal } = app;
  // Where a second colleague is needed, the page of the proofs says so; else it sends on to the confirmation.
  const vouch = () => services.proofs.vouch(actor, form.value, signal).catch(ofVoucher);
  return proofStep(vouch, values, '/recover/proof');
}

export default function Colleague() {
  return (
    <ColleaguePage
      options={useLoaderData<typeof loader>()}
      state={useActionData<typeof action>() ?? untouched}
    />
  );
}

import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { answerForm, kept, notDone, readForm, toCorrect } from '../features/form.server.ts';
import { untouched } from '../features/form-state.ts';
import { ChoosePage } from '../features/proof/choose-page.tsx';
import { pageOf } from '../features/proof/methods.ts';
import { proofOptions, proofStep } from '../features/proof/proof.server.ts';
import { methodSchema } from '../features/proof/schema.server.ts';
import { caught, documentHeaders } from '../http.server.ts';
import { Failure } from '../shared/failure.ts';
import styles from '../styles/recover.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const headers = documentHeaders;

export async function loader({ context }: LoaderFunctionArgs) {
  return proofOptions(appContext(context));
}

export async function action({ context }: ActionFunctionArgs) {
  const app = appContext(context);
  const values = kept(app.form, ['method']);
  const form = readForm(methodSchema, app.form);
  if (!form.ok) return answerForm(toCorrect(form.errors, values));
  const { methods } = await proofOptions(app);
  const { method } = form.value;
  if (!methods.includes(method)) return answerForm(notDone(caught(new Failure('proof-not-offered')), values));
  const request = async () => {
    if (method === 'phone') await app.services.approvals.request(app.actor);
  };
  return proofStep(request, values, pageOf[method]);
}

export default function Proof() {
  return (
    <ChoosePage
      options={useLoaderData<typeof loader>()}
      state={useActionData<typeof action>() ?? untouched}
    />
  );
}

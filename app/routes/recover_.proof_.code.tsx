import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { answerForm, kept, readForm, toCorrect } from '../features/form.server.ts';
import { untouched } from '../features/form-state.ts';
import { CodePage } from '../features/proof/code-page.tsx';
import { proofOptions, proofStep } from '../features/proof/proof.server.ts';
import { codeSchema, sendSchema } from '../features/proof/schema.server.ts';
import { documentHeaders, seeOther } from '../http.server.ts';
import styles from '../styles/recover.css?url';

const page = '/recover/proof/code';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];
export const headers = documentHeaders;

export async function loader({ context }: LoaderFunctionArgs) {
  const options = await proofOptions(appContext(context));
  if (options.contacts.length === 0) throw seeOther('/recover/proof');
  return options;
}

export async function action({ context }: ActionFunctionArgs) {
  const { form, actor, services, signal } = appContext(context);
  if (form?.['intent'] === 'check') {
    const typed = readForm(codeSchema, form);
    if (!typed.ok) return answerForm(toCorrect(typed.errors, {}));
    return proofStep(() => services.proofs.code.check(actor, typed.value), {}, '/recover/confirm');
  }
  const values = kept(form, ['contact']);
  const chosen = readForm(sendSchema, form);
  if (!chosen.ok) return answerForm(toCorrect(chosen.errors, values));
  const { contact } = chosen.value;
  return proofStep(() => services.proofs.code.send(actor, { attribute: contact }, signal), values, page);
}

export default function Code() {
  return (
    <CodePage options={useLoaderData<typeof loader>()} state={useActionData<typeof action>() ?? untouched} />
  );
}

import type { AppContext, ChangeOutcome } from '../../../server/contract.ts';
import { answerWith, caught } from '../../http.server.ts';
import { kept, notDone, readForm, toCorrect } from '../form.server.ts';
import { type FormState, untouched } from '../form-state.ts';
import type { Opened } from './opened.ts';
import { changeSchema, handedOverSchema } from './schema.server.ts';

export type ChangeAnswer =
  | { readonly kind: 'changed'; readonly outcome: ChangeOutcome }
  | { readonly kind: 'form'; readonly state: FormState; readonly opened: Opened };

type Sealed = ReturnType<AppContext['once']['openField']>;

/** Answers a post of the change page: opens it after a recovery (`intent=open`), or asks for the change. */
export async function answerChange(app: AppContext) {
  const field = app.form?.['handOver'] ?? '';
  const sealed = field === '' ? null : app.once.openField(field);
  const opened: Opened = {
    handOver: sealed === null ? null : { login: sealed.login, sealed: field },
    late: field !== '' && sealed === null,
  };
  const opening = app.form?.['intent'] === 'open';
  const result = opening ? untouched : await submit(app, sealed);
  if ('login' in result) return answerWith<ChangeAnswer>({ kind: 'changed', outcome: result }, untouched);
  return answerWith<ChangeAnswer>({ kind: 'form', state: result, opened }, result);
}

async function submit(app: AppContext, sealed: Sealed): Promise<ChangeOutcome | FormState> {
  const values = kept(app.form, ['login']);
  const form = sealed === null ? readForm(changeSchema, app.form) : readForm(handedOverSchema, app.form);
  if (!form.ok) return toCorrect(form.errors, values);
  const typed: { newPassword: string; login?: string; currentPassword?: string } = form.value;
  const request = {
    login: sealed?.login ?? typed.login ?? '',
    currentPassword: sealed?.secret ?? typed.currentPassword ?? '',
    newPassword: typed.newPassword,
  };
  try {
    return await app.services.passwords.change(app.actor, request, app.signal);
  } catch (error) {
    return notDone(caught(error), values);
  }
}

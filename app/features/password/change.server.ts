import type { AppContext, ChangeOutcome } from '../../../server/contract.ts';
import { answerWith, caught } from '../../http.server.ts';
import type { FailureCode } from '../../i18n/fr.ts';
import { messagesFor } from '../../i18n/index.ts';
import type { Judgement, RulesInForce } from '../../shared/password/in-force.ts';
import type { RuleId } from '../../shared/password/verdict.ts';
import { kept, notDone, readForm, toCorrect } from '../form.server.ts';
import { type FormState, untouched } from '../form-state.ts';
import { type FeedbackView, openView, refusedView, viewOf } from './feedback-view.ts';
import type { Opened } from './opened.ts';
import { changeSchema, handedOverSchema } from './schema.server.ts';

export type ChangeAnswer =
  | { readonly kind: 'changed'; readonly outcome: ChangeOutcome }
  | {
      readonly kind: 'form';
      readonly state: FormState;
      readonly opened: Opened;
      readonly inForce: RulesInForce;
      readonly view: FeedbackView;
    };

type Sealed = ReturnType<AppContext['once']['openField']>;

type Submitted =
  | { readonly outcome: ChangeOutcome }
  | { readonly outcome: null; readonly state: FormState; readonly judgement: Judgement | null };

/** Answers a post of the change page: opens it after a recovery (`intent=open`), or asks for the change. */
export async function answerChange(app: AppContext) {
  const field = app.form?.['handOver'] ?? '';
  const sealed = field === '' ? null : app.once.openField(field);
  const opened: Opened = {
    handOver: sealed === null ? null : { login: sealed.login, sealed: field },
    late: field !== '' && sealed === null,
  };
  const submitted = app.form?.['intent'] === 'open' ? untouchedForm : await submit(app, sealed);
  if (submitted.outcome !== null)
    return answerWith<ChangeAnswer>({ kind: 'changed', outcome: submitted.outcome }, untouched);
  const { state, judgement } = submitted;
  const inForce = judgement?.inForce ?? (await rulesFor(app, sealed));
  const view = viewAfter(app, inForce, judgement, state.failure);
  return answerWith<ChangeAnswer>({ kind: 'form', state, opened, inForce, view }, state);
}

const untouchedForm: Submitted = { outcome: null, state: untouched, judgement: null };

async function submit(app: AppContext, sealed: Sealed): Promise<Submitted> {
  const values = kept(app.form, ['login']);
  const form = sealed === null ? readForm(changeSchema, app.form) : readForm(handedOverSchema, app.form);
  if (!form.ok) return { outcome: null, state: toCorrect(form.errors, values), judgement: null };
  const typed: { newPassword: string; login?: string; currentPassword?: string } = form.value;
  const request = {
    login: sealed?.login ?? typed.login ?? '',
    currentPassword: sealed?.secret ?? typed.currentPassword ?? '',
    newPassword: typed.newPassword,
  };
  try {
    return { outcome: await app.services.passwords.change(app.actor, request, app.signal) };
  } catch (error) {
    const state = notDone(caught(error), values);
    return { outcome: null, state, judgement: (error as { judgement?: Judgement | null }).judgement ?? null };
  }
}

/** After a recovery the account is known, and with it the rules of its own. */
function rulesFor(app: AppContext, sealed: Sealed): Promise<RulesInForce> {
  const { rules } = app.services.passwords;
  return sealed === null ? rules.general() : rules.ofProvenLogin(sealed.login, app.signal);
}

/** The rule by which the directory itself refused. */
const refusedRules: Readonly<Partial<Record<FailureCode, RuleId>>> = {
  'password-too-short': 'length',
  'password-complexity': 'classes',
  'password-history': 'history',
  'password-too-young': 'age',
  'password-policy': 'directory',
};

function viewAfter(
  app: AppContext,
  inForce: RulesInForce,
  judgement: Judgement | null,
  failure: FailureCode | null,
): FeedbackView {
  const { feedback } = messagesFor(app.locale);
  const verdict = judgement?.verdict ?? null;
  if (verdict !== null) return viewOf(app.form?.['newPassword'] ?? '', verdict, feedback);
  const open = openView(inForce, app.form?.['handOver'] === undefined, feedback);
  return refusedView(open, failure === null ? null : (refusedRules[failure] ?? null), feedback);
}

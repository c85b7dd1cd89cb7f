import type { Actor, AppContext } from '../../../server/contract.ts';
import { answering, caught, seeOther } from '../../http.server.ts';
import type { FailureCode } from '../../i18n/fr.ts';
import { answerForm, kept, notDone, readForm, toCorrect } from '../form.server.ts';
import { signInSchema } from '../typed-sign-in.server.ts';
import { approveSchema, openSchema, refuseSchema } from './schema.server.ts';

/** Whoever is at the desk in this browser; everybody else is led to its sign-in. */
async function technicianOf(app: AppContext): Promise<Actor> {
  try {
    return await app.session.technician();
  } catch (error) {
    if (caught(error).code === 'desk-sign-in-needed') throw seeOther('/desk/sign-in');
    return answering(() => Promise.reject(error));
  }
}

export async function answerSignIn(app: AppContext) {
  const values = kept(app.form, ['login']);
  const form = readForm(signInSchema, app.form);
  if (!form.ok) return answerForm(toCorrect(form.errors, values));
  try {
    await app.services.technicians.signIn(app.actor, form.value, app.session, app.signal);
  } catch (error) {
    return answerForm(notDone(caught(error), values));
  }
  return seeOther('/desk');
}

export async function viewDesk(app: AppContext) {
  const actor = await technicianOf(app);
  return { calls: await answering(() => app.services.calls.mine(actor, app.signal)) };
}

/** Opens a request by its code, or closes the session. */
export async function answerDesk(app: AppContext) {
  if (app.form?.['intent'] === 'sign-out') {
    await answering(() => app.session.end());
    return seeOther('/desk/sign-in');
  }
  const actor = await technicianOf(app);
  const values = kept(app.form, ['code']);
  const form = readForm(openSchema, app.form);
  if (!form.ok) return answerForm(toCorrect(form.errors, values));
  try {
    const { id } = await app.services.calls.open(actor, form.value.code, app.signal);
    return seeOther(`/desk/approvals/${id}`);
  } catch (error) {
    return answerForm(notDone(caught(error), values));
  }
}

export async function viewCard(app: AppContext, id: string) {
  const actor = await technicianOf(app);
  return answering(() => app.services.calls.card(actor, id, app.signal));
}

/** After these nothing is left to act on: the page of the approval says so itself. */
const ended: readonly FailureCode[] = ['recovery-already-done'];

export async function answerCard(app: AppContext, id: string) {
  const actor = await technicianOf(app);
  try {
    const refusal = await act(app, actor, id);
    if (refusal !== null) return answerForm(refusal);
  } catch (error) {
    const failure = caught(error);
    if (!ended.includes(failure.code)) return answerForm(notDone(failure, {}));
  }
  return seeOther(`/desk/approvals/${encodeURIComponent(id)}`);
}

async function act({ form, services: { calls }, signal }: AppContext, actor: Actor, id: string) {
  switch (form?.['intent']) {
    case 'call':
      await calls.start(actor, id, signal);
      return null;
    case 'approve': {
      const read = readForm(approveSchema, form);
      if (!read.ok) return toCorrect(read.errors, {});
      await calls.approve(actor, id, read.value.secondCode, signal);
      return null;
    }
    case 'refuse': {
      const read = readForm(refuseSchema, form);
      if (!read.ok) return toCorrect(read.errors, {});
      await calls.refuse(actor, id, read.value.why, signal);
      return null;
    }
    default:
      return null;
  }
}

import type { AppContext } from '../../../server/contract.ts';
import { answering, caught, seeOther } from '../../http.server.ts';
import { answerForm, notDone } from '../form.server.ts';

/**
 * What the phone page shows. Looking at it opens nothing: an approval is asked for where the proof is chosen, and again
 * with a press once somebody has refused it or let it pass.
 */
export async function viewPhone(app: AppContext) {
  const recovery = await answering(() => app.services.recovery.current(app.actor));
  if (recovery === null || recovery.state === 'ended') throw seeOther('/recover');
  if (recovery.state !== 'proving') throw seeOther('/recover/confirm');
  const known = await answering(() => app.services.approvals.status(app.actor));
  if (known === null || known.state === 'cancelled') throw seeOther('/recover/proof');
  const { state, pairingCode, secondCode, reference, secondsLeft } = known;
  // The proof came between the two looks.
  if (known.proved || state === 'approved') throw seeOther('/recover/confirm');
  const minutesLeft = Math.max(1, Math.ceil(secondsLeft / 60));
  if (state !== 'waiting' && state !== 'calling') return { kind: 'ended', how: state, reference } as const;
  return { kind: 'waiting', status: { pairingCode, secondCode, reference }, minutesLeft } as const;
}

/** Answers the buttons of the phone page. */
export async function answerPhone(app: AppContext) {
  const { approvals, recovery } = app.services;
  try {
    switch (app.form?.['intent']) {
      case 'again':
        await approvals.request(app.actor);
        return seeOther('/recover/phone');
      case 'other':
        await approvals.cancel(app.actor);
        return seeOther('/recover/proof');
      case 'cancel':
        await approvals.cancel(app.actor);
        await recovery.finish(app.actor);
        await app.session.end();
        return seeOther('/?done');
      default:
        return seeOther('/recover/phone');
    }
  } catch (error) {
    const failure = caught(error);
    if (failure.code === 'recovery-not-found') return seeOther('/recover');
    if (failure.code === 'recovery-already-done') return seeOther('/recover/confirm');
    return answerForm(notDone(failure, {}));
  }
}

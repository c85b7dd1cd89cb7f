import type { AppContext, ProofOptions } from '../../../server/contract.ts';
import { answering, caught, seeOther } from '../../http.server.ts';
import { Failure, failureCode } from '../../shared/failure.ts';
import { answerForm, notDone } from '../form.server.ts';

/** Where a request that is not waiting for a proof goes on; anything else is thrown again. */
function elsewhere(error: unknown): Response {
  const code = failureCode(error);
  if (code === 'recovery-not-found') return seeOther('/recover');
  // The next page itself sends on to wherever the request stands.
  if (code === 'recovery-already-done') return seeOther('/recover/confirm');
  throw error;
}

/** The ways open to the agent of this session; sends away whoever needs none. */
export async function proofOptions({ services, actor, signal }: AppContext): Promise<ProofOptions> {
  return answering(() =>
    services.proofs.options(actor, signal).catch((error: unknown) => {
      throw elsewhere(error);
    }),
  );
}

/** On the colleague's page the account that is locked is the colleague's: said of the agent's own it would mislead. */
export function ofVoucher(error: unknown): never {
  throw failureCode(error) === 'account-locked' ? new Failure('voucher-locked') : error;
}

/** Runs a step of a proof; then to `next`, or back to the form with what was refused. */
export async function proofStep(
  work: () => Promise<void>,
  values: Readonly<Record<string, string>>,
  next: string,
) {
  try {
    await work();
    return seeOther(next);
  } catch (error) {
    const code = failureCode(error);
    if (code === 'recovery-not-found' || code === 'recovery-already-done') return elsewhere(error);
    return answerForm(notDone(caught(error), values));
  }
}

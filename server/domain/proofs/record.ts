import { Failure } from '../../../app/shared/failure.ts';
import type { ProofMethod, RecoveryRow, Repositories } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import { idleMillis } from '../recovery/own.ts';

export interface RecordProofDeps {
  readonly clock: Clock;
  readonly journal: Journal;
}

export interface Proof {
  readonly method: ProofMethod;
  /** The voucher's or technician's objectGUID, or the contact's attribute. */
  readonly by: string;
  /** False where one more of the same kind is needed (a colleague's word for an agent whom no notice reaches). */
  readonly enough: boolean;
  /** The technician's browser and the agent's share a network. */
  readonly sameNetwork?: boolean;
}

/**
 * Records a proof within the transaction of whatever gave it, and lets the request go on when it is enough. Fails
 * `voucher-again` for the same `by` and method twice, `recovery-already-done` when the request no longer waits for a proof.
 */
export async function recordProof(
  unit: Repositories,
  { clock, journal }: RecordProofDeps,
  actor: Actor,
  row: RecoveryRow,
  { method, by, enough, sameNetwork = false }: Proof,
): Promise<void> {
  const now = clock.now();
  if (!(await unit.proofs.add({ recoveryId: row.id, method, by, at: now })))
    throw new Failure('voucher-again');
  if (enough && !(await unit.recoveries.proved(row.id, now + idleMillis)))
    throw new Failure('recovery-already-done');
  await journal.append(unit, {
    event: 'proof-given',
    actor,
    subject: row.accountId,
    reference: row.reference,
    details: { method, by, enough, ...(sameNetwork ? { 'same-network': true } : {}) },
  });
}

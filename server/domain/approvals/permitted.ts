import { Failure } from '../../../app/shared/failure.ts';
import type { Account, Directory } from '../../systems/directory/port.ts';
import type { ApprovalRow, RecoveryRow, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import { inScope, type Technician, type Technicians } from '../desk/technicians.ts';
import type { ApprovalCodes } from './codes.ts';
import { isLive } from './live.ts';

export interface PermittedDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly technicians: Technicians;
  readonly codes: ApprovalCodes;
}

/** An approval with everything that an act on it needs, read just now. */
export interface Permitted {
  readonly technician: Technician;
  readonly approval: ApprovalRow;
  readonly recovery: RecoveryRow;
  /** Null when the directory has it no more. */
  readonly agent: Account | null;
  /**
   * The technician's browser and the one that asked share a network. On site that is honest and common, so nothing is
   * refused for it; it is shown and journalled, as a technician alone at one machine looks the same.
   */
  readonly sameNetwork: boolean;
}

const notFound = () => new Failure('approval-not-found');

/** The way to an approval for those at the desk; every look and every act goes through it, and asks all of it again. */
export function createPermitted({ store, clock, directory, technicians, codes }: PermittedDeps) {
  /** The request can still be proved, and the browser session that opened it is still there. */
  async function isOpen(approval: ApprovalRow, recovery: RecoveryRow): Promise<boolean> {
    const now = clock.now();
    const session = await store.sessions.find(recovery.sessionHash);
    const waits = recovery.state === 'proving' && recovery.expiresAt >= now;
    return isLive(approval, now) && waits && session !== null && session.expiresAt >= now;
  }

  /**
   * Fails `desk-sign-in-needed`, `desk-refused`, `approval-not-found`, `approval-own` (the technician's own account)
   * or `approval-other-establishment`. Says nothing of whether it is still open.
   */
  async function seen(actor: Actor, approval: ApprovalRow | null, signal: AbortSignal): Promise<Permitted> {
    const technician = await technicians.of(actor, signal);
    const recovery = approval === null ? null : await store.recoveries.find(approval.recoveryId);
    if (approval === null || recovery === null) throw notFound();
    if (recovery.accountId === technician.account.id) throw new Failure('approval-own');
    const agent = await directory.read(recovery.accountId, signal);
    const establishment = agent === null ? recovery.establishment : agent.establishment;
    if (!inScope(technician, establishment)) throw new Failure('approval-other-establishment');
    const { openedFrom } = approval;
    const sameNetwork = openedFrom !== null && openedFrom === codes.networkHash(actor.origin.address);
    return { technician, approval, recovery, agent, sameNetwork };
  }

  return {
    seen,
    /** The same while it waits, or while this very technician is calling; else `approval-not-found`, `approval-taken`. */
    async open(actor: Actor, approval: ApprovalRow | null, signal: AbortSignal): Promise<Permitted> {
      const found = await seen(actor, approval, signal);
      if (!(await isOpen(found.approval, found.recovery))) throw notFound();
      const { technicianId } = found.approval;
      if (technicianId !== null && technicianId !== found.technician.account.id)
        throw new Failure('approval-taken');
      return found;
    },
  };
}

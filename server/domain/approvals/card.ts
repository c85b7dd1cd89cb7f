import type { AccountId } from '../../systems/directory/port.ts';
import type { Millis, RecoveryReason } from '../../systems/store/port.ts';
import { type ApprovalStanding, standingOf } from './live.ts';
import type { Permitted } from './permitted.ts';

/** What the desk shows of a request: what identifies the caller, and the numbers to call. Never a field for another. */
export interface ApprovalCard {
  readonly id: string;
  readonly state: ApprovalStanding;
  readonly name: string;
  readonly establishment: string | null;
  readonly reason: RecoveryReason;
  readonly reference: string;
  readonly requestedAt: Millis;
  readonly expiresAt: Millis;
  /** The only numbers that may be called; empty when the directory holds none that can be trusted. */
  readonly numbers: readonly string[];
  readonly triesLeft: number;
  /** It was opened from the network that the technician's own browser is on. */
  readonly sameNetwork: boolean;
}

/** One line of the technician's own calls. */
export interface OwnCall {
  readonly id: string;
  readonly reference: string;
  readonly givenName: string;
  readonly secondsSince: number;
}

export function cardOf(
  { approval, recovery, agent, sameNetwork }: Permitted,
  numbers: readonly string[],
  now: Millis,
): ApprovalCard {
  return {
    id: approval.id,
    state: standingOf(approval, now),
    name: agent?.displayName ?? recovery.givenName,
    establishment: agent?.establishment ?? recovery.establishment,
    reason: recovery.reason,
    reference: recovery.reference,
    requestedAt: approval.createdAt,
    expiresAt: approval.expiresAt,
    numbers,
    triesLeft: approval.triesLeft,
    sameNetwork,
  };
}

/** The approvals that this technician has taken, over or not: a look back at what one did. */
export const isTakenBy = ({ approval }: Permitted, id: AccountId): boolean => approval.technicianId === id;

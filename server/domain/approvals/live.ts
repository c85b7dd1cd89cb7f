import type { AccountId } from '../../systems/directory/port.ts';
import type { ApprovalRow, Millis } from '../../systems/store/port.ts';
import type { LimitRequest } from '../limits/limits.ts';

/** How long an agent waits for a technician; as long as any step of a request may rest. */
export const approvalMillis = 15 * 60_000;
/** Wrong second codes until the approval ends. */
export const secondCodeTries = 3;

/** What one technician's calls spend; given back when the call ends without an approval by their own word. */
export const callBudget = (technicianId: AccountId): LimitRequest[] => [
  { name: 'technician', key: technicianId },
  { name: 'technician-day', key: technicianId },
];

/** Where an approval stands for those who look at it; `expired` is a matter of time and never stored. */
export type ApprovalStanding = ApprovalRow['state'] | 'expired';

export function standingOf({ state, expiresAt }: ApprovalRow, now: Millis): ApprovalStanding {
  return (state === 'waiting' || state === 'calling') && expiresAt <= now ? 'expired' : state;
}

/** Somebody waits for it: it may still be taken, called, approved or refused. */
export function isLive(row: ApprovalRow, now: Millis): boolean {
  const standing = standingOf(row, now);
  return standing === 'waiting' || standing === 'calling';
}

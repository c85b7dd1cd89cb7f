import type { EmbeddedAccountRow, Millis } from '../../store/port.ts';
import type { PasswordPolicy } from '../port.ts';
import { isLocked } from './account.ts';

/** Later than any date: a lock that stays until someone lifts it. */
export const untilLifted: Millis = Number.MAX_SAFE_INTEGER;

/** The end of a lock that begins now. */
export function lockEnd(policy: PasswordPolicy, now: Millis): Millis {
  return policy.lockoutDurationSeconds === null ? untilLifted : now + policy.lockoutDurationSeconds * 1000;
}

/**
 * The columns after one more wrong password. Counting begins again when a lock has run out; it has no observation
 * window, so wrong passwords add up until a right one, a reset or an unlock.
 */
export function afterWrongPassword(row: EmbeddedAccountRow, policy: PasswordPolicy, now: Millis) {
  const ranOut = row.lockedUntil !== null && !isLocked(row, now);
  const badPasswords = (ranOut ? 0 : row.badPasswords) + 1;
  const locks = policy.lockoutThreshold > 0 && badPasswords >= policy.lockoutThreshold;
  return { badPasswords, lockedUntil: locks ? lockEnd(policy, now) : null };
}

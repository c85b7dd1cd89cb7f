import { Failure } from '../../../app/shared/failure.ts';
import type { Account, Directory } from '../../systems/directory/port.ts';
import type { LimitRequest, Limits } from '../limits/limits.ts';
import { loginTryRule } from '../limits/rules.ts';

/** When the policy cannot be read: the lowest threshold in common use. */
const cautiousThreshold = 3;
/** The observation window is never longer than the lockout; for a lockout without an end, this much is assumed. */
const assumedWindowSeconds = 3_600;

/**
 * The bucket that every try of a typed password spends, always below the directory's own lockout threshold: the
 * portal can neither spray passwords nor lock an account.
 */
export async function loginBudget(
  directory: Directory,
  account: Account,
  signal: AbortSignal,
): Promise<LimitRequest[]> {
  const reading = await directory.policyOf(account, signal);
  const threshold = reading.readable ? reading.policy.lockoutThreshold : cautiousThreshold;
  const window = (reading.readable ? reading.policy.lockoutDurationSeconds : null) ?? assumedWindowSeconds;
  return [{ name: 'login-try', key: account.id, ...loginTryRule(threshold, window) }];
}

/** `too-many-tries` with the seconds to wait. */
export async function spendLoginTry(limits: Limits, budget: LimitRequest[]): Promise<void> {
  const taken = await limits.take(budget);
  if (!taken.allowed) throw new Failure('too-many-tries', { retryAfterSeconds: taken.retryAfterSeconds });
}

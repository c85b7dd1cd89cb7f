import type { Account, Directory, PolicyReading } from '../../systems/directory/port.ts';
import type { OriginClass } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { LimitRequest } from '../limits/limits.ts';
import { loginTryShare } from '../limits/rules.ts';

interface LoginBudgetsDeps {
  readonly directory: Directory;
  readonly clock: Clock;
}

/** When the policy cannot be read: the lowest threshold in common use. */
const cautiousThreshold = 3;
/** The observation window is never longer than the lockout; for a lockout without an end, this much is assumed. */
const assumedWindowSeconds = 3_600;
/** An administrator's change of the domain's policy shows within this time. */
const freshMillis = 5 * 60_000;

function requestOf(reading: PolicyReading, key: string, originClass: OriginClass): LimitRequest {
  const threshold = reading.readable ? reading.policy.lockoutThreshold : cautiousThreshold;
  const window = (reading.readable ? reading.policy.lockoutDurationSeconds : null) ?? assumedWindowSeconds;
  const { share, ...rule } = loginTryShare(threshold, window, originClass);
  return { name: 'login-try', key: `${key} ${share}`, ...rule };
}

/**
 * The bucket that every try of a typed password spends, always below the directory's own lockout threshold: the
 * portal can neither spray passwords nor lock an account.
 */
export function createLoginBudgets({ directory, clock }: LoginBudgetsDeps) {
  let domain: { readonly reading: PolicyReading; readonly until: number } | null = null;

  async function domainPolicy(signal: AbortSignal): Promise<PolicyReading> {
    if (domain !== null && clock.now() < domain.until) return domain.reading;
    const { domain: reading } = await directory.policies(signal);
    domain = { reading, until: clock.now() + freshMillis };
    return reading;
  }

  return {
    ofAccount: async (account: Account, originClass: OriginClass, signal: AbortSignal) =>
      requestOf(await directory.policyOf(account, signal), `account ${account.id}`, originClass),
    /** Of a login that nobody has: as many tries, as far apart, as an account under the domain's policy. */
    ofNobody: async (login: string, originClass: OriginClass, signal: AbortSignal) =>
      requestOf(await domainPolicy(signal), `login ${login}`, originClass),
  };
}

import type { OriginClass } from '../actors/actor.ts';

/**
 * What is limited; a name that ends in `-day` caps the 24 h that begin with the first try.
 * - `agent-number`, `agent-number-day`: failed identifications of one agent number from one class of origin
 * - `session`: failed identifications of one browser session, except at kiosks
 * - `kiosk`: failed identifications at one kiosk; closes that kiosk alone
 * - `network`: tries from one address (IPv4) or /64 (IPv6); slows them down, never refuses
 * - `surname`: distinct agent numbers that failed with one surname from one class of origin; raises the proof asked
 * - `global`: failed identifications of everybody together; raises the proof asked, except at kiosks
 * - `request`: requests opened with a right surname and number, for one agent from one class of origin
 * - `recovery`, `recovery-day`: resets carried out for one agent
 * - `unlock-day`: unlocks without a reset of one agent (775 answers right and wrong alike, so unlocks allow guessing)
 * - `vouch-day`: requests that one colleague vouched for
 * - `vouch-try`: colleagues' passwords typed for one request
 * - `code-day`: one-time codes sent to one agent; each SMS costs money
 * - `login-try`: wrong passwords that the portal itself tries on one account, by class of origin
 * - `sign-in-session`: typed passwords that one browser session got wrong, whoever's
 * - `technician`, `technician-day`: calls that one technician takes
 * - `approval-code`: wrong pairing codes that one technician enters
 * - `approval-request`: phone approvals asked for by one request
 */
export type LimitName =
  | 'agent-number'
  | 'agent-number-day'
  | 'session'
  | 'kiosk'
  | 'network'
  | 'surname'
  | 'global'
  | 'request'
  | 'recovery'
  | 'recovery-day'
  | 'unlock-day'
  | 'login-try'
  | 'sign-in-session'
  | 'technician'
  | 'technician-day'
  | 'approval-code'
  | 'approval-request'
  | 'vouch-day'
  | 'vouch-try'
  | 'code-day';

export interface LimitRule {
  /** Tries at once. */
  readonly capacity: number;
  /** Seconds until one more try is granted; `day`: all of them are granted again 24 h after the first. */
  readonly secondsPerTry: number | 'day';
  /** Tries that are still counted once it is empty, for a limit that only reports; 0 where left out. */
  readonly overdraft?: number;
}

export type LimitRules = Readonly<Record<LimitName, LimitRule>>;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const TRIES_AT_ONCE = 3;

/**
 * The rules of docs/security.md, "Limits". `failuresPerHour` is what counts as normal for the number of agents; twice
 * that many may come at once.
 */
export function limitRules({ failuresPerHour }: { readonly failuresPerHour: number }): LimitRules {
  return {
    'agent-number': { capacity: 5, secondsPerTry: 30 * MINUTE },
    'agent-number-day': { capacity: 20, secondsPerTry: 'day' },
    session: { capacity: 5, secondsPerTry: 30 * MINUTE },
    kiosk: { capacity: 10, secondsPerTry: 3 * MINUTE },
    network: networkRule(1),
    surname: { capacity: 10, secondsPerTry: HOUR },
    global: { capacity: 2 * failuresPerHour, secondsPerTry: HOUR / failuresPerHour },
    request: { capacity: 30, secondsPerTry: 2 * MINUTE },
    recovery: { capacity: 1, secondsPerTry: 15 * MINUTE },
    'recovery-day': { capacity: 3, secondsPerTry: 'day' },
    'unlock-day': { capacity: 2, secondsPerTry: 'day' },
    'vouch-day': { capacity: 3, secondsPerTry: 'day' },
    'vouch-try': { capacity: 5, secondsPerTry: 30 * MINUTE },
    'code-day': { capacity: 5, secondsPerTry: 'day' },
    // Never used as it stands: the account's own policy decides (`loginTryShare`).
    'login-try': loginTryRule(5, 30 * MINUTE),
    'sign-in-session': { capacity: 10, secondsPerTry: 3 * MINUTE },
    technician: { capacity: 20, secondsPerTry: HOUR / 20 },
    'technician-day': { capacity: 40, secondsPerTry: 'day' },
    'approval-code': { capacity: 10, secondsPerTry: MINUTE },
    'approval-request': { capacity: 5, secondsPerTry: 3 * MINUTE },
  };
}

/**
 * The rule for one network with so many failures a minute; half an hour's worth may come at once. An hour's worth is
 * counted beyond, so that answers grow slower, and one hour of quiet ends it whatever came before.
 */
export function networkRule(failuresPerMinute: number): LimitRule {
  return {
    capacity: 30 * failuresPerMinute,
    secondsPerTry: MINUTE / failuresPerMinute,
    overdraft: 60 * failuresPerMinute,
  };
}

export const defaultLimitRules: LimitRules = limitRules({ failuresPerHour: 60 });

/**
 * The rule for wrong passwords tried by the portal on an account that the directory locks at `lockoutThreshold` of
 * them. The directory forgets them only once `windowSeconds` (lockOutObservationWindow, at most the lockout's
 * duration) have passed since the *last* one, so tries spaced just within the window add up: n of them take at most
 * n - 1 windows and need n <= capacity + (n - 1) * window / secondsPerTry, which this rule makes false for
 * n = threshold. A threshold of 0 never locks; at 1 nothing may be tried.
 */
export function loginTryRule(lockoutThreshold: number, windowSeconds: number): LimitRule {
  if (lockoutThreshold === 0) return { capacity: TRIES_AT_ONCE, secondsPerTry: 30 * MINUTE };
  const capacity = Math.min(TRIES_AT_ONCE, lockoutThreshold - 1);
  const spacing = (windowSeconds * (lockoutThreshold - 1)) / (lockoutThreshold - capacity);
  return { capacity, secondsPerTry: Math.floor(spacing) + 1 };
}

/** Below this, two shares would leave nothing to refill: everybody draws on one. */
const leastToShare = 4;

export interface LoginTryShare extends LimitRule {
  /** Part of the bucket's key. */
  readonly share: 'all' | 'near' | 'other';
}

/**
 * The part of an account's tries that a class of origin draws on, so that whoever spends them from `other` keeps
 * nobody out at a kiosk or in an establishment (`near`, which share one). Of a threshold n both together hold at most
 * n - 2 at once, the odd one near; what is left pays for the refilling, half each: with c and d tries at once and a
 * spacing of s, c + d + 2 * (n - 1) * window / s < n, which is `loginTryRule`'s condition for the sum.
 */
export function loginTryShare(
  lockoutThreshold: number,
  windowSeconds: number,
  originClass: OriginClass,
): LoginTryShare {
  if (lockoutThreshold > 0 && lockoutThreshold < leastToShare)
    return { share: 'all', ...loginTryRule(lockoutThreshold, windowSeconds) };
  const share = originClass === 'other' ? 'other' : 'near';
  if (lockoutThreshold === 0) return { share, ...loginTryRule(0, windowSeconds) };
  const atOnce = Math.min(2 * TRIES_AT_ONCE, lockoutThreshold - 2);
  const spacing = (2 * windowSeconds * (lockoutThreshold - 1)) / (lockoutThreshold - atOnce);
  const capacity = share === 'near' ? Math.ceil(atOnce / 2) : Math.floor(atOnce / 2);
  return { share, capacity, secondsPerTry: Math.floor(spacing) + 1 };
}

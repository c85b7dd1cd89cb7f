import type { OrganisationRules } from '../../../app/shared/password/verdict.ts';
import type { DirectoryPolicies, PasswordPolicy, PolicyReading } from '../../systems/directory/port.ts';

/** Where rules that apply together do not go together, or cannot be told. */
export interface Contradiction {
  readonly kind:
    | 'unreadable'
    | 'shorter-than-organisation'
    | 'longer-than-typeable'
    | 'age-without-way-out'
    | 'locks-too-early'
    | 'notice-before-every-password'
    | 'notice-without-expiry';
  /** The policy's name; `domain` for the domain's. */
  readonly policy: string;
  readonly sentence: string;
}

/** What the Windows logon screen takes. */
const longestTypeable = 127;
/** Below this the portal may try no password at all on an account, so that it can never lock one. */
const fewestTries = 2;
const daySeconds = 86_400;

interface Configured {
  readonly organisation: OrganisationRules;
  readonly expiryNoticeDays: readonly number[];
}

export const policyName = (reading: PolicyReading): string =>
  reading.readable ? (reading.policy.name ?? 'domain') : reading.name;

type Check = (policy: PasswordPolicy, configured: Configured) => string | null;

const checks: Readonly<Record<Exclude<Contradiction['kind'], 'unreadable'>, Check>> = {
  'shorter-than-organisation': ({ minLength }, { organisation }) =>
    minLength < organisation.minLength
      ? `asks for ${minLength} characters and passwordRules.minLength for ${organisation.minLength}: outside the portal shorter passwords are accepted.`
      : null,
  'longer-than-typeable': ({ minLength }) =>
    minLength > longestTypeable
      ? `asks for ${minLength} characters and the logon screen takes ${longestTypeable}.`
      : null,
  'age-without-way-out': ({ minAgeSeconds, maxAgeSeconds }) =>
    maxAgeSeconds !== null && minAgeSeconds >= maxAgeSeconds
      ? 'lets a password expire before it may be changed.'
      : null,
  'locks-too-early': ({ lockoutThreshold }) =>
    lockoutThreshold > 0 && lockoutThreshold < fewestTries
      ? `locks at ${lockoutThreshold} wrong password: the portal may not try any, so nobody can change theirs here.`
      : null,
  'notice-before-every-password': ({ maxAgeSeconds }, { expiryNoticeDays }) =>
    maxAgeSeconds !== null && expiryNoticeDays.some((days) => days * daySeconds >= maxAgeSeconds)
      ? `lets passwords live ${Math.round(maxAgeSeconds / daySeconds)} days and expiryNotice.daysBefore asks for a notice earlier than that.`
      : null,
  'notice-without-expiry': ({ maxAgeSeconds, source }, { expiryNoticeDays }) =>
    source === 'domain' && maxAgeSeconds === null && expiryNoticeDays.length > 0
      ? 'has no expiry, so expiryNotice.daysBefore sends nothing.'
      : null,
};

function ofOne(reading: PolicyReading, configured: Configured): readonly Contradiction[] {
  const policy = policyName(reading);
  if (!reading.readable) {
    const sentence =
      'cannot be read: grant the service account the read right (docs/operating.md). Nobody can be shown these rules.';
    return [{ kind: 'unreadable', policy, sentence }];
  }
  return (Object.keys(checks) as (keyof typeof checks)[]).flatMap((kind) => {
    const sentence = checks[kind](reading.policy, configured);
    return sentence === null ? [] : [{ kind, policy, sentence }];
  });
}

/** Every contradiction between the directory's policies and the configuration; empty when all go together. */
export function contradictions(
  policies: DirectoryPolicies,
  configured: Configured,
): readonly Contradiction[] {
  return [policies.domain, ...policies.fineGrained].flatMap((reading) => ofOne(reading, configured));
}

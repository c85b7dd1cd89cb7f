import type { OrganisationRules } from '../../app/shared/password/verdict.ts';
import { type Contradiction, contradictions, policyName } from '../domain/passwords/contradictions.ts';
import type { Directory, DirectoryPolicies, PolicyReading } from '../systems/directory/port.ts';

export interface PolicyReport {
  /** 0 all goes together, 1 something contradicts or cannot be read. */
  readonly exitCode: 0 | 1;
  /** For a person. */
  readonly lines: readonly string[];
  /** For a script. */
  readonly json: {
    readonly policies: DirectoryPolicies;
    readonly organisation: OrganisationRules;
    readonly expiryNoticeDays: readonly number[];
    readonly contradictions: readonly Contradiction[];
  };
}

interface Configured {
  readonly organisation: OrganisationRules;
  readonly expiryNoticeDays: readonly number[];
}

/** What `reprise policy` says of the rules for passwords; rejects with a `directory-*` failure when none can be had. */
export async function policyReport(
  directory: Pick<Directory, 'policies'>,
  configured: Configured,
  signal: AbortSignal,
): Promise<PolicyReport> {
  const policies = await directory.policies(signal);
  const found = contradictions(policies, configured);
  return {
    exitCode: found.length === 0 ? 0 : 1,
    lines: linesOf(policies, configured, found),
    json: { policies, ...configured, contradictions: found },
  };
}

const days = (seconds: number) => `${Math.round((seconds / 86_400) * 10) / 10} d`;

function ruleLine(reading: PolicyReading): string {
  const name = policyName(reading);
  if (!reading.readable) return `  ${name}: not readable`;
  const { policy } = reading;
  const parts = [
    `${policy.minLength} characters`,
    policy.complexity ? 'three kinds of characters' : 'any kind of characters',
    `last ${policy.historyLength} remembered`,
    `changed after ${days(policy.minAgeSeconds)} at the earliest`,
    policy.maxAgeSeconds === null ? 'never expires' : `expires after ${days(policy.maxAgeSeconds)}`,
    policy.lockoutThreshold === 0 ? 'never locks' : `locks at ${policy.lockoutThreshold} wrong`,
  ];
  return `  ${name}: ${parts.join(', ')}`;
}

function organisationLines({ organisation, expiryNoticeDays }: Configured): string[] {
  const { minLength, minScore, forbiddenWords, establishmentNames } = organisation;
  return [
    'The organisation’s own rules (passwordRules)',
    `  ${minLength === 0 ? 'no minimum length of its own' : `${minLength} characters`}, score ${minScore} of 4`,
    `  forbidden words: ${forbiddenWords.join(', ') || 'none'}`,
    `  establishments: ${establishmentNames.join(', ') || 'none'}`,
    `  notice before expiry: ${expiryNoticeDays.map((count) => `${count} days`).join(', ') || 'none'}`,
  ];
}

function linesOf(
  policies: DirectoryPolicies,
  configured: Configured,
  found: readonly Contradiction[],
): string[] {
  return [
    'The domain’s policy',
    ruleLine(policies.domain),
    'Fine-grained policies that the service account sees',
    ...(policies.fineGrained.length === 0 ? ['  none'] : policies.fineGrained.map(ruleLine)),
    ...organisationLines(configured),
    found.length === 0 ? 'No contradictions.' : 'Contradictions',
    ...found.map(({ policy, sentence }) => `  ${policy} ${sentence}`),
  ];
}

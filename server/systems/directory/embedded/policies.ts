import type { EmbeddedAccountRow } from '../../store/port.ts';
import type { PasswordPolicy, PolicyReading } from '../port.ts';

/** The password rules of the embedded directory: the domain's, and fine-grained ones by their `name`. */
export interface EmbeddedPolicies {
  readonly domain: PasswordPolicy;
  readonly fineGrained: readonly PasswordPolicy[];
}

const day = 86_400;

/** The rules of the sample organisation: twelve characters for everyone, twenty where the work is sensitive. */
export const defaultPolicies: EmbeddedPolicies = {
  domain: {
    source: 'domain',
    name: null,
    minLength: 12,
    complexity: true,
    historyLength: 24,
    minAgeSeconds: day,
    maxAgeSeconds: 180 * day,
    lockoutThreshold: 10,
    lockoutDurationSeconds: 1800,
  },
  fineGrained: [
    {
      source: 'fine-grained',
      name: 'Comptes-sensibles',
      minLength: 20,
      complexity: true,
      historyLength: 24,
      minAgeSeconds: day,
      maxAgeSeconds: 365 * day,
      lockoutThreshold: 10,
      lockoutDurationSeconds: 3600,
    },
  ],
};

/** The policy named in the row; not readable when the settings hold none of that name. */
export function readPolicy(policies: EmbeddedPolicies, row: EmbeddedAccountRow): PolicyReading {
  const name = row.policyName;
  if (name === null) return { readable: true, policy: policies.domain };
  const policy = policies.fineGrained.find((candidate) => candidate.name === name);
  return policy ? { readable: true, policy } : { readable: false, name };
}

/** The rules that are enforced: where a named policy is missing from the settings, the domain's. */
export function policyInForce(policies: EmbeddedPolicies, row: EmbeddedAccountRow): PasswordPolicy {
  const reading = readPolicy(policies, row);
  return reading.readable ? reading.policy : policies.domain;
}

import { describe, expect, it } from 'vitest';
import { policyReport } from '../../../server/cli/policy-report.ts';
import { contradictions } from '../../../server/domain/passwords/contradictions.ts';
import type { PasswordPolicy, PolicyReading } from '../../../server/systems/directory/port.ts';

const day = 86_400;
const domain: PasswordPolicy = {
  source: 'domain',
  name: null,
  minLength: 12,
  complexity: true,
  historyLength: 24,
  minAgeSeconds: day,
  maxAgeSeconds: 180 * day,
  lockoutThreshold: 10,
  lockoutDurationSeconds: 1800,
};
const fineGrained = (change: Partial<PasswordPolicy>): PolicyReading => ({
  readable: true,
  policy: { ...domain, source: 'fine-grained', name: 'Regle', ...change },
});
const policies = (...objects: readonly PolicyReading[]) => ({
  domain: { readable: true as const, policy: domain },
  fineGrained: objects,
});
const organisation = {
  minLength: 12,
  minScore: 4 as const,
  forbiddenWords: ['valdormes'],
  establishmentNames: [],
  breachedList: true,
};
const configured = { organisation, expiryNoticeDays: [14, 3] };
const found = (objects: readonly PolicyReading[], change: Partial<typeof configured> = {}) =>
  contradictions(policies(...objects), { ...configured, ...change }).map(
    ({ kind, policy }) => `${policy}: ${kind}`,
  );

describe('contradictions of the rules for passwords', () => {
  it('are none where all go together', () => {
    expect(found([])).toEqual([]);
    expect(found([fineGrained({ minLength: 20 })])).toEqual([]);
  });

  it.each<[string, PolicyReading, string]>([
    ['a shorter minimum', fineGrained({ minLength: 8 }), 'Regle: shorter-than-organisation'],
    ['more than can be typed', fineGrained({ minLength: 200 }), 'Regle: longer-than-typeable'],
    [
      'no way out',
      fineGrained({ minAgeSeconds: 90 * day, maxAgeSeconds: 90 * day }),
      'Regle: age-without-way-out',
    ],
    ['a lock at the first try', fineGrained({ lockoutThreshold: 1 }), 'Regle: locks-too-early'],
    [
      'a life shorter than the notice',
      fineGrained({ maxAgeSeconds: 10 * day }),
      'Regle: notice-before-every-password',
    ],
    ['what cannot be read', { readable: false, name: 'Cachee' }, 'Cachee: unreadable'],
  ])('%s', (_, object, expected) => {
    expect(found([object])).toEqual([expected]);
  });

  it('name the domain too, and a notice that is never sent', () => {
    expect(found([], { organisation: { ...organisation, minLength: 14 } })).toEqual([
      'domain: shorter-than-organisation',
    ]);
    const endless = { readable: true as const, policy: { ...domain, maxAgeSeconds: null } };
    expect(contradictions({ domain: endless, fineGrained: [] }, configured).map(({ kind }) => kind)).toEqual([
      'notice-without-expiry',
    ]);
  });
});

describe('reprise policy', () => {
  const report = (objects: readonly PolicyReading[]) =>
    policyReport({ policies: async () => policies(...objects) }, configured, AbortSignal.timeout(1_000));

  it('shows every policy and rule, and ends with 0', async () => {
    const { exitCode, lines, json } = await report([fineGrained({ minLength: 20 })]);
    expect(exitCode).toBe(0);
    const text = lines.join('\n');
    expect(text).toContain('domain: 12 characters, three kinds of characters, last 24 remembered');
    expect(text).toContain('Regle: 20 characters');
    expect(text).toContain('forbidden words: valdormes');
    expect(text).toContain('No contradictions.');
    expect(json.policies.fineGrained).toHaveLength(1);
  });

  it('names each contradiction and ends with 1', async () => {
    const { exitCode, lines, json } = await report([fineGrained({ minLength: 8 })]);
    expect(exitCode).toBe(1);
    expect(lines.at(-1)).toMatch(/^ {2}Regle asks for 8 characters and passwordRules\.minLength for 12/);
    expect(json.contradictions).toHaveLength(1);
  });
});

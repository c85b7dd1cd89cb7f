import { describe, expect, it } from 'vitest';
import { type Entry, entryOf } from '../../server/systems/directory/active-directory/entry.ts';
import { createPolicies } from '../../server/systems/directory/active-directory/policy.ts';
import type { Session } from '../../server/systems/directory/active-directory/server.ts';
import type { Account } from '../../server/systems/directory/port.ts';

const root = 'DC=example,DC=test';
const strict = 'CN=Strict,CN=Password Settings Container,CN=System,DC=example,DC=test';
const signal = new AbortController().signal;
const person = (id: string) => ({ id }) as Account;
const holding = (pso?: string): Entry =>
  entryOf({ dn: 'CN=x', ...(pso ? { 'msDS-ResultantPSO': pso } : {}) });

const domain = (minPwdLength: number) => ({
  minPwdLength: String(minPwdLength),
  pwdProperties: '1',
  pwdHistoryLength: '24',
  minPwdAge: '0',
  maxPwdAge: '0',
  lockoutThreshold: '5',
  lockoutDuration: '-18000000000',
});
const fineGrained = (minLength: number) => ({
  'msDS-MinimumPasswordLength': String(minLength),
  'msDS-PasswordComplexityEnabled': 'TRUE',
  'msDS-PasswordHistoryLength': '24',
  'msDS-MinimumPasswordAge': '0',
  'msDS-MaximumPasswordAge': '0',
  'msDS-LockoutThreshold': '5',
  'msDS-LockoutDuration': '-18000000000',
});

/** A server that holds these entries, by DN, and notes what it is asked. */
function serverOf(entries: Record<string, Record<string, string>>) {
  const asked: string[] = [];
  const search = async (base: string) => {
    asked.push(base);
    const values = entries[base];
    return values ? [entryOf({ dn: base, ...values })] : [];
  };
  const session = { connection: { search }, rootDse: { defaultNamingContext: root } };
  return { entries, asked, session: session as unknown as Session };
}

describe('policies', () => {
  it('are asked for once, and each holder gets the one that holds for them', async () => {
    const { session, asked } = serverOf({ [root]: domain(8), [strict]: fineGrained(14) });
    const policies = createPolicies();
    const [ordinary, another, nurse] = [person('a'), person('b'), person('c')];
    policies.note(ordinary, holding());
    policies.note(another, holding());
    policies.note(nurse, holding(strict));
    expect(policies.known(ordinary)).toBeNull();
    expect(await policies.of(session, ordinary, signal)).toMatchObject({ policy: { minLength: 8 } });
    expect(await policies.of(session, nurse, signal)).toMatchObject({ policy: { minLength: 14 } });
    expect(asked).toEqual([root, strict]);
    expect(policies.known(another)).toMatchObject({ policy: { minLength: 8 } });
    expect(policies.known(nurse)).toMatchObject({ policy: { minLength: 14 } });
  });

  it('are never guessed for an account whose entry was not seen', async () => {
    const { session, asked } = serverOf({
      [root]: domain(8),
      [strict]: fineGrained(14),
      '<GUID=c>': { 'msDS-ResultantPSO': strict },
    });
    const policies = createPolicies();
    const ordinary = person('a');
    policies.note(ordinary, holding());
    await policies.of(session, ordinary, signal);
    expect(policies.known(person('c'))).toBeNull();
    expect(await policies.of(session, person('c'), signal)).toMatchObject({ policy: { minLength: 14 } });
    expect(asked).toEqual([root, '<GUID=c>', strict]);
  });

  it('are not kept where they could not be read', async () => {
    const server = serverOf({ [root]: domain(8) });
    const policies = createPolicies();
    const nurse = person('c');
    policies.note(nurse, holding(strict));
    expect(await policies.of(server.session, nurse, signal)).toEqual({ readable: false, name: 'Strict' });
    expect(policies.known(nurse)).toBeNull();
  });

  it('are read anew after a refusal, for everybody', async () => {
    const server = serverOf({ [root]: domain(8) });
    const policies = createPolicies();
    const ordinary = person('a');
    policies.note(ordinary, holding());
    await policies.of(server.session, ordinary, signal);
    server.entries[root] = domain(20);
    expect(policies.known(ordinary)).toMatchObject({ policy: { minLength: 8 } });
    await policies.fresh(server.session, ordinary, signal);
    expect(policies.known(ordinary)).toMatchObject({ policy: { minLength: 20 } });
  });
});

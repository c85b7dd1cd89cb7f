import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FailureCode } from '../../../app/i18n/fr.ts';
import { createEmbeddedDirectory } from '../../../server/systems/directory/embedded/embedded-directory.ts';
import type { Account } from '../../../server/systems/directory/port.ts';
import type { Store } from '../../../server/systems/store/port.ts';
import { day, type Embedded, noon, openEmbedded, testPolicies } from './open-embedded.ts';

// Each scrypt derivation takes tens of milliseconds, more on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let embedded: Embedded;
beforeAll(async () => {
  embedded = await openEmbedded();
});
afterAll(() => embedded.close());

const failing = (work: Promise<unknown>, code: FailureCode) =>
  expect(work).rejects.toMatchObject({ name: 'Failure', code });

const old = 'Vélo-bleu-38';
const bind = (account: Account, password: string) =>
  embedded.directory.authenticate(account, password, embedded.signal);

describe('look-up', () => {
  it('finds a number however it is padded or typed, and a login in either case', async () => {
    const { directory, signal } = embedded;
    const account = await embedded.add({ agentNumber: '0098765', login: 'r.quentin' });
    for (const typed of ['98765', '0098765', '00098765', '98 765']) {
      expect(await directory.findByAgentNumber(typed, signal)).toMatchObject({
        found: 'one',
        account: { id: account.id },
      });
    }
    expect(await directory.findByLogin('R.Quentin', signal)).toMatchObject({
      found: 'one',
      account: { id: account.id },
    });
    for (const nothing of ['', '*', '98765)(uid=*', '9876', 'x'.repeat(100_000)]) {
      expect(await directory.findByAgentNumber(nothing, signal)).toEqual({ found: 'none' });
      expect(await directory.findByLogin(nothing, signal)).toEqual({ found: 'none' });
    }
  });

  it('reports two entries with one number', async () => {
    await embedded.add({ agentNumber: '55555' });
    await embedded.add({ agentNumber: '055555' });
    expect(await embedded.directory.findByAgentNumber('55555', embedded.signal)).toEqual({
      found: 'several',
      count: 2,
    });
  });

  it('shows both surnames, and no password material', async () => {
    const account = await embedded.add({ surname: 'Garnier', birthName: 'Müller' });
    expect(account).toMatchObject({ surnames: ['Garnier', 'Müller'], displayName: 'Rose-Marie Garnier' });
    expect(JSON.stringify(account)).not.toMatch(/scrypt|\$/);
    expect((await embedded.row(account)).passwordHash).toMatch(/^scrypt\$14\$8\$1\$/);
  });
});

describe('state', () => {
  it('is empty for an ordinary account', async () => {
    const account = await embedded.add();
    const nothing = {
      disabled: false,
      locked: false,
      accountExpired: false,
      passwordExpired: false,
      mustChange: false,
      exclusions: [],
    };
    expect(account.state).toEqual(nothing);
    expect(account.passwordSetAt).toEqual(new Date(noon - 10 * day));
    expect(account.version).toEqual({
      server: 'embedded',
      pwdLastSet: String((noon - 10 * day) * 10_000 + 116_444_736_000_000_000),
      keyVersion: 1,
    });
  });

  it('computes expiry and lock from the clock', async () => {
    const past = await embedded.add({
      passwordSetAt: noon - 90 * day,
      accountExpiresAt: noon,
      lockedUntil: noon + 1,
    });
    expect(past.state).toMatchObject({ passwordExpired: true, accountExpired: true, locked: true });
    const just = await embedded.add({
      passwordSetAt: noon - 90 * day + 1,
      accountExpiresAt: noon + 1,
      lockedUntil: noon,
    });
    expect(just.state).toMatchObject({ passwordExpired: false, accountExpired: false, locked: false });
  });

  it('lets a password that never expires neither expire nor need a change', async () => {
    const exclusions = ['never-expires'] as const;
    const account = await embedded.add({ passwordSetAt: noon - 900 * day, exclusions });
    expect(account.state).toMatchObject({ passwordExpired: false, mustChange: false, exclusions });
    await embedded.directory.reset(account, 'Bcdf2345ghjk7nprs', { chosenByPerson: false }, embedded.signal);
    expect((await embedded.read(account)).state.mustChange).toBe(false);
  });

  it('names the policy in force, or says that it cannot be read', async () => {
    const { directory, signal } = embedded;
    const policyOf = async (policyName: string | null) =>
      directory.policyOf(await embedded.add({ policyName }), signal);
    expect(await policyOf(null)).toEqual({ readable: true, policy: testPolicies.domain });
    expect(await policyOf('Longue')).toEqual({ readable: true, policy: testPolicies.fineGrained[0] });
    expect(await policyOf('Secrète')).toEqual({ readable: false, name: 'Secrète' });
  });
});

describe('authenticate', () => {
  it.each([
    ['ordinary', {}, 'accepted', 'wrong-password'],
    ['disabled', { disabled: true }, 'disabled', 'wrong-password'],
    ['account expired', { accountExpiresAt: noon - 1 }, 'account-expired', 'wrong-password'],
    ['password expired', { passwordSetAt: noon - 91 * day }, 'password-expired', 'wrong-password'],
    ['must change', { passwordSetAt: null }, 'must-change', 'wrong-password'],
    ['locked', { lockedUntil: noon + day }, 'locked', 'locked'],
    ['disabled and must change', { disabled: true, passwordSetAt: null }, 'disabled', 'wrong-password'],
  ])('%s', async (_, person, right, wrong) => {
    const account = await embedded.add(person);
    expect(await bind(account, old)).toBe(right);
    expect(await bind(account, `${old}x`)).toBe(wrong);
    expect(await bind(account, '')).toBe('wrong-password');
  });

  it('takes a password typed in another Unicode form', async () => {
    expect(await bind(await embedded.add(), old.normalize('NFD'))).toBe('accepted');
  });

  it('locks at the threshold, also for the right password, and opens again by itself', async () => {
    const account = await embedded.add();
    for (let i = 0; i < 3; i += 1) expect(await bind(account, 'faux')).toBe('wrong-password');
    expect(await bind(account, old)).toBe('locked');
    expect((await embedded.row(account)).badPasswords).toBe(3);
    embedded.pass(1800_000);
    expect(await bind(account, 'faux')).toBe('wrong-password');
    expect((await embedded.row(account)).badPasswords).toBe(1);
    expect(await bind(account, old)).toBe('accepted');
    expect(await embedded.row(account)).toMatchObject({ badPasswords: 0, lockedUntil: null });
    embedded.pass(-1800_000);
  });

  it('counts parallel wrong passwords one by one', async () => {
    const account = await embedded.add();
    const answers = await Promise.all(Array.from({ length: 8 }, () => bind(account, 'faux')));
    expect(answers.filter((answer) => answer === 'wrong-password')).toHaveLength(3);
    expect(answers.filter((answer) => answer === 'locked')).toHaveLength(5);
  });

  it('forgets wrong passwords at a right one, and an empty one is not counted', async () => {
    const account = await embedded.add();
    for (const password of ['faux', '', 'faux', '', '', old, 'faux', 'faux']) await bind(account, password);
    expect(await bind(account, old)).toBe('accepted');
  });

  it('keeps a lock without end under a policy that wants so', async () => {
    const account = await embedded.add({ policyName: 'Longue' });
    for (let i = 0; i < 2; i += 1) await bind(account, 'faux');
    embedded.pass(10_000 * day);
    expect(await bind(account, old)).toBe('locked');
    embedded.pass(-10_000 * day);
  });
});

describe('reset', () => {
  const temporary = 'Bcdf2345ghjk7npr';
  const reset = (account: Account, password = temporary, chosenByPerson = false) =>
    embedded.directory.reset(account, password, { chosenByPerson }, embedded.signal);

  it('sets the password, demands a change, lifts the lock, and counts the key version by one', async () => {
    const account = await embedded.add({ lockedUntil: noon + day });
    expect(await reset(account)).toEqual({ version: { server: 'embedded', pwdLastSet: '0', keyVersion: 2 } });
    expect((await embedded.read(account)).state).toMatchObject({ mustChange: true, locked: false });
    expect(await bind(account, temporary)).toBe('must-change');
    expect(await bind(account, old)).toBe('wrong-password');
  });

  it('writes once: a late duplicate, also of 0 upon 0, gets directory-moved', async () => {
    const account = await embedded.add();
    const ten = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) => reset(account, `Bcdf2345ghjk7n${i}x`)),
    );
    expect(ten.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect((await embedded.row(account)).keyVersion).toBe(2);
    const again = await embedded.read(account);
    await reset(again);
    await failing(reset(again), 'directory-moved');
    await failing(
      reset({
        ...(await embedded.read(account)),
        version: { ...(await embedded.read(account)).version, server: 'ldaps://dc1' },
      }),
      'directory-moved',
    );
  });

  it('applies length, classes and names; history where a person chose, and no age', async () => {
    const account = await embedded.add({ login: 'jardinier', passwordSetAt: noon });
    await failing(reset(account, 'Court-38'), 'password-too-short');
    await failing(reset(account, 'seulementdesminuscules'), 'password-complexity');
    await failing(reset(account, 'xX1-QUENTIN-xx'), 'password-complexity');
    await failing(reset(account, 'xX1-jardinier'), 'password-complexity');
    await failing(reset(account, old, true), 'password-history');
    expect((await embedded.row(account)).keyVersion).toBe(1);
    await reset(account, old, false);
  });

  it('is forbidden on a privileged account, and so is unlock', async () => {
    const account = await embedded.add({ exclusions: ['privileged'], lockedUntil: noon + day });
    await failing(reset(account), 'directory-forbidden');
    await failing(embedded.directory.unlock(account, embedded.signal), 'directory-forbidden');
    expect((await embedded.row(account)).keyVersion).toBe(1);
  });
});

describe('unlock', () => {
  it('lifts the lock and nothing else', async () => {
    const account = await embedded.add({ lockedUntil: noon + day });
    await embedded.directory.unlock(account, embedded.signal);
    expect((await embedded.read(account)).version).toEqual(account.version);
    expect(await bind(account, old)).toBe('accepted');
  });
});

describe('change', () => {
  const change = (account: Account, from: string, to: string) =>
    embedded.directory.change(account, from, to, embedded.signal);

  it('takes the new password and kills the old one', async () => {
    const account = await embedded.add();
    const { version } = await change(account, old, 'Lune-verte-41');
    expect(version).toEqual((await embedded.read(account)).version);
    expect(version.keyVersion).toBe(2);
    expect(await bind(account, 'Lune-verte-41')).toBe('accepted');
    expect(await bind(account, old)).toBe('wrong-password');
  });

  it('works where the password must change or has expired, whatever the minimum age', async () => {
    for (const passwordSetAt of [null, noon - 91 * day]) {
      const account = await embedded.add({ passwordSetAt });
      await change(account, old, 'Lune-verte-41');
      expect(await bind(account, 'Lune-verte-41')).toBe('accepted');
    }
  });

  it('counts a wrong old password toward lockout, and a locked account changes nothing', async () => {
    const account = await embedded.add();
    for (let i = 0; i < 3; i += 1)
      await failing(change(account, 'faux', 'Lune-verte-41'), 'password-wrong-old');
    await failing(change(account, old, 'Lune-verte-41'), 'account-locked');
    expect((await embedded.row(account)).keyVersion).toBe(1);
  });

  it('says the rule that the new password breaks', async () => {
    const young = await embedded.add({ passwordSetAt: noon - day + 1 });
    await failing(change(young, old, 'Lune-verte-41'), 'password-too-young');
    const account = await embedded.add();
    await failing(change(account, old, 'Court-38'), 'password-too-short');
    await failing(change(account, old, 'Rose-marie-2026'), 'password-complexity');
    await failing(change(account, old, old), 'password-history');
    await failing(
      change(await embedded.add({ exclusions: ['cannot-change-password'] }), old, 'Lune-verte-41'),
      'directory-forbidden',
    );
  });

  it('remembers exactly as many passwords as the policy says, temporary ones among them', async () => {
    const account = await embedded.add();
    await embedded.directory.reset(account, 'Bcdf2345ghjk7npr', { chosenByPerson: false }, embedded.signal);
    await failing(change(account, 'Bcdf2345ghjk7npr', old), 'password-history');
    await change(account, 'Bcdf2345ghjk7npr', 'Lune-verte-41');
    embedded.pass(2 * day);
    // Three are remembered: the present one, the temporary one, and the first.
    await failing(change(account, 'Lune-verte-41', old), 'password-history');
    await change(account, 'Lune-verte-41', 'Neige-noire-42');
    embedded.pass(2 * day);
    await change(account, 'Neige-noire-42', old);
    embedded.pass(-4 * day);
  });
});

describe('expireTemporary and outcomeOf', () => {
  it('replaces a temporary password that nobody changed', async () => {
    const { directory, signal } = embedded;
    const account = await embedded.add({ passwordSetAt: null });
    await directory.expireTemporary(account, signal);
    expect((await embedded.read(account)).state.mustChange).toBe(false);
    expect(await bind(account, old)).toBe('wrong-password');
    await failing(directory.expireTemporary(account, signal), 'directory-moved');
  });

  it('never touches a password that the person has chosen, nor a later temporary one', async () => {
    const { directory, signal } = embedded;
    const account = await embedded.add({ passwordSetAt: null });
    await directory.change(account, old, 'Lune-verte-41', signal);
    await failing(directory.expireTemporary(account, signal), 'directory-moved');
    await failing(directory.expireTemporary(await embedded.read(account), signal), 'directory-moved');
    expect(await bind(account, 'Lune-verte-41')).toBe('accepted');
    await directory.reset(
      await embedded.read(account),
      'Bcdf2345ghjk7npr',
      { chosenByPerson: false },
      signal,
    );
    await failing(directory.expireTemporary(account, signal), 'directory-moved');
    expect(await bind(account, 'Bcdf2345ghjk7npr')).toBe('must-change');
  });

  it('tells what became of a write by the key version', async () => {
    const { directory, signal } = embedded;
    const account = await embedded.add();
    expect(await directory.outcomeOf(account.id, account.version, signal)).toBe('not-written');
    const pending = directory.reset(account, 'Bcdf2345ghjk7npr', { chosenByPerson: false }, signal);
    expect(await directory.outcomeOf(account.id, account.version, signal)).toBe('written');
    await pending;
    await directory.reset(
      await embedded.read(account),
      'Bcdf2345ghjk7nps',
      { chosenByPerson: false },
      signal,
    );
    expect(await directory.outcomeOf(account.id, account.version, signal)).toBe('undecided');
    expect(await directory.outcomeOf('00000000-0000-0000-0000-000000000000', account.version, signal)).toBe(
      'undecided',
    );
  });
});

describe('trouble', () => {
  const clock = { now: () => noon };
  const broken = (change: Partial<Store['embeddedAccounts']>) => {
    const store = { ...embedded.store, embeddedAccounts: { ...embedded.store.embeddedAccounts, ...change } };
    return createEmbeddedDirectory({ store, clock, policies: testPolicies });
  };

  it('leaves as a failure of the port when the store is down', async () => {
    const account = await embedded.add();
    const down = broken({
      find: () => Promise.reject(new Error('disk')),
      findByLogin: () => Promise.reject(new Error('disk')),
    });
    await failing(down.findByLogin('x', embedded.signal), 'directory-unavailable');
    await failing(down.read(account.id, embedded.signal), 'directory-unavailable');
    await failing(down.authenticate(account, old, embedded.signal), 'directory-unavailable');
    const half = broken({ update: () => Promise.reject(new Error('disk')) });
    await failing(
      half.reset(account, 'Bcdf2345ghjk7npr', { chosenByPerson: false }, embedded.signal),
      'directory-outcome-unknown',
    );
  });

  it('ends when the signal aborts: unknown while the write is under way, unavailable before', async () => {
    const account = await embedded.add();
    const hanging = Promise.withResolvers<never>();
    const reached = Promise.withResolvers<void>();
    const stuck = broken({
      update: () => {
        reached.resolve();
        return hanging.promise;
      },
    });
    const abort = new AbortController();
    const call = stuck.reset(account, 'Bcdf2345ghjk7npr', { chosenByPerson: false }, abort.signal);
    await Promise.race([reached.promise, call]);
    abort.abort();
    await failing(call, 'directory-outcome-unknown');
    await failing(stuck.read(account.id, abort.signal), 'directory-unavailable');
  });

  it('writes nothing after an abort', async () => {
    const account = await embedded.add();
    const abort = new AbortController();
    const call = embedded.directory.reset(
      account,
      'Bcdf2345ghjk7npr',
      { chosenByPerson: false },
      abort.signal,
    );
    abort.abort();
    await failing(call, 'directory-unavailable');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await embedded.row(account)).keyVersion).toBe(1);
  });

  it('refuses a flood with directory-busy instead of queueing it', async () => {
    const row = await embedded.row(await embedded.add());
    const twins = Array.from({ length: 55 }, (_, i) => ({
      ...row,
      id: randomUUID(),
      login: `twin${i}`,
      agentNumber: `T${i}`,
    }));
    for (const twin of twins) await embedded.store.embeddedAccounts.insert(twin);
    const accounts = await Promise.all(
      twins.map(async ({ id }) => (await embedded.directory.read(id, embedded.signal))!),
    );
    const answers = await Promise.allSettled(accounts.map((account) => bind(account, old)));
    const busy = answers.filter((answer) => answer.status === 'rejected');
    // Two at once and fifty in the queue.
    expect(
      answers.filter((answer) => answer.status === 'fulfilled' && answer.value === 'accepted'),
    ).toHaveLength(52);
    expect(busy).toHaveLength(3);
    for (const { reason } of busy) expect(reason).toMatchObject({ code: 'directory-busy' });
  });

  it('reports its health', async () => {
    expect(await embedded.directory.health(embedded.signal)).toEqual([
      { server: 'embedded', reachable: true, latencyMs: expect.any(Number) },
    ]);
    const dead = createEmbeddedDirectory({
      store: { ...embedded.store, writable: async () => false },
      clock,
    });
    expect(await dead.health(embedded.signal)).toEqual([
      { server: 'embedded', reachable: false, latencyMs: null },
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureCode } from '../../app/shared/failure.ts';
import type { Account, AccountState, Exclusion, Lookup } from '../../server/systems/directory/port.ts';
import { type DirectoryHarness, type PersonSpec, suitePolicies } from './directory-harness.ts';
import { personSuite } from './directory-suite-person.ts';

/** The contract of server/systems/directory/port.ts, asked of one adapter. Every test makes its own people. */
export function directorySuite(name: string, start: () => Promise<DirectoryHarness>): void {
  describe(`the directory port on ${name}`, () => {
    let harness: DirectoryHarness;
    let next = 400_000;

    beforeAll(async () => {
      harness = await start();
    });
    afterAll(async () => {
      await harness?.stop();
    });

    const now = () => AbortSignal.timeout(20_000);
    const first = 'Premier-Secret-71';
    const second = 'Deuxieme-Secret-72';
    const third = 'Troisieme-Secret-73';

    function person(spec: Partial<PersonSpec> = {}): PersonSpec {
      next += 1;
      const agentNumber = String(next);
      return {
        login: `u${next}`,
        agentNumber,
        givenName: 'Camille',
        surname: 'Berger',
        password: first,
        ...spec,
      };
    }

    async function account(spec: Partial<PersonSpec> = {}): Promise<Account> {
      const id = await harness.add(person(spec));
      const read = await harness.directory.read(id, now());
      if (!read) throw new Error('a person just made cannot be read');
      return read;
    }

    const again = async (before: Account): Promise<Account> =>
      (await harness.directory.read(before.id, now()))!;
    const tries = (who: Account, password: string) => harness.directory.authenticate(who, password, now());
    const reset = (who: Account, password: string, chosenByPerson = false) =>
      harness.directory.reset(who, password, { chosenByPerson }, now());
    const change = (who: Account, from: string, to: string) => harness.directory.change(who, from, to, now());
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'no failure',
        (error: unknown) => failureCode(error) ?? `no code: ${String(error)}`,
      );
    const one = (lookup: Lookup): Account => {
      if (lookup.found !== 'one') throw new Error(`found ${lookup.found}`);
      return lookup.account;
    };

    describe('finding a person', () => {
      it('finds by agent number and by login, with everything the port promises', async () => {
        const spec = person({
          givenName: 'Élodie-Anne',
          surname: 'Lefèvre d’Ormesson',
          birthName: "O'Brien",
          mail: 'elodie@example.test',
          establishment: 'Clinique du Parc',
        });
        const id = await harness.add(spec);
        const found = one(await harness.directory.findByAgentNumber(spec.agentNumber, now()));
        expect(found).toMatchObject({
          id,
          login: spec.login,
          agentNumber: spec.agentNumber,
          givenName: 'Élodie-Anne',
          surname: 'Lefèvre d’Ormesson',
          surnames: ['Lefèvre d’Ormesson', "O'Brien"],
          mail: 'elodie@example.test',
          establishment: 'Clinique du Parc',
        });
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
        expect(found.passwordSetAt!.getTime()).toBeGreaterThan(Date.now() - 120_000);
        expect(found.passwordSetAt!.getTime()).toBeLessThan(Date.now() + 5000);
        expect(found.version.pwdLastSet).toMatch(/^\d{18}$/);
        expect(one(await harness.directory.findByLogin(spec.login, now()))).toEqual(found);
        expect(await harness.directory.read(id, now())).toEqual(found);
        expect(await harness.directory.read(id, now(), found.version.server)).toEqual(found);
      });

      it('says null where there is no mail, no establishment and no second surname', async () => {
        const found = await account({ surname: 'Petit' });
        expect(found).toMatchObject({ mail: null, establishment: null, surnames: ['Petit'] });
      });

      it('finds nobody for an unknown number, login or id', async () => {
        expect(await harness.directory.findByAgentNumber('999999', now())).toEqual({ found: 'none' });
        expect(await harness.directory.findByLogin('nobody-at-all', now())).toEqual({ found: 'none' });
        expect(await harness.directory.read('3f2504e0-4f89-11d3-9a0c-0305e82c3301', now())).toBeNull();
      });

      it('refuses to choose between two people with one number', async () => {
        const spec = person();
        await harness.add(spec);
        await harness.add(person({ agentNumber: spec.agentNumber, surname: 'Autre' }));
        expect(await harness.directory.findByAgentNumber(spec.agentNumber, now())).toEqual({
          found: 'several',
          count: 2,
        });
      });

      it.each([
        ['nothing', ''],
        ['a star', '*'],
        ['a prefix', '4*'],
        ['a wildcard', '40000?'],
        ['a filter', ')(objectClass=*'],
        ['half a filter', '*)(|(cn=*'],
        ['an escape', '\\2a'],
        ['NUL', '4\0'],
        ['spaces', ' '.repeat(300)],
        ['100 kB', '9'.repeat(100_000)],
      ])('matches nobody by what no number can be: %s', async (_, hostile) => {
        await harness.add(person());
        expect(await harness.directory.findByAgentNumber(hostile, now())).toEqual({ found: 'none' });
        expect(await harness.directory.findByLogin(hostile, now())).toEqual({ found: 'none' });
      });

      it('no longer reads a person who was removed', async () => {
        const before = await account();
        await harness.remove(before.id);
        expect(await harness.directory.read(before.id, now())).toBeNull();
        expect(await harness.directory.findByAgentNumber(before.agentNumber, now())).toEqual({
          found: 'none',
        });
      });

      it('serves nobody outside its part of the tree', async () => {
        if (!harness.capabilities.outside) return expect(harness.capabilities.outside).toBe(false);
        const spec = person({ outside: true });
        const id = await harness.add(spec);
        expect(await harness.directory.findByAgentNumber(spec.agentNumber, now())).toEqual({ found: 'none' });
        expect(await harness.directory.findByLogin(spec.login, now())).toEqual({ found: 'none' });
        expect(await harness.directory.read(id, now())).toBeNull();
      });
    });

    describe('the state of an account', () => {
      const ordinary: AccountState = {
        disabled: false,
        locked: false,
        accountExpired: false,
        passwordExpired: false,
        mustChange: false,
        exclusions: [],
      };

      it.each<[string, Partial<PersonSpec>, Partial<AccountState>]>([
        ['ordinary', {}, {}],
        ['disabled', { disabled: true }, { disabled: true }],
        ['locked', { locked: true }, { locked: true }],
        ['expired account', { accountExpired: true }, { accountExpired: true }],
        ['expired password', { passwordExpired: true }, { passwordExpired: true }],
      ])('%s', async (_, spec, state) => {
        expect((await account(spec)).state).toEqual({ ...ordinary, ...state });
      });

      it('must change', async () => {
        const found = await account({ mustChange: true });
        expect(found.state).toMatchObject({
          mustChange: true,
          locked: false,
          disabled: false,
          exclusions: [],
        });
        expect(found.passwordSetAt).toBeNull();
        expect(found.version.pwdLastSet).toBe('0');
      });

      it.each<Exclusion>([
        'privileged',
        'protected-user',
        'excluded-group',
        'never-expires',
        'smart-card-required',
        'cannot-change-password',
        'service-principal',
      ])('excluded: %s', async (exclusion) => {
        expect((await account({ exclusions: [exclusion] })).state.exclusions).toEqual([exclusion]);
      });

      it('names every exclusion that holds', async () => {
        const exclusions: Exclusion[] = ['never-expires', 'service-principal'];
        expect([...(await account({ exclusions })).state.exclusions].sort()).toEqual(exclusions);
      });

      it('is privileged through a nested group', async () => {
        if (!harness.capabilities.groups) return expect(harness.capabilities.groups).toBe(false);
        expect((await account({ privilegedByNesting: true })).state.exclusions).toEqual(['privileged']);
      });

      it('shows at the next reading that a person has become privileged', async () => {
        const before = await account();
        await harness.makePrivileged(before.id);
        expect((await again(before)).state.exclusions).toEqual(['privileged']);
      });
    });

    describe('the password policy', () => {
      it.each(['domain', 'strict', 'patient'] as const)('%s', async (policy) => {
        const found = await account({ policy });
        const reading = await harness.directory.policyOf(found, now());
        expect(reading).toEqual({ readable: true, policy: suitePolicies[policy] });
      });
    });

    describe('the policies of everyone', () => {
      it('are the domain’s and every fine-grained one, by name', async () => {
        const { domain, strict, patient } = suitePolicies;
        expect(await harness.directory.policies(now())).toEqual({
          domain: { readable: true, policy: domain },
          fineGrained: [patient, strict].map((policy) => ({ readable: true, policy })),
        });
      });
    });

    describe('the people whose password is going to expire', () => {
      const day = 86_400_000;
      const within = async (days: number) => {
        const found = await harness.directory.expiringUntil(new Date(Date.now() + days * day), now());
        return new Map(found.map(({ id, expiresAt }) => [id, expiresAt]));
      };

      it('are those of the next days, each by the policy of their own', async () => {
        const soon = await account({ passwordAgeDays: 85 });
        const later = await account({ passwordAgeDays: 70 });
        const strict = await account({
          policy: 'strict',
          password: 'Assez-Long-Premier-Secret-71',
          passwordAgeDays: 28,
        });
        const found = await within(10);
        expect([soon, later, strict].map(({ id }) => found.has(id))).toEqual([true, false, true]);
        expect((found.get(soon.id)?.getTime() ?? 0) / day).toBeCloseTo(Date.now() / day + 5, 2);
        expect((found.get(strict.id)?.getTime() ?? 0) / day).toBeCloseTo(Date.now() / day + 2, 2);
        expect((await within(3)).has(soon.id)).toBe(false);
        expect((await within(25)).has(later.id)).toBe(true);
      });

      it('are not those whose password has expired, must change, never expires, or who are disabled', async () => {
        const others = await Promise.all([
          account({ passwordExpired: true }),
          account({ mustChange: true }),
          account({ passwordAgeDays: 85, exclusions: ['never-expires'] }),
          account({ passwordAgeDays: 85, disabled: true }),
          account({ policy: 'patient', passwordAgeDays: 85 }),
        ]);
        const found = await within(30);
        expect(others.filter(({ id }) => found.has(id))).toEqual([]);
      });

      it('do not hold anyone outside the people served', async () => {
        if (!harness.capabilities.outside) return expect(harness.capabilities.outside).toBe(false);
        const id = await harness.add(person({ outside: true, passwordAgeDays: 85 }));
        expect((await within(10)).has(id)).toBe(false);
      });
    });

    personSuite({ harness: () => harness, account, again, reset, now, codeOf });

    describe('trying a typed password', () => {
      it.each<[string, Partial<PersonSpec>, string, string]>([
        ['the right one', {}, first, 'accepted'],
        ['a wrong one', {}, second, 'wrong-password'],
        ['an empty one', {}, '', 'wrong-password'],
        ['a disabled account', { disabled: true }, first, 'disabled'],
        ['an expired account', { accountExpired: true }, first, 'account-expired'],
        ['an expired password', { passwordExpired: true }, first, 'password-expired'],
        ['must change', { mustChange: true }, first, 'must-change'],
        ['must change, wrong password', { mustChange: true }, second, 'wrong-password'],
        ['a locked account', { locked: true }, first, 'locked'],
        ['a locked account, wrong password', { locked: true }, second, 'locked'],
      ])('%s', async (_, spec, password, answer) => {
        expect(await tries(await account(spec), password)).toBe(answer);
      });

      it('keeps case, accents and spaces of a password apart', async () => {
        const found = await account({ password: ' Été à la Mer 12 ' });
        expect(await tries(found, ' Été à la Mer 12 ')).toBe('accepted');
        expect(await tries(found, 'Été à la Mer 12')).toBe('wrong-password');
        expect(await tries(found, ' été à la mer 12 ')).toBe('wrong-password');
      });

      it('locks after as many wrong passwords as the policy says, and not by empty ones', async () => {
        const found = await account();
        for (let index = 0; index < 5; index += 1) await tries(found, '');
        for (let index = 1; index < suitePolicies.domain.lockoutThreshold; index += 1)
          await tries(found, second);
        expect((await again(found)).state.locked).toBe(false);
        await tries(found, second);
        expect((await again(found)).state.locked).toBe(true);
      });

      it('tries nobody’s password without an answer, and moves nobody’s count', async () => {
        const found = await account();
        for (const password of [first, second, '']) {
          expect(await harness.directory.authenticateNobody(password, now())).toBeUndefined();
        }
        for (let index = 1; index < suitePolicies.domain.lockoutThreshold; index += 1) {
          await tries(found, second);
          await harness.directory.authenticateNobody(second, now());
        }
        expect((await again(found)).state.locked).toBe(false);
        expect(await tries(found, first)).toBe('accepted');
      });

      it('says wrong password for an account that is gone', async () => {
        const found = await account();
        await harness.remove(found.id);
        expect(await tries(found, first)).toBe('wrong-password');
      });
    });

    describe('a reset', () => {
      it('makes the new password the only one, to be changed at once, and counts one write', async () => {
        const before = await account();
        const { version } = await reset(before, second);
        expect(version).toEqual({
          ...before.version,
          pwdLastSet: '0',
          keyVersion: before.version.keyVersion + 1,
        });
        expect(await tries(before, second)).toBe('must-change');
        expect(await tries(before, first)).toBe('wrong-password');
        const after = await again(before);
        expect(after.version).toEqual(version);
        expect(after.state.mustChange).toBe(true);
      });

      it('lifts a lock', async () => {
        const before = await account({ locked: true });
        await reset(before, second);
        expect((await again(before)).state).toMatchObject({ locked: false, mustChange: true });
        expect(await tries(before, second)).toBe('must-change');
      });

      it('works where the password has expired or must change already', async () => {
        for (const spec of [{ passwordExpired: true }, { mustChange: true }]) {
          const before = await account(spec);
          const { version } = await reset(before, second);
          expect(version.keyVersion).toBe(before.version.keyVersion + 1);
          expect(await tries(before, second)).toBe('must-change');
        }
      });

      it('may follow another one', async () => {
        const before = await account();
        await reset(before, second);
        const between = await again(before);
        const { version } = await reset(between, third);
        expect(version.keyVersion).toBe(before.version.keyVersion + 2);
        expect(await tries(before, second)).toBe('wrong-password');
        expect(await tries(before, third)).toBe('must-change');
      });

      it('writes nothing when another write came first', async () => {
        const before = await account();
        await harness.setPassword(before.id, second);
        const between = await again(before);
        expect(await codeOf(reset(before, third))).toBe('directory-moved');
        expect((await again(before)).version).toEqual(between.version);
        expect(await tries(before, second)).toBe('accepted');
      });

      it('writes nothing when it arrives twice', async () => {
        const before = await account();
        await reset(before, second);
        expect(await codeOf(reset(before, third))).toBe('directory-moved');
        expect(await tries(before, second)).toBe('must-change');
      });

      it('lets exactly one of ten at the same time through', async () => {
        const before = await account();
        const secrets = Array.from({ length: 10 }, (_, index) => `Dixieme-Secret-${index}`);
        const codes = await Promise.all(secrets.map((secret) => codeOf(reset(before, secret))));
        const through = codes.flatMap((code, index) => (code === 'no failure' ? [secrets[index]!] : []));
        expect(through).toHaveLength(1);
        expect(codes.filter((code) => code === 'directory-moved')).toHaveLength(9);
        expect(await tries(before, through[0]!)).toBe('must-change');
        expect((await again(before)).version.keyVersion).toBe(before.version.keyVersion + 1);
      });

      it('says that an account is gone as that it has moved', async () => {
        const before = await account();
        await harness.remove(before.id);
        expect(await codeOf(reset(before, second))).toBe('directory-moved');
      });

      it.each([
        ['too short', 'domain', 'Court-7', 'password-too-short'],
        ['of two kinds of characters', 'domain', 'seulement-minuscules', 'password-complexity'],
        [
          'long enough for the domain and not for the fine-grained policy',
          'strict',
          'Quinze-Lettre-7',
          'password-too-short',
        ],
      ] as const)('refuses a password %s and changes nothing', async (_, policy, password, code) => {
        const before = await account({ policy, password: 'Assez-Long-Premier-Secret-71' });
        expect(await codeOf(reset(before, password))).toBe(code);
        expect((await again(before)).version).toEqual(before.version);
        expect(await tries(before, 'Assez-Long-Premier-Secret-71')).toBe('accepted');
      });
    });

    describe('an unlock', () => {
      it('lifts the lock and leaves the password alone', async () => {
        const before = await account({ locked: true });
        await harness.directory.unlock(before, now());
        const after = await again(before);
        expect(after.state.locked).toBe(false);
        expect(after.version).toEqual(before.version);
        expect(await tries(before, first)).toBe('accepted');
      });

      it('changes nothing on an account that is not locked', async () => {
        const before = await account();
        await harness.directory.unlock(before, now());
        expect(await again(before)).toEqual(before);
      });

      it('fails for an account that is gone', async () => {
        const before = await account();
        await harness.remove(before.id);
        expect(await codeOf(harness.directory.unlock(before, now()))).toBe('directory-moved');
      });
    });

    describe("the person's own change", () => {
      it('needs the old password and ends the demand for a change', async () => {
        const before = await account();
        await reset(before, second);
        const temporary = await again(before);
        const { version } = await change(temporary, second, third);
        expect(version.keyVersion).toBe(temporary.version.keyVersion + 1);
        expect(version.pwdLastSet).not.toBe('0');
        const after = await again(before);
        expect(after.state).toMatchObject({ mustChange: false, passwordExpired: false });
        expect(after.version).toEqual(version);
        expect(await tries(before, third)).toBe('accepted');
        expect(await tries(before, second)).toBe('wrong-password');
      });

      it('works where the password has expired', async () => {
        const before = await account({ passwordExpired: true });
        await change(before, first, second);
        expect(await tries(before, second)).toBe('accepted');
      });

      it('refuses a wrong old password, which counts toward the lock', async () => {
        const before = await account();
        for (let index = 0; index < suitePolicies.domain.lockoutThreshold; index += 1) {
          expect(await codeOf(change(before, third, second))).toBe('password-wrong-old');
        }
        const after = await again(before);
        expect(after.version).toEqual(before.version);
        expect(after.state.locked).toBe(true);
        expect(await codeOf(change(after, first, second))).toBe('account-locked');
      });

      it.each([
        ['too short', 'Court-7', 'password-too-short'],
        ['of two kinds of characters', 'seulement-minuscules', 'password-complexity'],
        ['used before', first, 'password-history'],
      ])('refuses a password %s and changes nothing', async (_, password, code) => {
        const before = await account();
        expect(await codeOf(change(before, first, password))).toBe(code);
        expect((await again(before)).version).toEqual(before.version);
        expect(await tries(before, first)).toBe('accepted');
      });

      it('remembers passwords before the last one', async () => {
        const before = await account();
        await change(before, first, second);
        await change(await again(before), second, third);
        expect(await codeOf(change(await again(before), third, first))).toBe('password-history');
      });

      it('refuses a change on the day of the last one where the policy says so', async () => {
        const before = await account({ policy: 'patient' });
        expect(await codeOf(change(before, first, second))).toBe('password-too-young');
        expect(await tries(before, first)).toBe('accepted');
      });

      it('is not held up by a minimum age while a change is demanded', async () => {
        const before = await account({ policy: 'patient', mustChange: true });
        await change(before, first, second);
        expect(await tries(before, second)).toBe('accepted');
      });
    });

    describe('ending a temporary password', () => {
      it('leaves a password that nobody knows, and no demand', async () => {
        const before = await account();
        await reset(before, second);
        const temporary = await again(before);
        await harness.directory.expireTemporary(temporary, now());
        const after = await again(before);
        expect(after.version.keyVersion).toBe(temporary.version.keyVersion + 1);
        expect(after.state.mustChange).toBe(false);
        expect(await tries(before, second)).toBe('wrong-password');
        expect(await tries(before, first)).toBe('wrong-password');
      });

      it('never touches a password that the person has chosen', async () => {
        const before = await account();
        await reset(before, second);
        const temporary = await again(before);
        await change(temporary, second, third);
        expect(await codeOf(harness.directory.expireTemporary(temporary, now()))).toBe('directory-moved');
        expect(await tries(before, third)).toBe('accepted');
      });

      it('never touches a newer temporary password, nor one that is not temporary', async () => {
        const before = await account();
        expect(await codeOf(harness.directory.expireTemporary(before, now()))).toBe('directory-moved');
        expect(await tries(before, first)).toBe('accepted');
        await reset(before, second);
        const temporary = await again(before);
        await reset(temporary, third);
        expect(await codeOf(harness.directory.expireTemporary(temporary, now()))).toBe('directory-moved');
        expect(await tries(before, third)).toBe('must-change');
      });

      it('works under a policy that asks for long passwords', async () => {
        const before = await account({ policy: 'strict', password: 'Assez-Long-Premier-Secret-71' });
        await reset(before, 'Assez-Long-Second-Secret-72');
        await harness.directory.expireTemporary(await again(before), now());
        expect(await tries(before, 'Assez-Long-Second-Secret-72')).toBe('wrong-password');
      });
    });

    describe('the outcome of a write whose answer was lost', () => {
      it('tells written from not written', async () => {
        const before = await account();
        const ask = () => harness.directory.outcomeOf(before.id, before.version, now());
        expect(await ask()).toBe('not-written');
        await reset(before, second);
        expect(await ask()).toBe('written');
      });

      it('tells a written change and a written expiry', async () => {
        const before = await account();
        await change(before, first, second);
        expect(await harness.directory.outcomeOf(before.id, before.version, now())).toBe('written');
        const temporary = await account({ mustChange: true });
        await harness.directory.expireTemporary(temporary, now());
        expect(await harness.directory.outcomeOf(temporary.id, temporary.version, now())).toBe('written');
      });

      it('is undecided while the fence was 0 and nothing is written yet', async () => {
        const before = await account({ mustChange: true });
        const ask = () => harness.directory.outcomeOf(before.id, before.version, now());
        expect(await ask()).toBe('undecided');
        await reset(before, second);
        expect(await ask()).toBe('written');
      });

      it('is undecided after several writes and for an account that is gone', async () => {
        const before = await account();
        await reset(before, second);
        await reset(await again(before), third);
        expect(await harness.directory.outcomeOf(before.id, before.version, now())).toBe('undecided');
        await harness.remove(before.id);
        expect(await harness.directory.outcomeOf(before.id, before.version, now())).toBe('undecided');
      });
    });

    describe('a caller who has gone', () => {
      it('ends every call at once, and nothing is written', async () => {
        const before = await account();
        const { directory } = harness;
        const gone = AbortSignal.abort();
        const calls: readonly (() => Promise<unknown>)[] = [
          () => directory.findByAgentNumber(before.agentNumber, gone),
          () => directory.findByLogin(before.login, gone),
          () => directory.read(before.id, gone),
          () => directory.policyOf(before, gone),
          () => directory.policies(gone),
          () => directory.expiringUntil(new Date(Date.now() + 86_400_000), gone),
          () => directory.contactsOf(before, gone),
          () => directory.managerOf(before, gone),
          () => directory.rolesOf(before, gone),
          () => directory.passwordAge(before, gone),
          () => directory.authenticate(before, second, gone),
          () => directory.reset(before, second, { chosenByPerson: true }, gone),
          () => directory.unlock(before, gone),
          () => directory.change(before, first, second, gone),
          () =>
            directory.expireTemporary({ ...before, version: { ...before.version, pwdLastSet: '0' } }, gone),
          () => directory.outcomeOf(before.id, before.version, gone),
        ];
        for (const call of calls) expect(await codeOf(call())).toBe('directory-unavailable');
        expect(await again(before)).toEqual(before);
      });
    });

    it('is in good health', async () => {
      const health = await harness.directory.health(now());
      expect(health.length).toBeGreaterThan(0);
      for (const server of health)
        expect(server).toMatchObject({ reachable: true, latencyMs: expect.any(Number) });
    });
  });
}

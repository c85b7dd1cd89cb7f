import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Account, Role } from '../../server/systems/directory/port.ts';
import type { DirectoryHarness, PersonSpec } from './directory-harness.ts';

/** What directory-suite.ts lends: the adapter under test and people made for one test. */
export interface SuiteTools {
  readonly harness: () => DirectoryHarness;
  readonly account: (spec?: Partial<PersonSpec>) => Promise<Account>;
  readonly again: (before: Account) => Promise<Account>;
  readonly reset: (who: Account, password: string) => Promise<unknown>;
  readonly now: () => AbortSignal;
  readonly codeOf: (work: Promise<unknown>) => Promise<string>;
}

const day = 86_400_000;
const daysAgo = (date: Date | null) => (Date.now() - (date?.getTime() ?? Number.NaN)) / day;

/** The part of the contract about what the directory knows of a person besides the account itself. */
export function personSuite({ harness, account, again, reset, now, codeOf }: SuiteTools): void {
  describe('the contacts outside the work mailbox', () => {
    const contactsOf = (who: Account) => harness().directory.contactsOf(who, now());

    it('are the mobile, then the private mail, each as one writes to it', async () => {
      const spec = { mobile: '06 39 98 00 17', privateMail: 'camille@courriel.example' };
      const contacts = await contactsOf(await account(spec));
      expect(contacts).toEqual([
        { kind: 'sms', value: '+33639980017', attribute: 'mobile', changedAt: expect.any(Date) },
        {
          kind: 'mail',
          value: 'camille@courriel.example',
          attribute: 'otherMailbox',
          changedAt: expect.any(Date),
        },
      ]);
    });

    it('are none where there is none, where nobody can be reached, and for an account that is gone', async () => {
      expect(await contactsOf(await account())).toEqual([]);
      const useless = { mobile: 'poste 4217', privateMail: 'voir secrétariat' };
      expect(await contactsOf(await account(useless))).toEqual([]);
      const expensive = {
        mobile: '08 99 12 34 56',
        mail: 'n.b@reprise.test',
        privateMail: 'N.B@reprise.test',
      };
      expect(await contactsOf(await account(expensive)), 'the work mailbox is not outside').toEqual([]);
      const gone = await account({ mobile: '+33639980018' });
      await harness().remove(gone.id);
      expect(await contactsOf(gone)).toEqual([]);
    });

    it('say when each was changed, whoever changed it', async () => {
      const spec = { mobile: '+33639980019', privateMail: 'a@courriel.example', contactAgeDays: 8 };
      const before = await account(spec);
      const [mobile, mail] = await contactsOf(before);
      expect(daysAgo(mobile!.changedAt)).toBeCloseTo(8, 2);
      expect(daysAgo(mail!.changedAt)).toBeCloseTo(8, 2);
      await harness().setMobile(before.id, '+33 6 39 98 00 20');
      const [changed, untouched] = await contactsOf(before);
      expect(changed!.value).toBe('+33639980020');
      expect(Math.abs(daysAgo(changed!.changedAt)) * day).toBeLessThan(60_000);
      expect(untouched).toEqual(mail);
      await harness().setMobile(before.id, null);
      expect(await contactsOf(before)).toEqual([mail]);
    });

    it('do not look changed by a reset', async () => {
      const before = await account({ mobile: '+33639980021', contactAgeDays: 8 });
      const contacts = await contactsOf(before);
      await reset(before, 'Deuxieme-Secret-72');
      expect(await contactsOf(before)).toEqual(contacts);
    });
  });

  describe('the manager', () => {
    const managerOf = (who: Account) => harness().directory.managerOf(who, now());

    it('is an account like any other, as it is now', async () => {
      const [agent, manager] = [await account(), await account({ surname: 'Chef', mobile: '+33639980022' })];
      await harness().setManager(agent.id, manager.id);
      expect(await managerOf(agent)).toEqual(manager);
      expect(await managerOf(manager)).toBeNull();
      await harness().setManager(agent.id, null);
      expect(await managerOf(agent)).toBeNull();
    });

    it('is none once the manager has gone', async () => {
      const [agent, manager] = [await account(), await account()];
      await harness().setManager(agent.id, manager.id);
      await harness().remove(manager.id);
      expect(await managerOf(agent)).toBeNull();
    });

    it('is none where the portal does not serve the manager', async () => {
      if (!harness().capabilities.outside) return expect(harness().capabilities.outside).toBe(false);
      const agent = await account();
      const outside = { login: `dehors${agent.agentNumber}`, agentNumber: `9${agent.agentNumber}` };
      const person = { givenName: 'Alix', surname: 'Ailleurs', password: 'Premier-Secret-71', ...outside };
      await harness().setManager(agent.id, await harness().add({ ...person, outside: true }));
      expect(await managerOf(agent)).toBeNull();
    });
  });

  describe('the roles', () => {
    const rolesOf = (who: Account) => harness().directory.rolesOf(who, now());

    it('are none for an agent, nor for an account that is gone', async () => {
      const agent = await account();
      expect(await rolesOf(agent)).toEqual([]);
      await harness().remove(agent.id);
      expect(await rolesOf(agent)).toEqual([]);
    });

    it.each<Role[]>([['director'], ['technician-1'], ['technician-2'], ['technician-3']])(
      '%s',
      async (...roles) => {
        expect(await rolesOf(await account({ roles }))).toEqual(roles);
      },
    );

    it('are all that somebody holds', async () => {
      const roles: Role[] = ['director', 'technician-2'];
      expect([...(await rolesOf(await account({ roles })))].sort()).toEqual(roles);
    });

    it('come through a nested group as well', async () => {
      if (!harness().capabilities.groups) return expect(harness().capabilities.groups).toBe(false);
      expect(await rolesOf(await account({ technicianByNesting: true }))).toEqual(['technician-1']);
    });
  });

  describe('the age of the password', () => {
    const ageOf = (who: Account) => harness().directory.passwordAge(who, now());

    it('is counted from the last write, a reset’s too', async () => {
      const before = await account({ passwordAgeDays: 30, mobile: '+33639980023' });
      expect((await ageOf(before)) / day).toBeCloseTo(30, 2);
      await harness().setMobile(before.id, '+33639980024');
      await harness().directory.unlock(before, now());
      expect((await ageOf(before)) / day, 'nothing else makes it younger').toBeCloseTo(30, 2);
      await reset(before, 'Deuxieme-Secret-72');
      const temporary = await again(before);
      expect(temporary.version.pwdLastSet).toBe('0');
      const young = await ageOf(temporary);
      expect(young).toBeGreaterThanOrEqual(0);
      expect(young).toBeLessThan(30_000);
    });

    it('grows with time and starts again with an administrator’s write', async () => {
      const before = await account();
      const first = await ageOf(before);
      await wait(3_100);
      const older = await ageOf(before);
      expect(older - first).toBeGreaterThanOrEqual(2_000);
      expect(older - first).toBeLessThan(20_000);
      await harness().setPassword(before.id, 'Troisieme-Secret-73');
      expect(await ageOf(before)).toBeLessThan(older);
    });

    it('is nobody’s when the account is gone', async () => {
      const before = await account();
      await harness().remove(before.id);
      expect(await codeOf(ageOf(before))).toBe('directory-moved');
    });
  });
}

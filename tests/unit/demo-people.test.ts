import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { canonicalAgentNumber } from '../../app/shared/agent-number.ts';
import { brokenRules } from '../../app/shared/password-rules.ts';
import { canonicalSurname, sameSurname } from '../../app/shared/surname.ts';
import { writeDemoFile } from '../../server/demo/demo-file.ts';
import { loadPeople, passwordInDirectory, people } from '../../server/demo/people.ts';
import { createEmbeddedDirectory } from '../../server/systems/directory/embedded/embedded-directory.ts';
import { defaultPolicies } from '../../server/systems/directory/embedded/policies.ts';
import type { Account, Authentication, Directory } from '../../server/systems/directory/port.ts';
import type { Store } from '../../server/systems/store/port.ts';
import { openStore } from '../../server/systems/store/store.ts';

// Each scrypt derivation takes tens of milliseconds, more on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const required =
  'forgotten locked expired must-change never-expires disabled privileged accented-name compound-name mailbox-healthy mailbox-full mailbox-unlicensed mailbox-rule mailbox-forwarded mailbox-auto-reply mailbox-on-premises sign-in-blocked service-incident colleague director technician-1 technician-2 technician-3';

const of = (scenario: string) => people.find((person) => person.scenario === scenario)!;
const distinct = (values: readonly unknown[]) => new Set(values).size === values.length;

describe('the sample people', () => {
  it('cover every scenario once', () => {
    const scenarios = people.map(({ scenario }) => scenario);
    expect(scenarios).toEqual(expect.arrayContaining(required.split(' ')));
    expect(distinct(scenarios)).toBe(true);
  });

  it('have logins, numbers, mail addresses and passwords of their own', () => {
    expect(distinct(people.map(({ login }) => login.toLowerCase()))).toBe(true);
    expect(distinct(people.map(({ agentNumber }) => canonicalAgentNumber(agentNumber)))).toBe(true);
    expect(distinct(people.map(({ mail }) => mail))).toBe(true);
    expect(distinct(people.flatMap(({ password }) => password ?? []))).toBe(true);
    for (const { login, agentNumber } of people) {
      // 20 characters at most: what AD takes as the sAMAccountName of a user.
      expect(login).toMatch(/^[a-z][a-z.]{1,19}$/);
      expect(canonicalAgentNumber(agentNumber)).not.toBeNull();
    }
  });

  it('live in six to eight establishments, the colleague where the forgetful one works', () => {
    const places = new Set(people.map(({ establishment }) => establishment));
    expect(places.size).toBeGreaterThanOrEqual(6);
    expect(places.size).toBeLessThanOrEqual(8);
    for (const scenario of ['colleague', 'director', 'technician-1']) {
      expect(of(scenario).establishment).toBe(of('forgotten').establishment);
    }
  });

  it('have a known password unless they forgot it, and it keeps the rules that apply to them', () => {
    for (const scenario of ['forgotten', 'accented-name', 'compound-name'])
      expect(of(scenario).password).toBeNull();
    for (const scenario of [
      'locked',
      'expired',
      'must-change',
      'colleague',
      'director',
      'technician-1',
      'technician-2',
      'technician-3',
    ]) {
      expect(of(scenario).password).not.toBeNull();
    }
    for (const person of people) {
      const policy =
        defaultPolicies.fineGrained.find(({ name }) => name === person.policyName) ?? defaultPolicies.domain;
      const names = { login: person.login, displayName: `${person.givenName} ${person.surname}` };
      expect(brokenRules(passwordInDirectory(person), policy, names), person.scenario).toEqual([]);
    }
  });
});

describe('in the embedded directory', () => {
  let store: Store;
  let directory: Directory;
  const folder = mkdtempSync(join(tmpdir(), 'reprise-people-'));
  const clock = { now: () => Date.UTC(2026, 5, 1, 8) };
  const { signal } = new AbortController();

  beforeAll(async () => {
    store = openStore({ url: 'sqlite', folder });
    await store.migrate();
    await loadPeople(store, clock);
    directory = createEmbeddedDirectory({ store, clock });
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function account(scenario: string): Promise<Account> {
    const found = await directory.findByAgentNumber(canonicalAgentNumber(of(scenario).agentNumber)!, signal);
    if (found.found !== 'one') throw new Error(`${scenario}: ${found.found}`);
    return found.account;
  }

  it('are found by number and recognised by their surname in other spellings', async () => {
    for (const person of people) {
      const { surnames, login } = await account(person.scenario);
      expect(login).toBe(person.login);
      for (const typed of [
        person.surname,
        person.surname.toUpperCase(),
        person.surname.normalize('NFD'),
        canonicalSurname(person.surname),
      ]) {
        expect(sameSurname(typed, surnames), typed).toBe(true);
      }
    }
    expect(sameSurname('muller', (await account('birth-name')).surnames)).toBe(true);
    expect(sameSurname('LEFEVRE OEUVRARD', (await account('accented-name')).surnames)).toBe(true);
  });

  it.each<[string, Authentication, Partial<Account['state']>]>([
    ['locked', 'locked', { locked: true }],
    ['expired', 'password-expired', { passwordExpired: true }],
    ['must-change', 'must-change', { mustChange: true }],
    ['never-expires', 'accepted', { exclusions: ['never-expires'] }],
    ['disabled', 'disabled', { disabled: true }],
    ['privileged', 'accepted', { exclusions: ['privileged'] }],
    ['colleague', 'accepted', { exclusions: [] }],
    ['director', 'accepted', { exclusions: ['excluded-group'] }],
    ['technician-3', 'accepted', { exclusions: ['excluded-group'] }],
    ['mailbox-full', 'accepted', { exclusions: [] }],
  ])('%s answers %s', async (scenario, answer, state) => {
    const found = await account(scenario);
    expect(found.state).toMatchObject(state);
    expect(await directory.authenticate(found, of(scenario).password!, signal)).toBe(answer);
  });

  it('start anew at the next load', async () => {
    const before = await account('forgotten');
    await directory.reset(before, 'Bcdf2345ghjk7npr', { chosenByPerson: false }, signal);
    await loadPeople(store, clock);
    expect((await account('forgotten')).version.keyVersion).toBe(1);
  });
});

describe('demo.json', () => {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-demo-file-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'demo.json');
  const url = 'http://localhost:3000';

  it('holds what scripts rely on, for its owner alone, whatever was there before', async () => {
    await writeFile(file, 'old', { mode: 0o644 });
    await writeDemoFile(folder, { url, people, ldap: null });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const content = JSON.parse(await readFile(file, 'utf8'));
    expect(Object.keys(content)).toEqual(['url', 'people']);
    expect(content.people).toHaveLength(people.length);
    expect(content.people[0]).toEqual({
      scenario: 'forgotten',
      surname: 'Bertrand',
      givenName: 'Camille',
      agentNumber: '004217',
      login: 'c.bertrand',
      password: null,
      establishment: 'Centre de rééducation des Ormes',
      roles: ['agent'],
    });
    expect(readdirSync(folder)).toEqual(['demo.json']);
  });

  it('tells how to reach a directory over LDAP', async () => {
    await writeDemoFile(folder, { url, people: [], ldap: { url: 'ldaps://127.0.0.11' } });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      url,
      people: [],
      ldap: { url: 'ldaps://127.0.0.11' },
    });
  });

  it('leaves nothing behind when it cannot be written', async () => {
    await expect(writeDemoFile(join(folder, 'missing'), { url, people })).rejects.toThrow('ENOENT');
    expect(readdirSync(folder)).toEqual(['demo.json']);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addFineGrainedPolicy } from '../../server/sandbox/samba/policies.ts';
import { addGroup, addMember } from '../../server/sandbox/samba/tree.ts';
import { type PersonSpec, suitePolicies } from '../contract/directory-harness.ts';
import { createHttpClient } from '../support/http-client.ts';
import type { TestPortal } from '../support/portal.ts';
import { identify, temporaryPasswordOn } from '../support/recover-over-http.ts';
import { startTestSamba, type TestSamba } from '../support/samba.ts';
import { bindAs } from '../support/samba-harness.ts';
import {
  type AddedPerson,
  accountAt,
  addAgent,
  somebody,
  startPortalOn,
  traces,
  walk,
} from '../support/samba-portal.ts';

let samba: TestSamba;
let portal: TestPortal;
beforeAll(async () => {
  samba = await startTestSamba();
  portal = await startPortalOn(samba);
});
afterAll(async () => {
  await portal?.stop();
  await samba?.stop();
});

const chosen = 'Trois-canards-bleus-7';

async function recovered(agent: AddedPerson, reason?: string): Promise<string> {
  const page = await walk(portal.url, agent, reason ? { reason } : {});
  const password = temporaryPasswordOn(page);
  if (password === null) throw new Error(`no temporary password at ${page.url} (${page.status})`);
  return password;
}

const changeOverHttp = async (login: string, currentPassword: string, newPassword = chosen) => {
  const client = createHttpClient(portal.url);
  const page = await client.get('/password/change');
  return client.submit(
    page,
    { login, currentPassword, newPassword, confirmPassword: newPassword },
    'name="newPassword"',
  );
};

describe('the main job on a real directory', () => {
  it('makes a temporary password that demands a change, and ends the old one', async () => {
    const agent = await addAgent(samba);
    const before = await accountAt(portal.container.directory, agent.id);
    const temporary = await recovered(agent);
    expect(await bindAs(samba, agent.dn, temporary)).toBe('773');
    expect(await bindAs(samba, agent.dn, agent.password)).toBe('52e');
    const after = await accountAt(portal.container.directory, agent.id);
    expect(after.state.mustChange).toBe(true);
    expect(after.version.keyVersion).toBe(before.version.keyVersion + 1);
  });

  it('lets the agent change it on the spot, and the chosen one opens the session', async () => {
    const agent = await addAgent(samba);
    const client = createHttpClient(portal.url);
    const confirm = await identify(client, agent);
    const done = await client.submit(confirm, { understood: 'on', action: 'reset' }, 'name="understood"');
    const change = await client.submit(done, {}, 'name="handOver"');
    const changed = await client.submit(
      change,
      { newPassword: chosen, confirmPassword: chosen },
      'name="newPassword"',
    );
    expect(changed.text).toContain('data-changed');
    expect(await bindAs(samba, agent.dn, chosen)).toBe('accepted');
    expect(await bindAs(samba, agent.dn, temporaryPasswordOn(done) ?? '')).toBe('52e');
  });

  it('lets the agent change it with login or number and the temporary password typed', async () => {
    const agent = await addAgent(samba);
    const temporary = await recovered(agent);
    const changed = await changeOverHttp(agent.agentNumber, temporary);
    expect(changed.text).toContain('data-changed');
    expect(await bindAs(samba, agent.dn, chosen)).toBe('accepted');
  });

  it('unlocks and keeps the password', async () => {
    const agent = await addAgent(samba, { locked: true });
    expect(await bindAs(samba, agent.dn, agent.password)).toBe('775');
    const before = await traces(samba, agent.dn);
    const done = await walk(portal.url, agent, { reason: 'locked', action: 'unlock' });
    expect(done.url).toBe('/recover/done');
    expect(temporaryPasswordOn(done)).toBeNull();
    expect(await bindAs(samba, agent.dn, agent.password)).toBe('accepted');
    const { pwdLastSet, 'msDS-KeyVersionNumber': keyVersion } = await traces(samba, agent.dn);
    expect([pwdLastSet, keyVersion]).toEqual([before['pwdLastSet'], before['msDS-KeyVersionNumber']]);
  });

  it('makes a longer password where a fine-grained policy asks for one', async () => {
    const { admin } = samba;
    const group = await addGroup(admin, 'GG-Regle-Longue');
    await addFineGrainedPolicy(
      admin,
      { ...suitePolicies.strict, name: 'Regle-Longue', minLength: 23 },
      { precedence: 5, appliesTo: group },
    );
    const agent = await addAgent(samba, { password: 'Un-tres-long-secret-de-bois-4' });
    await addMember(admin, group, agent.dn);
    const temporary = await recovered(agent);
    expect(temporary.length).toBeGreaterThanOrEqual(23);
    expect(await bindAs(samba, agent.dn, temporary)).toBe('773');
  });

  it.each<[string, Partial<PersonSpec>, string]>([
    ['who must change already', { mustChange: true }, 'first'],
    ['whose password has expired', { passwordExpired: true }, 'expired'],
    ['who is locked, with a reset', { locked: true }, 'locked'],
  ])('serves an agent %s', async (_name, spec, reason) => {
    const agent = await addAgent(samba, spec);
    const temporary = await recovered(agent, reason);
    expect(await bindAs(samba, agent.dn, temporary)).toBe('773');
    expect(await bindAs(samba, agent.dn, agent.password)).toBe('52e');
    expect((await changeOverHttp(agent.login, temporary)).text).toContain('data-changed');
    expect(await bindAs(samba, agent.dn, chosen)).toBe('accepted');
  });
});

describe('how a person may be typed', () => {
  const nfd = (text: string) => text.normalize('NFD');
  const cases: readonly (readonly [Partial<PersonSpec>, readonly string[]])[] = [
    [
      { surname: 'Lefèvre-Œuvrard' },
      ['Lefèvre-Œuvrard', 'LEFEVRE OEUVRARD', 'lefèvre oeuvrard', nfd('Lefèvre-Œuvrard')],
    ],
    [
      { surname: 'de la Tour d’Aubigné' },
      ["DE LA TOUR D'AUBIGNE", 'delatour daubigné', nfd('de la Tour d’Aubigné')],
    ],
    [{ surname: 'Garnier', birthName: 'Müller' }, ['garnier', 'MULLER', nfd('Müller')]],
    [{ surname: nfd('Nguyễn') }, ['Nguyễn', 'nguyen', nfd('NGUYỄN')]],
  ];
  it.each(cases)('the surname of %o', async (spec, typed) => {
    const agent = await addAgent(samba, spec);
    for (const surname of typed) {
      expect((await identify(createHttpClient(portal.url), { ...agent, surname })).url, surname).toBe(
        '/recover/confirm',
      );
    }
    const wrong = { ...agent, surname: `${agent.surname}x` };
    expect((await identify(createHttpClient(portal.url), wrong)).status).toBe(422);
  });

  it.each([
    ['0091877', ['91877', '0091877', '91 877', '00.91.877']],
    ['91878', ['0091878', '91-878']],
    ['B20417', ['b20417', 'B 20 417', 'b-20417']],
  ])('the agent number %s', async (agentNumber, typed) => {
    const agent = await addAgent(samba, { agentNumber });
    for (const number of typed) {
      const page = await identify(createHttpClient(portal.url), { ...agent, agentNumber: number });
      expect(page.url, number).toBe('/recover/confirm');
    }
  });
});

describe('what leaves no trace in the directory', () => {
  it('failed identifications, whatever they fail of (I9)', async () => {
    const cases: [Partial<PersonSpec>, string?][] = [
      [{}, 'Quelquun'],
      [{ disabled: true }],
      [{ accountExpired: true }],
      [{ exclusions: ['never-expires'] }],
      [{ locked: true }, 'Quelquun'],
    ];
    for (const [spec, surname] of cases) {
      const agent = await addAgent(samba, spec);
      const before = await traces(samba, agent.dn);
      for (let tries = 0; tries < 8; tries += 1) {
        const page = await identify(createHttpClient(portal.url), {
          ...agent,
          surname: surname ?? agent.surname,
        });
        expect(page.status).toBe(422);
      }
      expect(await traces(samba, agent.dn), JSON.stringify(spec)).toEqual(before);
    }
  });

  it('and wrong passwords stay below the directory’s own lockout threshold, however many are typed', async () => {
    const agent = await addAgent(samba);
    for (let tries = 0; tries < 8; tries += 1) {
      const page = await changeOverHttp(tries % 2 ? agent.login : agent.agentNumber, `Faux-secret-${tries}`);
      expect([422, 429]).toContain(page.status);
    }
    expect(Number((await traces(samba, agent.dn))['badPwdCount'])).toBeLessThan(
      suitePolicies.domain.lockoutThreshold,
    );
    expect(await bindAs(samba, agent.dn, agent.password)).toBe('accepted');
    // The step of signing in draws on the same budget.
    const { signIn } = portal.container.services.signIn;
    const input = { login: agent.login, password: agent.password };
    await expect(signIn(somebody(), input, AbortSignal.timeout(5_000))).rejects.toMatchObject({
      code: 'too-many-tries',
    });
  });
});

describe('the sign-in step', () => {
  const signIn = (login: string, password: string) =>
    portal.container.services.signIn
      .signIn(somebody(), { login, password }, AbortSignal.timeout(15_000))
      .then(
        (result) => (result.signedIn ? 'accepted' : result.because),
        (error: { code: string }) => error.code,
      );

  it.each<[string, Partial<PersonSpec>, string]>([
    ['an ordinary account', {}, 'accepted'],
    ['773', { mustChange: true }, 'must-change'],
    ['532', { passwordExpired: true }, 'password-expired'],
    ['533', { disabled: true }, 'sign-in-refused'],
    ['701', { accountExpired: true }, 'sign-in-refused'],
    ['775', { locked: true }, 'account-locked'],
  ])('understands %s', async (_code, spec, expected) => {
    const agent = await addAgent(samba, spec);
    expect(await signIn(agent.login, agent.password)).toBe(expected);
  });

  it('understands 52e, an unknown login and an empty password alike', async () => {
    const agent = await addAgent(samba);
    expect(await signIn(agent.login, 'Faux-secret-0')).toBe('sign-in-refused');
    expect(await signIn('personne.inconnue', 'Faux-secret-0')).toBe('sign-in-refused');
    expect(await signIn(agent.login, '')).toBe('sign-in-refused');
  });
});

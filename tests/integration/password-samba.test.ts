import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../app/i18n/fr.ts';
import { policyReport } from '../../server/cli/policy-report.ts';
import { unitDn } from '../../server/sandbox/samba/tree.ts';
import { createActiveDirectory } from '../../server/systems/directory/active-directory/active-directory.ts';
import type { Directory } from '../../server/systems/directory/port.ts';
import { createHttpClient, type Page } from '../support/http-client.ts';
import type { TestPortal } from '../support/portal.ts';
import { identify } from '../support/recover-over-http.ts';
import { blindAccount, startTestSamba, type TestSamba } from '../support/samba.ts';
import { bindAs } from '../support/samba-harness.ts';
import { type AddedPerson, addAgent, startPortalOn } from '../support/samba-portal.ts';

let samba: TestSamba;
let portal: TestPortal;
/** A portal that knows of no policy: whatever the directory refuses, it refuses by itself. */
let trusting: TestPortal;
/** What happens just before the trusting portal's next write. */
let before: () => Promise<void> = async () => {};

const unread = (directory: Directory): Directory => ({
  ...directory,
  policyOf: async (account, signal) => {
    const reading = await directory.policyOf(account, signal);
    if (!reading.readable) return reading;
    return { readable: true, policy: { ...reading.policy, minLength: 0, complexity: false } };
  },
  async change(...asked) {
    await before();
    return directory.change(...asked);
  },
});
/** The organisation asks for nothing, so that weak candidates reach the directory. */
const anything = {
  minLength: 0,
  minScore: 0 as const,
  forbiddenWords: [],
  establishmentNames: [],
  breachedMirror: null,
};

beforeAll(async () => {
  samba = await startTestSamba();
  portal = await startPortalOn(samba);
  trusting = await startPortalOn(samba, { wrap: unread, settings: { passwordRules: anything } });
});
afterAll(async () => {
  await portal?.stop();
  await trusting?.stop();
  await samba?.stop();
});

async function change(at: TestPortal, agent: AddedPerson, newPassword: string, old = agent.password) {
  const client = createHttpClient(at.url);
  const page = await client.get('/password/change');
  const fields = { login: agent.login, currentPassword: old, newPassword, confirmPassword: newPassword };
  return client.submit(page, fields, 'name="newPassword"');
}

const plain = (text: string) => text.replace(/&#x27;/g, "'").replace(/\s+/g, ' ');
const told = ({ text }: Page) => plain(text.replace(/<[^>]+>/g, ' '));
const atNewPassword = ({ text }: Page) =>
  plain((/id="newPassword-error">([\s\S]*?)<\/p>/.exec(text)?.[1] ?? '').replace(/<[^>]+>/g, ' '));
const state = ({ text }: Page, rule: string) =>
  new RegExp(`data-rule="${rule}" data-state="([^"]+)"`).exec(text)?.[1];

describe('the directory’s own refusal lands on the new password, in words', () => {
  it.each([
    ['too short', 'password-too-short', 'Kx-jet-73'],
    ['of too few kinds', 'password-complexity', 'trombonegirafemoulin'],
  ] as const)('%s', async (_, code, password) => {
    const agent = await addAgent(samba);
    const page = await change(trusting, agent, password);
    expect(page.status).toBe(422);
    expect(atNewPassword(page)).toContain(plain(fr.failure[code]));
    expect(atNewPassword(page)).toContain(plain(fr.password.advice[code]));
    expect(await bindAs(samba, agent.dn, agent.password)).toBe('accepted');
  });

  it('used before', async () => {
    const agent = await addAgent(samba);
    expect((await change(portal, agent, 'Sept-lampes-bleues-31')).text).toContain('data-changed');
    const page = await change(portal, agent, agent.password, 'Sept-lampes-bleues-31');
    expect(atNewPassword(page)).toContain(plain(fr.failure['password-history']));
    expect(state(page, 'history')).toBe('unmet');
    expect(state(page, 'length')).toBe('open');
    expect(await bindAs(samba, agent.dn, 'Sept-lampes-bleues-31')).toBe('accepted');
  });

  it('too young, with the moment when it is possible', async () => {
    const agent = await addAgent(samba, { policy: 'patient' });
    const page = await change(portal, agent, 'Sept-lampes-bleues-31');
    expect(atNewPassword(page)).toContain(plain(fr.failure['password-too-young']));
    expect(atNewPassword(page)).toMatch(/à partir du \S+ \d+ \S+ à \d\d:\d\d\./);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(86_000);
    expect(state(page, 'age')).toBe('unmet');
  });

  it('locked meanwhile concerns the whole form, and shows the way to unlock', async () => {
    const agent = await addAgent(samba);
    before = async () => {
      for (let tries = 0; tries < 3; tries += 1) await bindAs(samba, agent.dn, 'Pas-le-bon-mot-1');
    };
    const page = await change(trusting, agent, 'Sept-lampes-bleues-31');
    before = async () => {};
    expect(atNewPassword(page)).toBe('');
    expect(told(page)).toContain(plain(fr.failure['account-locked']));
    expect(page.text).toContain('href="/recover"');
    expect(await bindAs(samba, agent.dn, agent.password)).toBe('775');
  });

  it('a wrong old password is said at the login, and tells nothing of the account’s rules', async () => {
    const agent = await addAgent(samba, { policy: 'strict', password: 'Ancien-Jardin-de-roses-71' });
    const page = await change(portal, agent, 'Sept-lampes-31', 'Pas-le-bon-mot-1');
    expect(told(page)).toContain(plain(fr.failure['sign-in-refused']));
    expect(told(page)).not.toContain(plain(fr.feedback.rule.length(16)));
  });
});

describe('an agent of a fine-grained policy and one of the domain', () => {
  // Thirteen characters: enough for the domain's twelve, too few for the policy's sixteen.
  const between = 'Kiwi-7-lampes';

  it('are judged by their own rules', async () => {
    const domain = await addAgent(samba);
    const strict = await addAgent(samba, { policy: 'strict', password: 'Ancien-Jardin-de-roses-71' });
    expect((await change(portal, domain, between)).text).toContain('data-changed');
    const refused = await change(portal, strict, between);
    expect(atNewPassword(refused)).toContain(plain(fr.failure['password-too-short']));
    expect(told(refused)).toContain(plain(fr.feedback.rule.length(16)));
    expect(told(refused)).toContain(plain(fr.feedback.source['fine-grained']));
    expect(await bindAs(samba, strict.dn, strict.password)).toBe('accepted');
    expect((await change(portal, strict, `${between}-bleues`)).text).toContain('data-changed');
    expect(await bindAs(samba, strict.dn, `${between}-bleues`)).toBe('accepted');
  });

  it('see them before they type, straight after a recovery', async () => {
    const rulesOf = async (agent: AddedPerson) => {
      const client = createHttpClient(portal.url);
      const confirm = await identify(client, agent);
      const done = await client.submit(confirm, { understood: 'on', action: 'reset' }, 'name="understood"');
      const page = await client.submit(done, {}, 'name="handOver"');
      const learn = await client.get('/password/learn');
      return [told(page), told(learn)];
    };
    const strict = await addAgent(samba, { policy: 'strict', password: 'Ancien-Jardin-de-roses-71' });
    for (const text of await rulesOf(strict)) expect(text).toContain(plain(fr.feedback.rule.length(16)));
    for (const text of await rulesOf(await addAgent(samba)))
      expect(text).toContain(plain(fr.feedback.rule.length(12)));
  });

  it('are told so where the policy cannot be read, and the directory still decides', async () => {
    const bindDN = `CN=${blindAccount.login},${unitDn(samba.admin, 'Comptes-Services')}`;
    const blind = { ...samba.settings, bindDN, bindPassword: blindAccount.password };
    const unseeing = await startPortalOn({ ...samba, settings: blind });
    try {
      const strict = await addAgent(samba, { policy: 'strict', password: 'Ancien-Jardin-de-roses-71' });
      const page = await change(unseeing, strict, between);
      expect(atNewPassword(page)).toContain(plain(fr.failure['password-too-short']));
      expect(told(page)).toContain(plain(fr.feedback.source.unreadable));
      expect(await bindAs(samba, strict.dn, strict.password)).toBe('accepted');
    } finally {
      await unseeing.stop();
    }
  });
});

describe('reprise policy on a real domain', () => {
  const organisation = { ...anything, minLength: 12, breachedList: true };

  it('lists the domain and its objects, and names the one that is shorter than the organisation asks', async () => {
    const directory = createActiveDirectory(samba.settings);
    const signal = AbortSignal.timeout(15_000);
    const { exitCode, lines } = await policyReport(directory, { organisation, expiryNoticeDays: [] }, signal);
    await directory.close();
    const text = lines.join('\n');
    expect(exitCode).toBe(1);
    expect(text).toContain('domain: 12 characters');
    expect(text).toContain('Regle-Stricte: 16 characters');
    expect(text).toContain('Regle-Patiente asks for 8 characters');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpClient } from '../support/http-client.ts';
import { person, startTestPortal, type TestPortal } from '../support/portal.ts';
import { identify, recoverOverHttp, temporaryPasswordOn } from '../support/recover-over-http.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

const signal = () => AbortSignal.timeout(5_000);

async function journalOf(event: string) {
  const rows = await portal.container.store.journal.page(0, 10_000);
  return rows.filter((row) => row.event === event);
}

async function accountOf(login: string) {
  const lookup = await portal.container.directory.findByLogin(login, signal());
  if (lookup.found !== 'one') throw new Error(`${login}: ${lookup.found}`);
  return lookup.account;
}

describe('the main job, without JavaScript', () => {
  it('ends with a temporary password that the directory holds and the old one dead', async () => {
    const agent = person('forgotten');
    const password = await recoverOverHttp(portal.url, agent);
    const account = await accountOf(agent.login);
    expect(account.state.mustChange).toBe(true);
    expect(await portal.container.directory.authenticate(account, password, signal())).toBe('must-change');
  });

  it('shows the password once: reload, back and a second tab have none', async () => {
    const client = createHttpClient(portal.url);
    const confirm = await identify(client, person('accented-name'));
    expect(confirm.url).toBe('/recover/confirm');
    const done = await client.submit(confirm, { understood: 'on', action: 'reset' }, 'name="understood"');
    expect(done.url).toBe('/recover/done');
    expect(temporaryPasswordOn(done)).toMatch(/^[A-Za-z0-9]{16}$/);
    for (const path of ['/recover/done', '/recover/confirm', '/recover/done']) {
      expect(temporaryPasswordOn(await client.get(path)), path).toBeNull();
    }
  });

  it('writes once for ten posts at the same time, and one answer shows the password', async () => {
    const client = createHttpClient(portal.url);
    const confirm = await identify(client, person('compound-name'));
    const before = await accountOf(person('compound-name').login);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        client.submit(confirm, { understood: 'on', action: 'reset' }, 'name="understood"'),
      ),
    );
    expect(answers.filter((page) => temporaryPasswordOn(page) !== null)).toHaveLength(1);
    expect((await accountOf(before.login)).version.keyVersion).toBe(before.version.keyVersion + 1);
  });

  it('unlocks without touching the password', async () => {
    const agent = person('locked');
    const client = createHttpClient(portal.url);
    const confirm = await identify(client, agent, 'locked');
    const before = await accountOf(agent.login);
    expect(before.state.locked).toBe(true);
    const done = await client.submit(confirm, { understood: 'on', action: 'unlock' }, 'name="understood"');
    expect(done.status).toBe(200);
    expect(temporaryPasswordOn(done)).toBeNull();
    const after = await accountOf(agent.login);
    expect(after.state.locked).toBe(false);
    expect(after.version.keyVersion).toBe(before.version.keyVersion);
    expect(await portal.container.directory.authenticate(after, agent.password ?? '', signal())).toBe(
      'accepted',
    );
  });

  it('lets the agent change the password on the spot without typing it again', async () => {
    const agent = person('expired');
    const client = createHttpClient(portal.url);
    const confirm = await identify(client, agent, 'expired');
    const done = await client.submit(confirm, { understood: 'on', action: 'reset' }, 'name="understood"');
    const change = await client.submit(done, {}, 'name="handOver"');
    expect(change.url).toBe('/password/change');
    expect(change.text).not.toContain(temporaryPasswordOn(done) ?? 'none');
    const chosen = 'Trois-canards-bleus-7';
    const changed = await client.submit(
      change,
      { newPassword: chosen, confirmPassword: chosen },
      'name="newPassword"',
    );
    expect(changed.text).toContain('data-changed');
    const account = await accountOf(agent.login);
    expect(await portal.container.directory.authenticate(account, chosen, signal())).toBe('accepted');
  });

  it('shows the reference of the request from its first step', async () => {
    const client = createHttpClient(portal.url);
    const confirm = await identify(client, person('mailbox-healthy'));
    const reference = /data-reference="([^"]+)"/.exec(confirm.text)?.[1];
    expect(reference).toBeTruthy();
    const done = await client.submit(confirm, { understood: 'on', action: 'reset' }, 'name="understood"');
    expect(done.text).toContain(`data-reference="${reference}"`);
  });
});

describe('refusals', () => {
  const cases = [
    ['an unknown number', { surname: 'Martin', agentNumber: '999999' }],
    ['a wrong surname', { surname: 'Quelquun', agentNumber: person('forgotten').agentNumber }],
    ['a disabled account', person('disabled')],
    ['a privileged account', person('privileged')],
    ['an account whose password never expires', person('never-expires')],
    ['not a number at all', { surname: 'Martin', agentNumber: '*)(uid=*' }],
  ] as const;

  it('all look the same, leave one journal row each and change nothing', async () => {
    const client = createHttpClient(portal.url);
    // What differs by nature: the typed values and the nonce.
    const strip = (text: string) => text.replace(/nonce="[^"]*"/g, '').replace(/value="[^"]*"/g, '');
    const bodies = new Set<string>();
    for (const [name, identity] of cases) {
      const rows = (await journalOf('identification-refused')).length;
      const fresh = createHttpClient(portal.url);
      const page = await identify(fresh, identity);
      expect(page.status, name).toBe(422);
      expect(page.text, name).toContain('01 99 00 12 34');
      expect(await journalOf('identification-refused'), name).toHaveLength(rows + 1);
      bodies.add(strip(page.text));
    }
    expect(bodies.size).toBe(1);
    expect(client.cookies.size).toBe(0);
  });

  it('counts failures and then refuses the right answer too, without asking the directory', async () => {
    const agent = person('mailbox-full');
    const client = createHttpClient(portal.url);
    for (let i = 0; i < 5; i += 1)
      await identify(createHttpClient(portal.url), { ...agent, surname: `Faux${i}` });
    const page = await identify(client, agent);
    expect(page.status).toBe(422);
    const rows = await journalOf('identification-refused');
    expect(JSON.parse(rows.at(-1)?.body ?? '{}').details.why).toBe('limit');
  });
});

describe('steps hang on the request of the session', () => {
  it.each(['/recover/confirm', '/recover/done', '/recover/proof'])(
    '%s without a request leads to the start',
    async (path) => {
      expect((await createHttpClient(portal.url).get(path)).url).toBe('/recover');
    },
  );

  it('a posted confirmation without a request changes nothing', async () => {
    const client = createHttpClient(portal.url);
    const start = await client.get('/recover');
    const token = /name="_token" value="([^"]+)"/.exec(start.text)?.[1] ?? '';
    const intents = (await journalOf('reset-intended')).length;
    const page = await client.post('/recover/confirm', { _token: token, understood: 'on', action: 'reset' });
    expect(page.url).toBe('/recover');
    expect(await journalOf('reset-intended')).toHaveLength(intents);
  });

  it('confirmation needs the box ticked', async () => {
    const client = createHttpClient(portal.url);
    const confirm = await identify(client, person('mailbox-rule'));
    const page = await client.submit(confirm, { action: 'reset' }, 'name="understood"');
    expect(page.status).toBe(422);
    expect(temporaryPasswordOn(page)).toBeNull();
  });
});

describe('a page that was lost', () => {
  it('may be followed by one more password, asked for with a press, and by no third', async () => {
    const client = createHttpClient(portal.url);
    const confirm = await identify(client, person('mailbox-forwarded'));
    const done = await client.submit(confirm, { understood: 'on', action: 'reset' }, 'name="understood"');
    const first = temporaryPasswordOn(done);
    const shown = await client.get('/recover/done');
    expect(temporaryPasswordOn(shown)).toBeNull();
    const second = temporaryPasswordOn(await client.submit(shown, { intent: 'repeat' }, 'repeat'));
    expect(second).toBeTruthy();
    expect(second).not.toBe(first);
    const account = await accountOf(person('mailbox-forwarded').login);
    expect(await portal.container.directory.authenticate(account, first ?? '', signal())).toBe(
      'wrong-password',
    );
    const again = await client.get('/recover/done');
    expect(again.text).not.toContain('value="repeat"');
  });
});

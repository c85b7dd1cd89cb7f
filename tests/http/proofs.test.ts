import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fr } from '../../app/i18n/fr.ts';
import { type Agent, type HiredAs, hire } from '../support/agents.ts';
import { createHttpClient, type HttpClient, type Page } from '../support/http-client.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { identify, temporaryPasswordOn } from '../support/recover-over-http.ts';

const day = 86_400_000;
const clinic = 'Clinique Sainte-Odile';
const home = 'EHPAD La Roseraie';
const reachable: HiredAs = {
  establishment: clinic,
  mobile: '+33639980042',
  privateMail: 'chez.moi@courriel.example',
};

let portal: TestPortal;
let ahead = 0;
beforeAll(async () => {
  portal = await startTestPortal({ replace: { clock: { now: () => Date.now() + ahead } } });
});
afterAll(() => portal.stop());

const from = (origin: string): HttpClient => createHttpClient(portal.url, { 'x-demo-origin': origin });
const outside = () => from('other');

async function keyVersionOf(agent: Agent): Promise<number> {
  const lookup = await portal.container.directory.findByLogin(agent.login, AbortSignal.timeout(5_000));
  if (lookup.found !== 'one') throw new Error(`${agent.login}: ${lookup.found}`);
  return lookup.account.version.keyVersion;
}

async function journalled(event: string, reference: string): Promise<number> {
  const rows = await portal.container.store.journal.page(0, 100_000);
  return rows.filter((row) => row.event === event && row.body.includes(reference)).length;
}

const referenceOn = (page: Page) => /data-reference="([^"]+)"/.exec(page.text)?.[1] ?? 'none';

/** Every message that was sent to `to`, newest last. */
function messagesTo(to: string): { text: string; at: string }[] {
  const folder = join(portal.folder, 'messages');
  return readdirSync(folder)
    .map(
      (name) =>
        JSON.parse(readFileSync(join(folder, name), 'utf8')) as { to: string; text: string; at: string },
    )
    .filter((message) => message.to === to)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

const codeIn = (text: string) => /\b\d{6}\b/.exec(text)?.[0] ?? 'none';
const lastCode = (to: string) => codeIn(messagesTo(to).at(-1)?.text ?? '');

const choose = (client: HttpClient, page: Page, method: string) =>
  client.submit(page, { method }, 'name="method"');

async function toColleague(client: HttpClient, agent: Agent): Promise<Page> {
  return choose(client, await identify(client, agent), 'colleague');
}

const vouch = (client: HttpClient, page: Page, { login, password }: Agent) =>
  client.submit(page, { login, password }, 'name="password"');

async function toCode(client: HttpClient, agent: Agent, contact = 'mobile'): Promise<Page> {
  const page = await choose(client, await identify(client, agent), 'code');
  return client.submit(page, { contact }, 'value="send"');
}

const enter = (client: HttpClient, page: Page, code: string) =>
  client.submit(page, { code }, 'value="check"');

const confirm = (client: HttpClient, page: Page) =>
  client.submit(page, { understood: 'on', action: 'reset' }, 'name="understood"');

describe('where a further proof is asked for', () => {
  it('by default everywhere but at a kiosk', async () => {
    for (const [origin, path] of [
      ['kiosk', '/recover/confirm'],
      ['establishment', '/recover/proof'],
      ['other', '/recover/proof'],
    ] as const) {
      expect((await identify(from(origin), await hire(portal, reachable))).url, origin).toBe(path);
    }
  });

  it('also at a kiosk when somebody may know the password, with a ticket for level 3', async () => {
    const page = await identify(from('kiosk'), await hire(portal, reachable), 'compromised');
    expect(page.url).toBe('/recover/proof');
    await portal.container.runner.runDue();
    const ticket = await portal.container.store.tickets.find(referenceOn(page));
    expect(ticket).toMatchObject({ level: 3, state: 'new' });
  });

  it('no step can be skipped: the confirmation sends back and writes nothing', async () => {
    const agent = await hire(portal, reachable);
    const client = outside();
    const page = await identify(client, agent);
    const before = await keyVersionOf(agent);
    expect((await client.get('/recover/confirm')).url).toBe('/recover/proof');
    const token = /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const forced = await client.post('/recover/confirm', {
      _token: token,
      understood: 'on',
      action: 'reset',
    });
    expect(forced.url).toBe('/recover/proof');
    expect((await client.get('/recover/done')).url).toBe('/recover/proof');
    expect(await keyVersionOf(agent)).toBe(before);
  });

  it('nobody reaches its pages without a request of their own', async () => {
    for (const path of ['/recover/proof', '/recover/proof/code', '/recover/proof/colleague'])
      expect((await outside().get(path)).url).toBe('/recover');
  });

  it('asks to choose, and refuses what is not offered', async () => {
    const client = outside();
    const page = await identify(client, await hire(portal, { establishment: clinic }));
    expect(page.text).not.toContain('value="code"');
    expect((await client.submit(page, {}, 'name="method"')).status).toBe(422);
    expect((await choose(client, page, 'code')).status).toBe(422);
    expect((await choose(client, page, 'magic')).status).toBe(422);
  });
});

describe('a colleague vouches', () => {
  it('with their own password, and the agent goes on to the temporary password', async () => {
    const [agent, colleague] = [await hire(portal, reachable), await hire(portal, reachable)];
    const client = outside();
    const next = await vouch(client, await toColleague(client, agent), colleague);
    expect(next.url).toBe('/recover/confirm');
    expect(temporaryPasswordOn(await confirm(client, next))).toMatch(/^[A-Za-z0-9]{16}$/);
    expect(await journalled('proof-given', referenceOn(next))).toBe(1);
  });

  it('leaves nobody signed in', async () => {
    const [agent, colleague] = [await hire(portal, reachable), await hire(portal, reachable)];
    const client = outside();
    await vouch(client, await toColleague(client, agent), colleague);
    const hash = await import('node:crypto').then(({ createHash }) =>
      createHash('sha256')
        .update(client.cookies.get('reprise_session') ?? '')
        .digest('hex'),
    );
    expect((await portal.container.store.sessions.find(hash))?.accountId).toBeNull();
  });

  const refusals: readonly (readonly [string, HiredAs])[] = [
    ['another establishment', { ...reachable, establishment: home }],
    ['no establishment', { mobile: '+33639980043' }],
    ['a password of yesterday', { ...reachable, passwordAgeMillis: day }],
    ['a shared account', { ...reachable, exclusions: ['never-expires'] }],
  ];
  it.each(refusals)('not from %s', async (_name, as) => {
    const [agent, colleague] = [await hire(portal, reachable), await hire(portal, as)];
    const client = outside();
    const page = await toColleague(client, agent);
    const refused = await vouch(client, page, colleague);
    expect(refused.status).toBe(422);
    expect(await journalled('proof-refused', referenceOn(page))).toBe(1);
    expect((await client.get('/recover/confirm')).url).toBe('/recover/proof');
  });

  it('not from a privileged account, whose right password is answered as a wrong one', async () => {
    const agent = await hire(portal, reachable);
    const colleague = await hire(portal, { ...reachable, exclusions: ['privileged'] });
    const client = outside();
    const page = await toColleague(client, agent);
    const refused = await vouch(client, page, colleague);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(fr.failure['sign-in-refused']);
    expect(await journalled('proof-refused', referenceOn(page))).toBe(0);
    expect((await client.get('/recover/confirm')).url).toBe('/recover/proof');
  });

  it('not for oneself, and not with a wrong password', async () => {
    const [agent, colleague] = [await hire(portal, reachable), await hire(portal, reachable)];
    const client = outside();
    const page = await toColleague(client, agent);
    expect((await vouch(client, page, agent)).status).toBe(422);
    expect((await vouch(client, page, { ...colleague, password: 'faux' })).status).toBe(422);
    expect((await client.get('/recover/confirm')).url).toBe('/recover/proof');
  });

  it('who is locked out is told so of themselves, not of the agent', async () => {
    const agent = await hire(portal, reachable);
    const colleague = await hire(portal, { ...reachable, locked: true });
    const client = outside();
    const refused = await vouch(client, await toColleague(client, agent), colleague);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Le compte de cette personne est verrouillé');
    expect(refused.text).not.toContain('Votre compte est verrouillé');
  });

  it('no more than three times a day', async () => {
    const colleague = await hire(portal, reachable);
    for (let i = 0; i < 4; i += 1) {
      const client = outside();
      const page = await toColleague(client, await hire(portal, reachable));
      const answer = await vouch(client, page, colleague);
      expect(answer.status, `request ${i}`).toBe(i < 3 ? 200 : 429);
    }
  });

  it('two of them, not the same twice, for an agent whom no notice reaches', async () => {
    const agent = await hire(portal, { establishment: clinic, mail: 'au.travail@reprise.test' });
    const [one, two] = [await hire(portal, reachable), await hire(portal, reachable)];
    const client = outside();
    const page = await toColleague(client, agent);
    const half = await vouch(client, page, one);
    expect(half.url).toBe('/recover/proof');
    expect((await client.get('/recover/confirm')).url).toBe('/recover/proof');
    expect((await vouch(client, page, one)).status).toBe(422);
    expect((await vouch(client, page, two)).url).toBe('/recover/confirm');
  });

  it('ten posts at once are one proof', async () => {
    const [agent, colleague] = [await hire(portal, reachable), await hire(portal, reachable)];
    const client = outside();
    const page = await toColleague(client, agent);
    await Promise.all(Array.from({ length: 10 }, () => vouch(client, page, colleague)));
    expect(await journalled('proof-given', referenceOn(page))).toBe(1);
  });
});

describe('an agent who said "it was not me"', () => {
  const freeze = async (agent: Agent) => {
    const lookup = await portal.container.directory.findByLogin(agent.login, AbortSignal.timeout(5_000));
    if (lookup.found !== 'one') throw new Error(agent.login);
    const { id: accountId, login } = lookup.account;
    const row = { accountId, login, reference: 'X', since: Date.now(), liftedAt: null };
    await portal.container.store.freezes.insert({ intentId: randomUUID(), ...row });
  };

  it('vouches for nobody', async () => {
    const [agent, colleague] = [await hire(portal, reachable), await hire(portal, reachable)];
    await freeze(colleague);
    const client = outside();
    expect((await vouch(client, await toColleague(client, agent), colleague)).status).toBe(422);
    expect((await client.get('/recover/confirm')).url).toBe('/recover/proof');
  });

  it('gets no code, and asking leaves a ticket for level 3', async () => {
    const mobile = '+33639980055';
    const agent = await hire(portal, { ...reachable, mobile });
    const client = outside();
    const page = await choose(client, await identify(client, agent), 'code');
    await freeze(agent);
    expect((await client.submit(page, { contact: 'mobile' }, 'value="send"')).status).toBe(409);
    expect(messagesTo(mobile)).toHaveLength(0);
    expect((await identify(outside(), agent)).status).toBe(422);
    const db = new DatabaseSync(join(portal.folder, 'reprise.db'), { readOnly: true });
    const tickets = db.prepare('select level, state, text from tickets where "requesterLogin" = ?');
    await expect
      .poll(() => tickets.all(agent.login))
      .toEqual([{ level: 3, state: 'new', text: expect.stringContaining('ce n’est pas moi') }]);
    db.close();
  });
});

describe('asking again and again', () => {
  it('opens so many requests and no more, and one report of a known password a day', async () => {
    const agent = await hire(portal, reachable);
    const answers: string[] = [];
    const references: string[] = [];
    for (let i = 0; i < 32; i += 1) {
      const page = await identify(outside(), agent, 'compromised');
      answers.push(page.url);
      references.push(referenceOn(page));
    }
    expect(answers.filter((url) => url === '/recover/proof')).toHaveLength(30);
    await portal.container.runner.runDue();
    const tickets = await Promise.all(references.map((one) => portal.container.store.tickets.find(one)));
    expect(tickets.filter((ticket) => ticket !== null)).toHaveLength(1);
  });
});

describe('a one-time code', () => {
  it('to the mobile or the private address lets the agent go on', async () => {
    for (const [contact, index] of [
      ['mobile', 44],
      ['otherMailbox', 45],
    ] as const) {
      const mobile = `+336399800${index}`;
      const agent = await hire(portal, {
        ...reachable,
        mobile,
        privateMail: `code${index}@courriel.example`,
      });
      const client = outside();
      const sent = await toCode(client, agent, contact);
      expect(sent.text).not.toContain(mobile);
      const next = await enter(
        client,
        sent,
        lastCode(contact === 'mobile' ? mobile : `code${index}@courriel.example`),
      );
      expect(next.url, contact).toBe('/recover/confirm');
      expect(temporaryPasswordOn(await confirm(client, next))).not.toBeNull();
    }
  });

  it('dies after five wrong tries, even when the sixth is right', async () => {
    const agent = await hire(portal, { ...reachable, mobile: '+33639980046' });
    const client = outside();
    const sent = await toCode(client, agent);
    const right = lastCode('+33639980046');
    const wrong = right === '000000' ? '000001' : '000000';
    for (let i = 0; i < 5; i += 1) expect((await enter(client, sent, wrong)).status).toBe(422);
    expect((await enter(client, sent, right)).status).toBe(422);
    expect((await client.get('/recover/confirm')).url).toBe('/recover/proof');
  });

  it('of one request opens no other, and works once', async () => {
    const [a, b] = [
      await hire(portal, { ...reachable, mobile: '+33639980047' }),
      await hire(portal, { ...reachable, mobile: '+33639980048' }),
    ];
    const [clientA, clientB] = [outside(), outside()];
    const [sentA, sentB] = [await toCode(clientA, a), await toCode(clientB, b)];
    const codeOfA = lastCode('+33639980047');
    expect((await enter(clientB, sentB, codeOfA)).url).toBe('/recover/proof/code');
    const answers = await Promise.all(Array.from({ length: 5 }, () => enter(clientA, sentA, codeOfA)));
    expect(answers.every((page) => page.url === '/recover/confirm' || page.status === 422)).toBe(true);
    expect(await journalled('proof-given', referenceOn(sentA))).toBe(1);
    const again = outside();
    expect((await enter(again, await toCode(again, a), codeOfA)).url).toBe('/recover/proof/code');
  });

  it('ends when another one is sent, and after ten minutes', async () => {
    const agent = await hire(portal, { ...reachable, mobile: '+33639980049' });
    const client = outside();
    const first = await toCode(client, agent);
    const old = lastCode('+33639980049');
    const second = await client.submit(first, { contact: 'mobile' }, 'value="send"');
    const fresh = lastCode('+33639980049');
    if (old !== fresh) expect((await enter(client, second, old)).status).toBe(422);
    ahead = 10 * 60_000 + 1;
    try {
      expect((await enter(client, second, fresh)).status).toBe(422);
    } finally {
      ahead = 0;
    }
  });

  it('goes to no contact that was changed within a week, whatever is posted', async () => {
    const mobile = '+33639980050';
    const agent = await hire(portal, { ...reachable, mobile, contactsChangedAt: Date.now() - 6 * day });
    const client = outside();
    const page = await identify(client, agent);
    expect(page.text).not.toContain('value="code"');
    const token = /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    for (const contact of ['mobile', 'otherMailbox', 'mail', '+33600000000'])
      await client.post('/recover/proof/code', { _token: token, intent: 'send', contact });
    expect(messagesTo(mobile)).toHaveLength(0);
  });

  it('is sent five times a day at most', async () => {
    const mobile = '+33639980051';
    const agent = await hire(portal, { ...reachable, mobile });
    const client = outside();
    let page = await toCode(client, agent);
    for (let i = 1; i < 5; i += 1) page = await client.submit(page, { contact: 'mobile' }, 'value="send"');
    expect((await client.submit(page, { contact: 'mobile' }, 'value="send"')).status).toBe(429);
    expect(messagesTo(mobile)).toHaveLength(5);
  });

  it('is nowhere but in its message', async () => {
    const mobile = '+33639980052';
    const client = outside();
    const sent = await toCode(client, await hire(portal, { ...reachable, mobile }));
    const code = lastCode(mobile);
    await enter(client, sent, code);
    const { store } = portal.container;
    const journal = JSON.stringify(await store.journal.page(0, 100_000)).replace(
      /"(seal|at|seq)":[^,}]+/g,
      '',
    );
    const bodies = journal.match(new RegExp(`"code":"?${code}|[^0-9a-f]${code}[^0-9a-f]`, 'g'));
    expect(bodies).toBeNull();
    const lines = portal.lines.map((line) => line.replace(/"time":\d+/g, '')).join('\n');
    expect(lines.match(new RegExp(`[^0-9a-f]${code}[^0-9a-f]`, 'g'))).toBeNull();
  });

  it('reads what people copy: spaces and dashes', async () => {
    const mobile = '+33639980053';
    const client = outside();
    const sent = await toCode(client, await hire(portal, { ...reachable, mobile }));
    const code = lastCode(mobile);
    expect((await enter(client, sent, ` ${code.slice(0, 3)}-${code.slice(3)} `)).url).toBe(
      '/recover/confirm',
    );
  });
});

describe('a contact on a channel that is not there', () => {
  it('warns nobody, so one colleague is not enough', async () => {
    const messages = {
      channels: new Set(['mail'] as const),
      close: () => undefined,
      send: async () => undefined,
    };
    const mailOnly = await startTestPortal({ replace: { messages } });
    try {
      const as = { establishment: clinic, mobile: '+33639980056' };
      const [agent, colleague] = [await hire(mailOnly, as), await hire(mailOnly, as)];
      const client = createHttpClient(mailOnly.url, { 'x-demo-origin': 'other' });
      expect((await vouch(client, await toColleague(client, agent), colleague)).url).toBe('/recover/proof');
    } finally {
      await mailOnly.stop();
    }
  });
});

describe('messages that cannot be sent', () => {
  it('are said so at once, and another way stays open', async () => {
    const messages = {
      channels: new Set(['sms'] as const),
      close: () => undefined,
      send: () =>
        Promise.reject(Object.assign(new Error(), { name: 'Failure', code: 'messages-unavailable' })),
    };
    const broken = await startTestPortal({ replace: { messages } });
    try {
      const client = createHttpClient(broken.url, { 'x-demo-origin': 'other' });
      const sent = await toCode(client, await hire(broken, reachable));
      expect(sent.status).toBe(503);
      expect((await client.get('/recover/proof')).text).toContain('value="colleague"');
      // A gateway that is down does not use up the agent's day.
      const page = await client.get('/recover/proof/code');
      for (let i = 0; i < 6; i += 1)
        expect((await client.submit(page, { contact: 'mobile' }, 'value="send"')).status).toBe(503);
    } finally {
      await broken.stop();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system, technician as technicianActor, visitor } from '../../server/domain/actors/actor.ts';
import { createApprovalCodes } from '../../server/domain/approvals/codes.ts';
import { hire } from '../support/agents.ts';
import { createHttpClient, hiddenFields } from '../support/http-client.ts';
import {
  askForCall,
  desk,
  elsewhere,
  failureOn,
  hireCallable,
  home,
  identifyElsewhere,
  pairingCodeOn,
  secondCodeOn,
  signInAs,
  technicianAt,
  waitForCall,
} from '../support/phone.ts';
import { person, startTestPortal, type TestPortal } from '../support/portal.ts';
import { temporaryPasswordOn } from '../support/recover-over-http.ts';

const minute = 60_000;
const plenty = { capacity: 10_000, secondsPerTry: 1 };
let later = 0;
let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({
    settings: { limits: { technician: plenty, 'technician-day': plenty, 'approval-code': plenty } },
    replace: { clock: { now: () => Date.now() + later } },
  });
});
afterAll(() => portal.stop());

const wrong = (code: string | null) => (code === '0000' ? '0001' : '0000');

async function journalOf(event: string) {
  const rows = await portal.container.store.journal.page(0, 100_000);
  return rows.filter((row) => row.event === event).map((row) => JSON.parse(row.body));
}

async function idOf(scenario: string): Promise<string> {
  return (await portal.container.store.embeddedAccounts.findByLogin(person(scenario).login))?.id ?? '';
}

/** Changes an account behind the portal's back. */
async function change(login: string, patch: { disabled?: boolean; roles?: readonly string[] }) {
  const accounts = portal.container.store.embeddedAccounts;
  const row = await accounts.findByLogin(login);
  if (row === null) throw new Error(`no ${login}`);
  await accounts.update(row.id, row, patch);
}

async function recoveryOf(code: string) {
  const { store, keys } = portal.container;
  const hash = createApprovalCodes(keys.approvals).pairingHash(code);
  const approval = await store.approvals.findByPairing(hash);
  const recovery = await store.recoveries.find(approval?.recoveryId ?? '');
  if (approval === null || recovery === null) throw new Error('nothing waits');
  return { approval, recovery };
}

/** A call under way: the agent waits, the technician has pressed "I am calling". */
async function calling(more: Parameters<typeof waitForCall>[1] = {}) {
  const waiting = await waitForCall(portal, more);
  const technician = await technicianAt(portal);
  const at = desk(technician);
  const opened = await at.open(waiting.code);
  const card = await at.call(opened);
  const second = secondCodeOn(await waiting.client.get('/recover/phone'));
  return { ...waiting, technician, at, opened, card, second };
}

describe('a phone approval, agent and technician', () => {
  it('leads from the code on the screen to a temporary password that the technician never sees', async () => {
    const { agent, client, page, code } = await waitForCall(portal);
    expect(page.status).toBe(200);
    expect(code).toMatch(/^[2-9A-Z]{3}-[2-9A-Z]{3}$/);
    expect(secondCodeOn(page)).toBeNull();

    const technician = await technicianAt(portal);
    const at = desk(technician);
    const opened = await at.open(code.toLowerCase().replace('-', ' '));
    expect(opened.url).toMatch(/^\/desk\/approvals\/[\da-f-]{36}$/);
    expect(opened.text).toContain(agent.surname);
    expect(opened.text).toContain(home);
    expect(opened.text).toContain('+33639980099');
    expect(opened.text).not.toMatch(/<input[^>]*type="tel"/);
    expect(secondCodeOn(await client.get('/recover/phone'))).toBeNull();

    const card = await at.call(opened);
    const shown = await client.get('/recover/phone');
    const second = secondCodeOn(shown);
    expect(second).toMatch(/^\d{4}$/);
    expect(card.text).not.toContain(second);
    expect((await technician.get('/desk')).text).toContain(opened.url);

    const approved = await at.approve(card, second ?? '');
    expect(approved.text).toContain('data-approved');
    const confirm = await client.get('/recover/phone');
    expect(confirm.url).toBe('/recover/confirm');
    const done = await client.submit(confirm, { understood: 'on', action: 'reset' }, 'name="understood"');
    expect(temporaryPasswordOn(done)).toMatch(/^[A-Za-z0-9]{16}$/);

    const technicianId = await idOf('technician-1');
    for (const event of ['approval-opened', 'approval-taken', 'proof-given']) {
      const last = (await journalOf(event)).at(-1);
      expect(last.actor, event).toMatchObject({ kind: 'technician', account: technicianId });
    }
    expect((await journalOf('proof-given')).at(-1).details).toMatchObject({
      method: 'phone',
      by: technicianId,
    });
    const rows = JSON.stringify(await portal.container.store.journal.page(0, 100_000));
    const logs = portal.lines.join('\n');
    for (const secret of [code, `"${second}"`]) {
      expect(rows).not.toContain(secret);
      expect(logs).not.toContain(secret);
    }
  });

  it('looking at the waiting page asks for nothing: only choosing the phone does', async () => {
    const client = await identifyElsewhere(portal, await hireCallable(portal));
    const before = (await journalOf('approval-requested')).length;
    expect((await client.get('/recover/phone')).url).toBe('/recover/proof');
    expect(await journalOf('approval-requested')).toHaveLength(before);
    expect(pairingCodeOn(await askForCall(client))).not.toBe('');
    expect(await journalOf('approval-requested')).toHaveLength(before + 1);
    await client.submit(await client.get('/recover/phone'), {}, 'value="other"');
    expect((await client.get('/recover/phone')).url).toBe('/recover/proof');
    expect(await journalOf('approval-requested')).toHaveLength(before + 1);
  });

  it('asked for ten times at once is one', async () => {
    const { client } = await waitForCall(portal);
    await client.submit(await client.get('/recover/phone'), {}, 'value="other"');
    const before = (await journalOf('approval-requested')).length;
    const pages = await Promise.all(Array.from({ length: 4 }, () => askForCall(client)));
    expect(new Set(pages.map(pairingCodeOn)).size).toBe(1);
    expect(await journalOf('approval-requested')).toHaveLength(before + 1);
  });

  it('a second visit keeps the code', async () => {
    const { client, code } = await waitForCall(portal);
    expect(pairingCodeOn(await client.get('/recover/phone'))).toBe(code);
  });

  it('an approval is good for this browser alone', async () => {
    const { client, code, second, at, card } = await calling();
    await at.approve(card, second ?? '');
    const other = createHttpClient(portal.url, { 'x-demo-origin': 'other' });
    expect((await other.get('/recover/phone')).url).toBe('/recover');
    expect((await other.get('/recover/confirm')).url).toBe('/recover');
    expect((await client.get('/recover/phone')).url).toBe('/recover/confirm');
    expect(failureOn(await at.open(code))).toBe('approval-not-found');
  });

  it('nothing goes on before the approval, whatever step is tried', async () => {
    const { client, page } = await waitForCall(portal);
    const token = hiddenFields(page.text)['_token'] ?? '';
    const before = (await journalOf('reset-intended')).length;
    const answer = await fetch(new URL('/recover/confirm', portal.url), {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: portal.url, cookie: [...client.cookies].map((pair) => pair.join('=')).join('; ') },
      body: new URLSearchParams({ _token: token, understood: 'on', action: 'reset' }),
    });
    expect(answer.headers.get('location')).toBe('/recover/proof');
    expect(await journalOf('reset-intended')).toHaveLength(before);
  });
});

describe('the second code', () => {
  it('is not there before "I am calling", and approving without it proves nothing', async () => {
    const { code, client } = await waitForCall(portal);
    const technician = await technicianAt(portal);
    const at = desk(technician);
    const opened = await at.open(code);
    const fields = hiddenFields(opened.text, 'value="call"');
    const skipped = await technician.post(opened.url, { ...fields, intent: 'approve', secondCode: '0000' });
    expect(failureOn(skipped)).toBe('approval-not-found');
    const card = await at.call(opened);
    const empty = await at.approve(card, '');
    expect(empty.status).toBe(422);
    expect((await client.get('/recover/phone')).url).toBe('/recover/phone');
  });

  it('may be wrong twice; the third ends the approval, and the right one comes too late', async () => {
    const { client, second, at, card } = await calling();
    const bad = wrong(second);
    for (const left of [2, 1]) {
      const page = await at.approve(card, bad);
      expect(failureOn(page)).toBe('approval-code-wrong');
      expect(page.text).toContain(`${left}.`);
    }
    expect(failureOn(await at.approve(card, bad))).toBe('approval-code-spent');
    expect(failureOn(await at.approve(card, second ?? ''))).toBe('approval-not-found');
    const page = await client.get('/recover/phone');
    expect(page.text).toContain('data-ended="refused"');
    expect((await journalOf('approval-refused')).at(-1).details).toMatchObject({ why: 'second-code' });
    const again = await client.submit(page, {}, 'value="again"');
    expect(pairingCodeOn(again)).not.toBe('');
  });

  it('right twice in a row is a replay and changes nothing', async () => {
    const { at, card, second } = await calling();
    await at.approve(card, second ?? '');
    const before = (await journalOf('proof-given')).length;
    expect(failureOn(await at.approve(card, second ?? ''))).toBe('approval-not-found');
    expect(await journalOf('proof-given')).toHaveLength(before);
  });

  it('of one request opens no other', async () => {
    const first = await calling();
    const other = await calling();
    // Two codes may be equal by chance, one time in 10,000.
    if (first.second === other.second) return;
    expect(failureOn(await first.at.approve(first.card, other.second ?? ''))).toBe('approval-code-wrong');
  });

  it('ten approvals at once prove once', async () => {
    const { client, at, card, second } = await calling();
    const before = (await journalOf('proof-given')).length;
    await Promise.all(Array.from({ length: 10 }, () => at.approve(card, second ?? '')));
    expect(await journalOf('proof-given')).toHaveLength(before + 1);
    expect((await client.get('/recover/phone')).url).toBe('/recover/confirm');
  });

  it('ten guesses at once are three', async () => {
    const { client, at, card, second } = await calling();
    const guesses = Array.from({ length: 10 }, (_, i) => String(1_000 + i)).filter((one) => one !== second);
    const answers = await Promise.all(guesses.map((guess) => at.approve(card, guess)));
    const heard = answers.map(failureOn);
    expect(heard.filter((code) => code === 'approval-code-wrong')).toHaveLength(2);
    expect(heard.filter((code) => code === 'approval-code-spent')).toHaveLength(1);
    expect((await client.get('/recover/phone')).text).toContain('data-ended="refused"');
  });
});

describe('who may approve', () => {
  it('a request that another technician has taken stays theirs', async () => {
    const { opened, code, second, client } = await calling();
    const other = await technicianAt(portal, 'technician-2');
    expect(failureOn(await desk(other).open(code))).toBe('approval-taken');
    const page = await other.get(opened.url);
    expect(failureOn(page)).toBe('approval-taken');
    expect(page.status).toBe(409);
    const token = hiddenFields((await other.get('/desk')).text)['_token'] ?? '';
    const forced = await other.post(opened.url, {
      _token: token,
      intent: 'approve',
      secondCode: second ?? '',
    });
    expect(failureOn(forced)).toBe('approval-taken');
    expect((await client.get('/recover/phone')).url).toBe('/recover/phone');
  });

  it('two who press at once: one has it', async () => {
    const { code, client } = await waitForCall(portal);
    const technicians = await Promise.all([technicianAt(portal), technicianAt(portal, 'technician-2')]);
    const cards = await Promise.all(technicians.map((one) => desk(one).open(code)));
    const answers = await Promise.all(
      technicians.map((one, index) =>
        desk(one).call(cards[index] ?? { url: '', status: 0, headers: new Headers(), text: '' }),
      ),
    );
    expect(answers.filter((page) => page.text.includes('name="secondCode"'))).toHaveLength(1);
    expect(secondCodeOn(await client.get('/recover/phone'))).not.toBeNull();
  });

  it('level 1 only for the own establishment; level 2 for all', async () => {
    const { code } = await waitForCall(portal, { establishment: elsewhere });
    const before = (await journalOf('approval-opened')).length;
    const refused = await desk(await technicianAt(portal)).open(code);
    expect(failureOn(refused)).toBe('approval-other-establishment');
    expect(refused.status).toBe(403);
    expect(await journalOf('approval-opened')).toHaveLength(before);
    const second = await desk(await technicianAt(portal, 'technician-2')).open(code);
    expect(second.url).toMatch(/^\/desk\/approvals\//);
    expect(failureOn(await (await technicianAt(portal)).get(second.url))).toBe(
      'approval-other-establishment',
    );
  });

  it('nobody without an establishment is in the scope of level 1', async () => {
    const agent = await hire(portal, { mobile: '+33639980099' });
    const client = await identifyElsewhere(portal, agent);
    const code = pairingCodeOn(await askForCall(client));
    expect(failureOn(await desk(await technicianAt(portal)).open(code))).toBe('approval-other-establishment');
  });

  it('not the own request', async () => {
    // A technician who is not excluded from self-service, so that the request comes to stand at all.
    const technician = await hireCallable(portal, { roles: ['technician-2'] });
    const agent = await identifyElsewhere(portal, technician);
    const code = pairingCodeOn(await askForCall(agent));
    const { client, page } = await signInAs(portal, technician);
    expect(page.url).toBe('/desk');
    expect(failureOn(await desk(client).open(code))).toBe('approval-own');
  });

  it('not from the browser that opened it: signing in there ends the request', async () => {
    const { client, code } = await waitForCall(portal);
    const { page } = await signInAs(portal, person('technician-1'), client);
    expect(page.url).toBe('/desk');
    expect(failureOn(await desk(client).open(code))).toBe('approval-not-found');
    expect((await client.get('/recover/phone')).url).toBe('/recover');
  });

  it('nobody whose role was taken away in between, whatever the session says', async () => {
    const technician = await hireCallable(portal, { roles: ['technician-2'] });
    const { client } = await signInAs(portal, technician);
    const waiting = await waitForCall(portal);
    const card = await desk(client).call(await desk(client).open(waiting.code));
    const second = secondCodeOn(await waiting.client.get('/recover/phone'));
    await change(technician.login, { roles: [] });
    const refused = await desk(client).approve(card, second ?? '');
    expect(failureOn(refused)).toBe('desk-refused');
    expect((await waiting.client.get('/recover/phone')).url).toBe('/recover/phone');
    expect((await journalOf('sign-in-refused')).at(-1).details).toMatchObject({ at: 'desk', why: 'role' });
  });

  it('nobody who is disabled in between', async () => {
    const technician = await hireCallable(portal, { roles: ['technician-3'] });
    const { client } = await signInAs(portal, technician);
    await change(technician.login, { disabled: true });
    expect(failureOn(await client.get('/desk'))).toBe('desk-refused');
  });

  it('nobody with a password newer than 72 hours, nobody without a role, no director', async () => {
    const cases = [
      await hire(portal, { roles: ['technician-3'], passwordAgeMillis: 2 * 86_400_000 }),
      await hire(portal),
      person('director'),
    ];
    for (const one of cases) {
      const { client, page } = await signInAs(portal, one);
      expect(failureOn(page), one.login).toBe('sign-in-refused');
      expect(page.status).toBe(422);
      expect((await client.get('/desk')).url).toBe('/desk/sign-in');
    }
    const old = await hire(portal, { roles: ['technician-3'], passwordAgeMillis: 4 * 86_400_000 });
    expect((await signInAs(portal, old)).page.url).toBe('/desk');
  });
});

describe('a technician who vouched earlier', () => {
  it('may still take the call: the two proofs are not one', async () => {
    const waiting = await calling();
    const { approval } = await recoveryOf(waiting.code);
    const by = await idOf('technician-1');
    await portal.container.store.proofs.add({
      recoveryId: approval.recoveryId,
      method: 'colleague',
      by,
      at: Date.now(),
    });
    const approved = await waiting.at.approve(waiting.card, waiting.second ?? '');
    expect(approved.text).toContain('data-approved');
  });
});

describe('the network that a request was opened from', () => {
  const away = { class: 'other', establishment: null, kioskId: null, address: '192.0.2.1' } as const;
  const signal = () => AbortSignal.timeout(5_000);

  it('being the technician’s own is shown and journalled, and refuses nothing', async () => {
    const { opened, at, card, second } = await calling();
    expect(opened.text).toContain('data-same-network');
    expect((await at.approve(card, second ?? '')).text).toContain('data-approved');
    for (const event of ['approval-opened', 'approval-taken', 'proof-given'])
      expect((await journalOf(event)).at(-1).details, event).toMatchObject({ 'same-network': true });
  });

  it('being another is not, and neither address is kept', async () => {
    const { code } = await waitForCall(portal);
    const { approval } = await recoveryOf(code);
    const { calls } = portal.container.services;
    const origin = away;
    const actor = technicianActor({
      accountId: await idOf('technician-3'),
      sessionHash: 'a'.repeat(64),
      origin,
      requestId: 'test',
    });
    const { id } = await calls.open(actor, code, signal());
    expect((await calls.card(actor, id, signal())).sameNetwork).toBe(false);
    expect((await journalOf('approval-opened')).at(-1).details).not.toHaveProperty('same-network');
    expect(approval.openedFrom).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(approval)).not.toContain('127.0.0.1');
  });
});

describe('who may be approved', () => {
  it('nobody whose account was disabled in between: the approval ends', async () => {
    const { agent, client, at, card, second } = await calling();
    await change(agent.login, { disabled: true });
    expect(failureOn(await at.approve(card, second ?? ''))).toBe('approval-excluded');
    expect((await client.get('/recover/phone')).text).toContain('data-ended="refused"');
    expect((await journalOf('approval-refused')).at(-1).details).toMatchObject({
      by: 'portal',
      why: 'disabled',
    });
  });

  it('nobody without a number that the directory has held for a week', async () => {
    for (const contact of [{ contactsChangedAt: Date.now() - 6 * 86_400_000 }, { mobile: '' }]) {
      const { code } = await waitForCall(portal, contact);
      const technician = await technicianAt(portal);
      const card = await desk(technician).open(code);
      expect(card.text).not.toContain('data-call');
      expect(card.text).not.toContain('value="call"');
      const fields = hiddenFields(card.text, 'value="refuse"');
      const other = await technician.post(card.url, { ...fields, intent: 'call' });
      expect(failureOn(other)).toBe('approval-no-number');
    }
  });
});

describe('what no page leads to, and the domain refuses all the same', () => {
  const nowhere = { class: 'other', establishment: null, kioskId: null, address: '192.0.2.1' } as const;
  const signal = () => AbortSignal.timeout(5_000);

  const at = async (more: Partial<Parameters<typeof technicianActor>[0]> = {}) =>
    technicianActor({
      accountId: await idOf('technician-3'),
      sessionHash: 'a'.repeat(64),
      origin: nowhere,
      requestId: 'test',
      ...more,
    });

  it('a technician at an enrolled kiosk, a visitor, the portal itself', async () => {
    const { code } = await waitForCall(portal);
    const { calls } = portal.container.services;
    const kiosk = await at({ origin: { ...nowhere, class: 'kiosk', kioskId: 'k1' } });
    await expect(calls.open(kiosk, code, signal())).rejects.toMatchObject({ code: 'desk-refused' });
    for (const other of [visitor({ sessionHash: 'a', origin: nowhere, requestId: 'test' }), system('test')])
      await expect(calls.open(other, code, signal())).rejects.toMatchObject({ code: 'desk-sign-in-needed' });
  });

  it('an agent who has said "it was not me"', async () => {
    const { code } = await waitForCall(portal);
    const { approval, recovery } = await recoveryOf(code);
    const { calls } = portal.container.services;
    await portal.container.store.freezes.insert({
      intentId: approval.id,
      accountId: recovery.accountId,
      login: recovery.login,
      reference: recovery.reference,
      since: Date.now(),
      liftedAt: null,
    });
    await expect(calls.start(await at(), approval.id, signal())).rejects.toMatchObject({
      code: 'approval-excluded',
    });
    expect((await portal.container.store.approvals.find(approval.id))?.state).toBe('refused');
  });
});

describe('the end of waiting', () => {
  it('a refusal reads kindly and leaves other ways', async () => {
    const { client, at, card } = await calling();
    const refused = await at.refuse(card, 'suspicious');
    expect(refused.text).toContain('Cette demande est terminée');
    const page = await client.get('/recover/phone');
    expect(page.text).toContain('data-ended="refused"');
    expect(page.text).not.toContain('suspect');
    expect(page.text).toContain('value="other"');
    expect((await journalOf('approval-refused')).at(-1).details).toMatchObject({
      by: 'technician',
      why: 'suspicious',
    });
  });

  it('a refusal needs a reason', async () => {
    const { at, card } = await calling();
    expect((await at.refuse(card, 'because')).status).toBe(422);
  });

  it('cancelled by the agent: the technician finds nothing any more', async () => {
    const { client, at, card, second } = await calling();
    const end = await client.submit(await client.get('/recover/phone'), {}, 'value="cancel"');
    expect(end.url).toBe('/?done');
    expect(failureOn(await at.approve(card, second ?? ''))).toBe('approval-not-found');
    expect((await client.get('/recover/phone')).url).toBe('/recover');
  });

  it('expired after fifteen minutes: both sides are told, a new code can be asked for', async () => {
    const waiting = await waitForCall(portal);
    later += 14 * minute;
    expect(pairingCodeOn(await waiting.client.get('/recover/phone'))).toBe(waiting.code);
    later += 2 * minute;
    const page = await waiting.client.get('/recover/phone');
    expect(page.text).toContain('data-ended="expired"');
    expect(failureOn(await desk(await technicianAt(portal)).open(waiting.code))).toBe('approval-not-found');
    const again = pairingCodeOn(await waiting.client.submit(page, {}, 'value="again"'));
    expect(again).toMatch(/^\w{3}-\w{3}$/);
    expect(again).not.toBe(waiting.code);
    expect((await journalOf('approval-refused')).at(-1).details).toMatchObject({
      by: 'portal',
      why: 'expired',
    });
  });

  it('a new code may be asked for five times in a row, then later', async () => {
    const { client } = await waitForCall(portal);
    const at = desk(await technicianAt(portal));
    let page = await client.get('/recover/phone');
    for (let i = 0; i < 5; i += 1) {
      const opened = await at.open(pairingCodeOn(page));
      await at.refuse(opened);
      page = await client.submit(await client.get('/recover/phone'), {}, 'value="again"');
    }
    expect(page.status).toBe(429);
    expect(page.headers.get('retry-after')).toBeTruthy();
  });
});

describe('the desk session', () => {
  it('has a new id, ends with sign-out, and its old cookie opens nothing', async () => {
    const client = createHttpClient(portal.url);
    await client.get('/desk/sign-in');
    const before = client.cookies.get('reprise_session');
    await signInAs(portal, person('technician-1'), client);
    const during = client.cookies.get('reprise_session') ?? '';
    expect(during).not.toBe(before);
    await client.submit(await client.get('/desk'), {}, 'value="sign-out"');
    client.cookies.set('reprise_session', during);
    expect((await client.get('/desk')).url).toBe('/desk/sign-in');
  });

  it('ends after fifteen minutes without use, and after ten hours with it', async () => {
    const client = await technicianAt(portal);
    for (let i = 0; i < 3; i += 1) {
      later += 14 * minute;
      expect((await client.get('/desk')).url).toBe('/desk');
    }
    later += 16 * minute;
    expect((await client.get('/desk')).url).toBe('/desk/sign-in');
    const long = await technicianAt(portal);
    for (let i = 0; i < 42; i += 1) {
      later += 14 * minute;
      expect((await long.get('/desk')).url).toBe('/desk');
    }
    later += 14 * minute;
    expect((await long.get('/desk')).url).toBe('/desk/sign-in');
  });

  it('identifying in the same browser closes the desk', async () => {
    const client = await technicianAt(portal);
    const agent = await hire(portal);
    const start = await client.get('/recover');
    const { surname, agentNumber } = agent;
    await client.submit(start, { surname, agentNumber, reason: 'forgotten' }, 'name="surname"');
    expect((await client.get('/desk')).url).toBe('/desk/sign-in');
  });

  it.each(['/desk', '/desk/approvals/00000000-0000-4000-8000-000000000000'])(
    '%s asks a visitor and an agent with a request to sign in',
    async (path) => {
      expect((await createHttpClient(portal.url).get(path)).url).toBe('/desk/sign-in');
      const { client } = await waitForCall(portal);
      expect((await client.get(path)).url).toBe('/desk/sign-in');
    },
  );

  it('an unknown approval is 404', async () => {
    const client = await technicianAt(portal);
    expect((await client.get('/desk/approvals/00000000-0000-4000-8000-000000000000')).status).toBe(404);
    expect((await client.get("/desk/approvals/'%20or%201=1")).status).toBe(404);
  });
});

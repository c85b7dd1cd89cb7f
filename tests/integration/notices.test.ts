import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOutbox, proofKeyOf } from '../../server/jobs/outbox.ts';
import { type Agent, hire } from '../support/agents.ts';
import { filesBelow, findings, type Places, tablesOf } from '../support/canaries.ts';
import { createHttpClient } from '../support/http-client.ts';
import { messagesOf, messageTo, notMePath, reachable } from '../support/notices.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { identify, temporaryPasswordOn } from '../support/recover-over-http.ts';

const day = 86_400_000;
let later = 0;
const clock = { now: () => Date.now() + later };
let portal: TestPortal;
let agents = 0;
beforeAll(async () => {
  portal = await startTestPortal({
    settings: { notices: { manager: true, scrambleWhenDisavowed: false } },
    replace: { clock },
  });
});
afterAll(() => portal?.stop());

/** An agent with a work mailbox, a mobile and a private mailbox, all of their own. */
async function hired(contacts: Parameters<typeof reachable>[2] = {}) {
  agents += 1;
  const agent = await hire(portal);
  const reach = {
    mail: `agent${agents}@work.example`,
    mobile: `+336399801${String(agents).padStart(2, '0')}`,
    privateMail: `agent${agents}@home.example`,
    ...contacts,
  };
  const { id } = await reachable(portal, agent.login, reach);
  const { mail, mobile, privateMail } = reach;
  return { ...agent, id, mail: mail ?? '', mobile: mobile ?? '', privateMail: privateMail ?? '' };
}

const settled = () =>
  expect
    .poll(
      async () => {
        const { oldestRunAt } = await portal.container.store.jobs.depth();
        return oldestRunAt === null || oldestRunAt > clock.now();
      },
      { timeout: 15_000 },
    )
    .toBe(true);

/** A reset whose request somebody had proved in these ways. */
async function recovered(agent: Agent, proofs: readonly { method: 'code' | 'colleague'; by: string }[] = []) {
  const { store } = portal.container;
  const client = createHttpClient(portal.url);
  const confirm = await identify(client, agent);
  const reference = /data-reference="([^"]+)"/.exec(confirm.text)?.[1] ?? '';
  const row = await store.recoveries.findByReference(reference);
  for (const proof of proofs)
    await store.proofs.add({ recoveryId: row?.id ?? '', ...proof, at: clock.now() });
  const done = await client.submit(confirm, { understood: 'on', action: 'reset' }, 'name="understood"');
  return { client, done, reference, recoveryId: row?.id ?? '', password: temporaryPasswordOn(done) ?? '' };
}

/** A colleague's word for an agent, as the page of the colleague records it. */
function vouched(voucher: Agent & { id: string }, agent: Agent, recoveryId: string, reference: string) {
  const outbox = createOutbox({ clock, helpDesk: '01 99 00 12 34', url: portal.url, alertMails: [] });
  const agentName = `${agent.givenName} ${agent.surname}`;
  const proofKey = proofKeyOf(recoveryId, voucher.id);
  return portal.container.store.transaction((unit) =>
    outbox.vouched(unit, { voucher, agentName, reference, proofKey }),
  );
}

const addressesOf = (reference: string) =>
  messagesOf(portal)
    .filter(({ text }) => text.includes(reference))
    .map(({ to }) => to)
    .sort();

describe('who is told of a reset', () => {
  it('the agent by every way, with one link each', async () => {
    const agent = await hired();
    const { reference, password } = await recovered(agent);
    await settled();
    expect(addressesOf(reference)).toEqual([agent.mobile, agent.mail, agent.privateMail].sort());
    const paths = messagesOf(portal)
      .filter(({ text }) => text.includes(reference))
      .map((message) => {
        expect(message.text).not.toContain(password);
        return notMePath(message);
      });
    expect(new Set(paths).size).toBe(1);
  });

  it.each([
    ['mobile', ['mail', 'privateMail']],
    ['otherMailbox', ['mail', 'mobile']],
  ] as const)('but not by %s when the code went there', async (by, ways) => {
    const agent = await hired();
    const { reference } = await recovered(agent, [{ method: 'code', by }]);
    await settled();
    expect(addressesOf(reference)).toEqual(ways.map((way) => agent[way]).sort());
  });

  it('the manager, who gets no link', async () => {
    const manager = await hired();
    const agent = await hired({ manager: manager.login });
    const { reference } = await recovered(agent);
    await settled();
    const told = await messageTo(portal, manager.mail);
    expect(told.text).toContain(reference);
    expect(told.text).not.toContain('/not-me/');
    expect(addressesOf(reference)).toHaveLength(4);
  });

  it('whoever vouched, at once and never again', async () => {
    const [voucher, agent] = [await hired(), await hired()];
    const { reference, recoveryId } = await recovered(agent, [{ method: 'colleague', by: voucher.id }]);
    await vouched(voucher, agent, recoveryId, reference);
    await vouched(voucher, agent, recoveryId, reference);
    await settled();
    const told = messagesOf(portal).filter(({ to }) =>
      [voucher.mail, voucher.mobile, voucher.privateMail].includes(to),
    );
    expect(told.map(({ to }) => to).sort()).toEqual(
      [voucher.mail, voucher.mobile, voucher.privateMail].sort(),
    );
    for (const { to, text } of told) {
      const parts = [reference, '01 99 00 12 34', ...(to === voucher.mobile ? [] : [agent.surname])];
      for (const part of parts) expect(text).toContain(part);
    }
  });

  it('a voucher without a work mailbox another way', async () => {
    const [voucher, agent] = [await hired({ mail: null }), await hired()];
    const { reference, recoveryId } = await recovered(agent, [{ method: 'colleague', by: voucher.id }]);
    await vouched(voucher, agent, recoveryId, reference);
    expect((await messageTo(portal, voucher.mobile)).text).toContain('garant');
  });

  it('the ticket, when the code took the only way and there is no manager to tell', async () => {
    const agent = await hired({ mail: null, privateMail: null });
    const { reference } = await recovered(agent, [{ method: 'code', by: 'mobile' }]);
    await settled();
    expect(addressesOf(reference)).toEqual([]);
    expect((await portal.container.store.tickets.find(reference))?.text).toContain('aucune autre voie');
    const told = await hired({ mail: null, privateMail: null, mobile: null });
    const { reference: without } = await recovered(told);
    await settled();
    expect((await portal.container.store.tickets.find(without))?.text).not.toContain('aucune autre voie');
  });

  it('nobody twice at one address, and nobody where the agent has none', async () => {
    const same = await hired({ mail: 'Same@one.example', privateMail: 'same@ONE.example', mobile: null });
    const { reference } = await recovered(same);
    const none = await hired({ mail: null, privateMail: null, mobile: null });
    const { reference: unheard } = await recovered(none);
    await settled();
    expect(addressesOf(reference)).toEqual(['Same@one.example']);
    expect(addressesOf(unheard)).toEqual([]);
    expect((await portal.container.store.jobs.depth()).buried).toBe(0);
  });
});

async function disavowed(path: string, client = createHttpClient(portal.url)) {
  return client.submit(await client.get(path), {}, 'not-me');
}

async function journal(event: string) {
  const rows = await portal.container.store.journal.page(0, 10_000);
  return rows.filter((row) => row.event === event).map((row) => JSON.parse(row.body));
}

describe('"it was not me"', () => {
  it('freezes the agent, ends the request, calls the third level: once for ten posts at the same time', async () => {
    const agent = await hired();
    const { reference, client, password } = await recovered(agent);
    const path = notMePath(await messageTo(portal, agent.mail));
    const browser = createHttpClient(portal.url);
    const page = await browser.get(path);
    const answers = await Promise.all(Array.from({ length: 10 }, () => browser.submit(page, {}, 'not-me')));
    const won = answers.filter(({ text }) => text.includes('data-disavowed'));
    expect(won).toHaveLength(1);
    expect(answers.filter(({ text }) => text.includes('data-failure="link-spent"'))).toHaveLength(9);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(404)]);

    const { store, directory } = portal.container;
    const freezes = (await store.freezes.active()).filter(({ accountId }) => accountId === agent.id);
    expect(freezes).toHaveLength(1);
    expect(freezes[0]).toMatchObject({ login: agent.login, liftedAt: null });
    expect(await store.freezes.isFrozen(agent.id)).toBe(true);
    const ticket = /data-reference="([^"]+)"/.exec(won[0]?.text ?? '')?.[1] ?? '';
    expect(ticket).toBe(freezes[0]?.reference);
    expect(ticket).not.toBe(reference);
    await settled();
    expect(await store.tickets.find(ticket)).toMatchObject({
      level: 3,
      state: 'new',
      requesterLogin: agent.login,
    });
    expect((await store.tickets.find(ticket))?.text).toContain(reference);
    expect(await store.tickets.find(reference)).toMatchObject({ level: 1, state: 'closed' });
    expect((await store.recoveries.findByReference(reference))?.state).toBe('ended');
    expect((await client.get('/recover/done')).url).toBe('/recover');
    const noted = (await journal('disavowed')).filter(({ subject }) => subject === agent.id);
    expect(noted).toMatchObject([
      { reference: ticket, details: { action: 'reset', of: reference, scramble: false } },
    ]);
    expect((await portal.container.journal.verify()).intact).toBe(true);

    // Nothing was asked to be scrambled, but the temporary password that nobody changed has ended.
    const account = await directory.read(agent.id, AbortSignal.timeout(5_000));
    expect(account && (await directory.authenticate(account, password, AbortSignal.timeout(5_000)))).toBe(
      'wrong-password',
    );
  });

  it('looking at the link changes nothing, however often and by whatever looks', async () => {
    const agent = await hired();
    await recovered(agent);
    const path = notMePath(await messageTo(portal, agent.mail));
    await settled();
    const { store } = portal.container;
    const before = [await store.journal.head(), await store.freezes.active(), await store.jobs.depth()];
    for (let look = 0; look < 5; look += 1) {
      expect((await createHttpClient(portal.url).get(path)).text).toContain('<button');
      expect((await fetch(new URL(path, portal.url), { method: 'HEAD' })).status).toBe(200);
    }
    // What a scanner may post has no session of its own.
    expect(
      (await fetch(new URL(path, portal.url), { method: 'POST', body: new URLSearchParams() })).status,
    ).toBe(403);
    expect([await store.journal.head(), await store.freezes.active(), await store.jobs.depth()]).toEqual(
      before,
    );
    expect((await disavowed(path)).text).toContain('data-disavowed');
  });

  it('stops a request that was identified before, and ends the temporary password that nobody changed', async () => {
    const agent = await hired();
    const { done, password, client } = await recovered(agent);
    later += 16 * 60_000;
    const thief = createHttpClient(portal.url);
    const confirm = await identify(thief, agent);
    expect(confirm.url).toBe('/recover/confirm');
    await disavowed(notMePath(await messageTo(portal, agent.mail)));
    const refused = await thief.submit(confirm, { understood: 'on', action: 'reset' }, 'name="understood"');
    expect(temporaryPasswordOn(refused)).toBeNull();
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('01 99 00 12 34');

    expect(done.url).toBe('/recover/done');
    await settled();
    const change = await client.get('/password/change');
    const chosen = { newPassword: 'Trois-girafes-bleues-71', confirmPassword: 'Trois-girafes-bleues-71' };
    const fields = { login: agent.login, currentPassword: password, ...chosen };
    expect((await client.submit(change, fields, 'name="newPassword"')).status).toBe(422);
  });

  it('is offered for an own change too, under the login that the directory knows', async () => {
    const agent = await hired();
    const client = createHttpClient(portal.url);
    const chosen = { newPassword: 'Quatre-lions-verts-72', confirmPassword: 'Quatre-lions-verts-72' };
    const fields = { login: agent.login, currentPassword: agent.password, ...chosen };
    const changed = await client.submit(await client.get('/password/change'), fields, 'name="newPassword"');
    expect(changed.text).toContain('data-changed');
    const notice = await messageTo(portal, agent.mail);
    expect((await disavowed(notMePath(notice))).text).toContain('data-disavowed');
    const [freeze] = (await portal.container.store.freezes.active()).filter(
      ({ accountId }) => accountId === agent.id,
    );
    expect(freeze?.login).toBe(agent.login);
  });

  it('is refused after seven days, not before', async () => {
    const [late, early] = [await hired(), await hired()];
    await Promise.all([recovered(late), recovered(early)]);
    const paths = [
      notMePath(await messageTo(portal, late.mail)),
      notMePath(await messageTo(portal, early.mail)),
    ];
    await settled();
    later += 7 * day - 60_000;
    expect((await disavowed(paths[1] ?? '')).text).toContain('data-disavowed');
    later += 120_000;
    const spent = await createHttpClient(portal.url).get(paths[0] ?? '');
    expect(spent.status).toBe(404);
    expect(spent.text).toContain('data-failure="link-spent"');
    expect(await portal.container.store.freezes.isFrozen(late.id)).toBe(false);
  });

  it('leaves no token in store, journal, jobs, log or files but the messages themselves (I3)', async () => {
    const agent = await hired();
    await recovered(agent);
    const path = notMePath(await messageTo(portal, agent.mail));
    for (const spelled of [path, path.replace('not-me', 'NOT-ME'), path.replace('-me', '%2Dme')])
      await createHttpClient(portal.url).get(spelled);
    await disavowed(path);
    await disavowed(path);
    await settled();
    const files = [...filesBelow(portal.folder)].filter(([name]) => !name.startsWith('file messages/'));
    const places: Places = new Map([
      ...files,
      ...tablesOf(join(portal.folder, 'reprise.db')),
      ['log', Buffer.from(portal.lines.join(''))],
    ]);
    const token = path.slice('/not-me/'.length);
    expect(places.get('log')?.toString()).toContain('/not-me/:token');
    expect(findings(new Map([['token', token]]), places)).toEqual([]);
    // The search finds what lies there: the messages do hold it.
    expect(findings(new Map([['token', token]]), filesBelow(portal.folder)).length).toBeGreaterThan(0);
  });
});

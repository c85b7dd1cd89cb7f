import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createExpiryNotices } from '../../../server/domain/passwords/expiry-notices.ts';
import { createOutbox } from '../../../server/jobs/outbox.ts';
import { createEmbeddedDirectory } from '../../../server/systems/directory/embedded/embedded-directory.ts';
import { ticksOf } from '../../../server/systems/directory/embedded/ticks.ts';
import type { EmbeddedAccountRow } from '../../../server/systems/store/port.ts';
import { type TemporaryStore, temporaryStore } from '../../support/temporary-store.ts';

const day = 86_400_000;
const signal = () => AbortSignal.timeout(5_000);
/** The domain of the embedded directory lets passwords live for so long. */
const life = 180 * day;

let at: TemporaryStore;
let now: number;
beforeEach(async () => {
  at = await temporaryStore();
  now = Date.parse('2026-11-23T09:00:00Z');
});
afterEach(() => at.end());

async function agent(
  expiresInDays: number,
  change: Partial<EmbeddedAccountRow> = {},
): Promise<EmbeddedAccountRow> {
  const id = randomUUID();
  const row: EmbeddedAccountRow = {
    id,
    login: `a${id.slice(0, 8)}`,
    agentNumber: String(Math.floor(Math.random() * 1e9)),
    givenName: 'Nadia',
    surname: 'Benali',
    birthName: null,
    mail: `${id.slice(0, 8)}@reprise.test`,
    establishment: null,
    mobile: null,
    mobileChangedAt: null,
    privateMail: null,
    privateMailChangedAt: null,
    manager: null,
    roles: [],
    passwordWrittenAt: 0,
    disabled: false,
    accountExpiresAt: null,
    exclusions: [],
    passwordHash: 'unused',
    history: [],
    pwdLastSet: ticksOf(now + expiresInDays * day - life),
    keyVersion: 1,
    badPasswords: 0,
    lockedUntil: null,
    policyName: null,
    ...change,
  };
  await at.store.embeddedAccounts.insert(row);
  return row;
}

function notices(daysBefore: readonly number[] = [14, 3]) {
  const clock = { now: () => now };
  const directory = createEmbeddedDirectory({ store: at.store, clock });
  const outbox = createOutbox({
    alertMails: [],
    clock,
    helpDesk: '01 99 00 12 34',
    url: 'https://reprise.example.org',
  });
  return createExpiryNotices({ store: at.store, clock, directory, outbox, daysBefore });
}

/** Takes every mail that waits. */
async function mails() {
  const jobs = await at.store.jobs.claim({ owner: 'test', now, leaseUntil: now + 1, limit: 100 });
  for (const { id } of jobs) await at.store.jobs.complete(id, 'test', now);
  return jobs
    .filter(({ kind }) => kind === 'send-message')
    .map(({ payload }) => JSON.parse(payload) as { to: string; subject: string; text: string });
}
const look = async (daysBefore?: readonly number[]) => {
  await notices(daysBefore).run(new Date(now).toISOString().slice(0, 10), signal());
  return (await mails()).map(({ to }) => to).sort();
};

describe('the notice that a password is going to expire', () => {
  it('goes to those whose time has come, once for each number of days', async () => {
    const [soon, later] = [await agent(10), await agent(40)];
    expect(await look()).toEqual([soon.mail]);
    expect(await look()).toEqual([]);
    now += 5 * day;
    expect(await look()).toEqual([]);
    now += 3 * day;
    expect(await look()).toEqual([soon.mail]);
    expect(await look()).toEqual([]);
    now += 20 * day;
    expect(await look()).toEqual([later.mail]);
  });

  it('comes once to whoever is looked at late, and again for the next password', async () => {
    const late = await agent(2);
    expect(await look()).toEqual([late.mail]);
    const pwdLastSet = ticksOf(now + 13 * day - life);
    await at.store.embeddedAccounts.update(late.id, late, { pwdLastSet, keyVersion: 2 });
    expect(await look()).toEqual([late.mail]);
    expect(await look()).toEqual([]);
  });

  it('is the same one from several nodes at the same time', async () => {
    const soon = await agent(10);
    await Promise.all([notices().run('2026-11-23', signal()), notices().run('2026-11-23', signal())]);
    expect((await mails()).map(({ to }) => to)).toEqual([soon.mail]);
  });

  it('does not go to people without mail, whom the portal does not serve, or whose password has expired', async () => {
    await agent(10, { mail: null });
    await agent(10, { exclusions: ['privileged'] });
    await agent(10, { exclusions: ['never-expires'] });
    await agent(10, { disabled: true });
    await agent(-1);
    await agent(10, { pwdLastSet: '0' });
    expect(await look()).toEqual([]);
  });

  it('says when, where and whom to call, and holds no secret', async () => {
    const soon = await agent(10);
    await notices().run('2026-11-23', signal());
    const [mail] = await mails();
    expect(mail?.subject).toContain('3 décembre');
    expect(mail?.text).toContain('https://reprise.example.org/password/change');
    expect(mail?.text).toContain('01 99 00 12 34');
    for (const kept of [soon.login, soon.agentNumber, soon.id]) expect(mail?.text).not.toContain(kept);
  });

  it('is for those who ask for it: without numbers nothing is planned', async () => {
    await agent(1);
    await notices([]).begin();
    expect(await look([])).toEqual([]);
    expect(await at.store.jobs.depth()).toMatchObject({ waiting: 0 });
  });

  it('is planned at the start, and by every look for the day after', async () => {
    await notices().begin();
    await notices().begin();
    const first = await at.store.jobs.claim({ owner: 'test', now, leaseUntil: now + 1, limit: 10 });
    expect(first.map(({ kind, payload }) => [kind, payload])).toEqual([
      ['notice-expiring-passwords', '{"day":"2026-11-23"}'],
    ]);
    await notices().run('2026-11-23', signal());
    now += day;
    const second = await at.store.jobs.claim({ owner: 'test', now, leaseUntil: now + 1, limit: 10 });
    expect(second.map(({ payload }) => payload)).toContain('{"day":"2026-11-24"}');
  });
});

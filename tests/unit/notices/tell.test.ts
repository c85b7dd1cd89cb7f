import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTell, type ToldRecovery } from '../../../server/domain/notices/tell.ts';
import { createEmbeddedDirectory } from '../../../server/systems/directory/embedded/embedded-directory.ts';
import { newAccountRow } from '../../../server/systems/directory/embedded/new-account.ts';
import { createPasswordHasher } from '../../../server/systems/directory/embedded/password-hash.ts';
import type { Channel } from '../../../server/systems/messages/port.ts';
import { type TemporaryStore, temporaryStore } from '../../support/temporary-store.ts';

const clock = { now: () => Date.parse('2026-11-23T09:05:00Z') };
const signal = () => AbortSignal.timeout(5_000);
let at: TemporaryStore;
beforeEach(async () => {
  at = await temporaryStore();
});
afterEach(() => at.end());

async function agent(login: string, more: { readonly mail?: string; readonly manager?: string } = {}) {
  const row = await newAccountRow(
    createPasswordHasher(),
    {
      login,
      agentNumber: String(login.length),
      givenName: 'Nadia',
      surname: login,
      password: 'Ancien-Jardin-42',
      passwordSetAt: 0,
    },
    signal(),
  );
  const reach = { mobile: '+33639980017', privateMail: `${login}@home.example`, mail: null, ...more };
  await at.store.embeddedAccounts.insert({ ...row, ...reach });
  return row;
}

const tell = (channels: readonly Channel[], manager = false) =>
  createTell({
    directory: createEmbeddedDirectory({ store: at.store, clock }),
    channels: new Set(channels),
    helpDesk: '01 99 00 12 34',
    manager,
    timeZone: 'Europe/Paris',
  });

const told = (accountId: string) => ({
  intentId: randomUUID(),
  accountId,
  reference: '7KR-4TX-2MA',
  action: 'unlock' as const,
  at: clock.now(),
  exceptAttribute: null,
});

describe('what is written for whom', () => {
  it.each([
    [
      ['mail', 'sms'],
      ['a@work.example', '+33639980017', 'a@home.example'],
    ],
    [['mail'], ['a@work.example', 'a@home.example']],
    [['sms'], ['+33639980017']],
    [[], []],
  ] as const)('over %j alone', async (channels, expected) => {
    await agent('boss', { mail: 'boss@work.example' });
    const { id } = await agent('a', { mail: 'a@work.example', manager: 'boss' });
    const messages = await tell(channels).agent(told(id), signal());
    expect(messages.map(({ to }) => to)).toEqual(expected);
    expect(new Set(messages.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(messages.length);
    const withBoss = await tell(channels, true).agent(told(id), signal());
    expect(withBoss.length - messages.length).toBe((channels as readonly string[]).includes('mail') ? 1 : 0);
  });

  it('tells the manager, wanted or not, when the code took the only way to the agent', async () => {
    await agent('boss', { mail: 'boss@work.example' });
    const alone = await agent('a', { manager: 'boss' });
    const coded = { ...told(alone.id), exceptAttribute: 'mobile' };
    const to = async (what: ToldRecovery, ...channels: Channel[]) =>
      (await tell(channels).agent(what, signal())).map((each) => each.to);
    expect(await to(told(alone.id), 'sms')).toEqual(['+33639980017']);
    expect(await to(coded, 'sms')).toEqual([]);
    expect(await to(coded, 'sms', 'mail')).toEqual(['a@home.example']);
    await at.store.embeddedAccounts.update(alone.id, alone, { privateMail: null });
    expect(await to(coded, 'sms', 'mail')).toEqual(['boss@work.example']);
  });

  it('holds a place for the link, never the link, and only for the agent', async () => {
    await agent('boss', { mail: 'boss@work.example' });
    const { id } = await agent('a', { mail: 'a@work.example', manager: 'boss' });
    const what = told(id);
    const messages = await tell(['mail', 'sms'], true).agent(what, signal());
    expect(messages.map(({ notMe }) => notMe)).toEqual([
      what.intentId,
      what.intentId,
      what.intentId,
      undefined,
    ]);
    expect(JSON.stringify(messages)).not.toContain('http');
  });

  it('is nothing for an account that is gone', async () => {
    const gone = randomUUID();
    expect(await tell(['mail', 'sms'], true).agent(told(gone), signal())).toEqual([]);
    const vouching = { voucherId: gone, agentName: 'A', reference: 'R', at: clock.now(), proofKey: 'k' };
    expect(await tell(['mail', 'sms']).voucher(vouching, signal())).toEqual([]);
  });

  it('reaches a voucher by every way: whoever has the password reads the work mailbox too', async () => {
    const { id } = await agent('v', { mail: 'v@work.example' });
    const vouching = { voucherId: id, agentName: 'A', reference: 'R', at: clock.now(), proofKey: 'k' };
    const over = async (...channels: Channel[]) =>
      (await tell(channels).voucher(vouching, signal())).map(({ to, idempotencyKey }) => [
        to,
        idempotencyKey,
      ]);
    expect(await over('mail', 'sms')).toEqual([
      ['v@work.example', 'vouched k mail 0'],
      ['+33639980017', 'vouched k mobile 1'],
      ['v@home.example', 'vouched k otherMailbox 2'],
    ]);
    expect(await over('sms')).toEqual([['+33639980017', 'vouched k mobile 0']]);
    expect(await over()).toEqual([]);
  });
});

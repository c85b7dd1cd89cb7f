import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { system } from '../../server/domain/actors/actor.ts';
import { jobPayloads } from '../../server/jobs/payloads.ts';
import type { Exclusion } from '../../server/systems/directory/port.ts';
import { openStore } from '../../server/systems/store/store.ts';
import { type Identifying, identifying } from '../support/identifying.ts';
import { handClock, type TemporaryStore, temporaryStore } from '../support/temporary-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let files: TemporaryStore;
let clock: ReturnType<typeof handClock>;
let at: Identifying;

beforeEach(async () => {
  files = await temporaryStore();
  clock = handClock();
  at = identifying({ store: files.store, clock, alertMails: ['rssi@exemple.fr', 'nuit@exemple.fr'] });
});
afterEach(() => files.end());

const jobs = (kind: string) =>
  files.rows(`select * from jobs where kind = '${kind}' order by "createdAt"`).map((row) => {
    const payload = JSON.parse(String(row['payload']));
    return kind === 'open-ticket'
      ? jobPayloads['open-ticket'].parse(payload)
      : jobPayloads['send-message'].parse(payload);
  });

describe('who refuses whom', () => {
  it('an attacker elsewhere does not lock an agent out of a kiosk or of the network of the house', async () => {
    at.hire('4217', 'Benali');
    for (let i = 0; i < 60; i += 1)
      await at.identify({ surname: `Faux${i}`, agentNumber: '4217', address: `198.51.100.${i}` });
    expect(await at.identify({ surname: 'Benali', agentNumber: '4217' })).toBe('identification-refused');
    expect((await at.reasons()).at(-1)).toBe('limit agent-number');
    expect(await at.identify({ surname: 'Benali', agentNumber: '4217', from: 'kiosk' })).toBe('identified');
    expect(await at.identify({ surname: 'Benali', agentNumber: '4217', from: 'establishment' })).toBe(
      'identified',
    );
  });

  it('a flood of one surname and of everything raises what is asked, and never closes a kiosk', async () => {
    at.hire('1', 'Martin');
    for (let i = 0; i < 200; i += 1) {
      const attempt = { surname: 'MARTIN', agentNumber: `${1_000 + i}`, address: `198.51.100.${i}` };
      await at.identify({ ...attempt, from: i % 2 ? 'other' : 'establishment' });
    }
    const martin = { surname: 'Martin', agentNumber: '1' };
    expect(await at.identify({ ...martin, from: 'establishment' })).toBe('raised');
    for (let i = 0; i < 5; i += 1)
      expect(await at.identify({ ...martin, from: 'kiosk', kioskId: 'k1' })).toBe('identified');
  });

  it('the surname raises in its own class of origin alone, and only once ten numbers have failed', async () => {
    at.hire('1', 'Martin');
    at.hire('2', 'Durand');
    const own = { surname: 'Martin', agentNumber: '1', from: 'establishment' } as const;
    for (let i = 0; i < 10; i += 1) {
      expect(await at.identify(own)).toBe('identified');
      await at.identify({ ...own, surname: ' marTIN', agentNumber: `${1_000 + i}` });
    }
    expect(await at.identify(own)).toBe('raised');
    expect(await at.identify({ ...own, from: 'other' })).toBe('identified');
    expect(await at.identify({ ...own, surname: 'Durand', agentNumber: '2' })).toBe('identified');
    clock.advance(HOUR);
    expect(await at.identify(own)).toBe('identified');
  });

  it('one number typed ten times wrong under one name counts once for the name', async () => {
    at.hire('1', 'Martin');
    for (let i = 0; i < 40; i += 1)
      await at.identify({ surname: 'Martin', agentNumber: '99', from: 'establishment' });
    expect(await at.identify({ surname: 'Martin', agentNumber: '1', from: 'establishment' })).toBe(
      'identified',
    );
  });

  it('ten failures close one kiosk, for three minutes a try; its neighbour stays open', async () => {
    at.hire('1', 'Martin');
    const here = { from: 'kiosk', kioskId: 'k1' } as const;
    for (let i = 0; i < 10; i += 1)
      await at.identify({ ...here, surname: `Faux${i}`, agentNumber: `${100 + i}` });
    const martin = { surname: 'Martin', agentNumber: '1' };
    expect(await at.identify({ ...here, ...martin })).toBe('identification-refused');
    expect((await at.reasons()).at(-1)).toBe('limit kiosk');
    expect(await at.identify({ ...here, ...martin, kioskId: 'k2' })).toBe('identified');
    // Without an identity of its own a kiosk is its address.
    const unnamed = { ...martin, from: 'kiosk', address: '192.0.2.1' } as const;
    expect(await at.identify(unnamed)).toBe('identified');
    clock.advance(3 * MINUTE);
    expect(await at.identify({ ...here, ...martin })).toBe('identified');
  });

  it('five errors in one browser close it elsewhere, and not at a kiosk, where others come after', async () => {
    at.hire('1', 'Martin');
    const martin = { surname: 'Martin', agentNumber: '1' };
    for (const from of ['kiosk', 'other'] as const) {
      const here = { from, session: `one ${from}`, kioskId: 'k1' };
      for (let i = 0; i < 5; i += 1)
        await at.identify({ ...here, surname: `Faux${i}`, agentNumber: `${100 + i}` });
      expect(await at.identify({ ...here, ...martin }), from).toBe(
        from === 'kiosk' ? 'identified' : 'identification-refused',
      );
    }
    expect((await at.reasons()).at(-1)).toBe('limit session');
  });

  it('a success spends nothing but the number of requests that one agent may open', async () => {
    at.hire('1', 'Martin');
    const session = 'one browser';
    for (let i = 0; i < 28; i += 1) {
      const kiosk = { surname: 'Martin', agentNumber: '1', from: 'kiosk', session } as const;
      expect(await at.identify(kiosk)).toBe('identified');
      expect(await at.identify({ ...kiosk, from: 'other' })).toBe('identified');
    }
    expect(at.slept).toEqual([]);
    const rows = files.rows("select tokens from buckets where key not like 'surname:%'");
    expect(Math.min(...rows.map(({ tokens }) => Number(tokens)))).toBeGreaterThan(1);
  });

  it('a directory that is down is nobody’s failure', async () => {
    at.asked.down = true;
    for (let i = 0; i < 20; i += 1)
      expect(await at.identify({ surname: 'Martin', agentNumber: '1', session: 's' })).toBe(
        'directory-unavailable',
      );
    at.asked.down = false;
    at.hire('1', 'Martin');
    expect(await at.identify({ surname: 'Martin', agentNumber: '1', session: 's' })).toBe('identified');
  });

  it('of ten posts at the last token of a number one is looked up', async () => {
    at.hire('1', 'Martin');
    for (let i = 0; i < 4; i += 1) await at.identify({ surname: `Faux${i}`, agentNumber: '1' });
    const before = at.asked.count;
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => at.identify({ surname: `Autre${i}`, agentNumber: '1' })),
    );
    expect(at.asked.count - before).toBe(1);
    expect((await at.reasons()).filter((why) => why === 'limit agent-number')).toHaveLength(9);
  });
});

describe('a network that fails too often', () => {
  it('is slowed down in steps up to four seconds, and never refused', async () => {
    at.hire('1', 'Martin');
    for (let i = 0; i < 120; i += 1) await at.identify({ surname: `Faux${i}`, agentNumber: `${100 + i}` });
    expect(at.slept).toHaveLength(90);
    expect(at.slept).toEqual(at.slept.toSorted((a, b) => a - b));
    expect([...new Set(at.slept)]).toEqual([250, 500, 1_000, 2_000, 4_000]);
    expect(await at.identify({ surname: 'Martin', agentNumber: '1' })).toMatch(/identified|raised/);
    expect(at.slept.at(-1)).toBe(4_000);
    await at.identify({ surname: 'Martin', agentNumber: '1', address: '192.0.2.2' });
    await at.identify({ surname: 'Martin', agentNumber: '1', from: 'kiosk' });
    expect(at.slept).toHaveLength(91);
    clock.advance(62 * MINUTE);
    await at.identify({ surname: 'Martin', agentNumber: '1' });
    expect(at.slept).toHaveLength(91);
  });

  it('one machine has as many addresses of its /64 as it likes, and they are one network', async () => {
    for (let i = 0; i < 31; i += 1)
      await at.identify({ surname: 'X', agentNumber: `${i}`, address: `2001:db8:0:7:${i}::${i}` });
    expect(at.slept).toHaveLength(1);
    await at.identify({ surname: 'X', agentNumber: '1', address: '2001:db8:0:8::1' });
    expect(at.slept).toHaveLength(1);
  });
});

describe('the alert', () => {
  const flood = async (amount: number, mark: string) => {
    for (let i = 0; i < amount; i += 1) {
      const attempt = {
        surname: `F${mark}${i}`,
        agentNumber: `${i}`,
        address: `2001:db8:${i.toString(16)}::1`,
      };
      await at.identify(attempt);
    }
  };

  it('goes out once an hour: journal, log, metric, one mail for each address', async () => {
    await flood(121, 'a');
    expect(at.deps.alerts.raised()).toBe(1);
    await flood(50, 'b');
    const events = files.rows(`select * from journal where event = 'alert-raised'`);
    expect(events).toHaveLength(1);
    expect(at.logged).toEqual([{ limit: 'global' }]);
    expect(jobs('send-message').map((mail) => 'to' in mail && mail.to)).toEqual([
      'rssi@exemple.fr',
      'nuit@exemple.fr',
    ]);
    clock.advance(HOUR);
    await flood(121, 'c');
    expect(at.deps.alerts.raised()).toBe(2);
    expect(jobs('send-message')).toHaveLength(4);
  });

  it('of a second process sends no second mail', async () => {
    await flood(121, 'a');
    const other = identifying({ store: files.store, clock, alertMails: ['rssi@exemple.fr'] });
    await other.deps.alerts.failuresTripped(system('test'));
    expect(other.deps.alerts.raised()).toBe(1);
    expect(jobs('send-message')).toHaveLength(2);
  });

  it('does not go out for what is normal, and counts what fails at kiosks', async () => {
    await flood(100, 'a');
    expect(at.deps.alerts.raised()).toBe(0);
    for (let i = 0; i < 30; i += 1)
      await at.identify({ surname: `G${i}`, agentNumber: `${i}`, from: 'kiosk', kioskId: `k${i}` });
    expect(at.deps.alerts.raised()).toBe(1);
  });
});

describe('accounts that are never served', () => {
  const all: Exclusion[] = [
    'privileged',
    'protected-user',
    'excluded-group',
    'never-expires',
    'smart-card-required',
    'cannot-change-password',
    'service-principal',
  ];

  it.each(all)(
    '%s: refused like everybody, a reason in the journal, a ticket to level 3',
    async (exclusion) => {
      at.hire('77', 'Chef', { exclusions: [exclusion] });
      expect(await at.identify({ surname: 'Chef', agentNumber: '77', from: 'kiosk' })).toBe(
        'identification-refused',
      );
      expect(await at.reasons()).toEqual([`excluded:${exclusion}`]);
      const [ticket, ...more] = jobs('open-ticket');
      expect(more).toEqual([]);
      expect(ticket).toMatchObject({ level: 3, state: 'new', requesterLogin: 'agent77' });
      expect(ticket?.text).toContain('ligne 1');
      expect(ticket?.text).not.toContain('undefined');
    },
  );

  it('one ticket a day and account, with a reference of its own; none for a wrong surname', async () => {
    at.hire('77', 'Chef', { exclusions: ['privileged', 'never-expires'] });
    at.hire('78', 'Adjoint', { exclusions: ['excluded-group'] });
    for (let i = 0; i < 3; i += 1) await at.identify({ surname: 'Chef', agentNumber: '77', from: 'kiosk' });
    await at.identify({ surname: 'Faux', agentNumber: '78' });
    expect(jobs('open-ticket')).toHaveLength(1);
    await at.identify({ surname: 'Adjoint', agentNumber: '78' });
    expect(jobs('open-ticket')).toHaveLength(2);
    clock.advance(24 * HOUR);
    await at.identify({ surname: 'Chef', agentNumber: '77', from: 'kiosk' });
    const tickets = jobs('open-ticket').map((ticket) => 'reference' in ticket && ticket.reference);
    expect(new Set(tickets).size).toBe(3);
  });

  it('the ticket and the refusal are written together or not at all', async () => {
    at.hire('77', 'Chef', { exclusions: ['privileged'] });
    files.tamper("create trigger no before insert on jobs begin select raise(abort, 'full'); end");
    expect(await at.identify({ surname: 'Chef', agentNumber: '77' })).toMatch(/^store-/);
    expect(await at.reasons()).toEqual([]);
  });

  it('frozen accounts are refused likewise, until the freeze is lifted', async () => {
    const person = at.hire('5', 'Gelé');
    const freeze = {
      intentId: randomUUID(),
      accountId: person.id,
      login: person.login,
      reference: 'AAA',
      since: clock.now(),
      liftedAt: null,
    };
    await files.store.freezes.insert(freeze);
    expect(await at.identify({ surname: 'Gelé', agentNumber: '5' })).toBe('identification-refused');
    expect(await at.identify({ surname: 'Faux', agentNumber: '5' })).toBe('identification-refused');
    expect(await at.reasons()).toEqual(['frozen', 'surname-differs']);
    expect(jobs('open-ticket')).toMatchObject([{ level: 3, state: 'new', requesterLogin: person.login }]);
    await files.store.freezes.lift(person.id, clock.now());
    expect(await at.identify({ surname: 'Gelé', agentNumber: '5' })).toBe('identified');
  });
});

describe('when something is wrong', () => {
  it('a store that does not answer closes identification before the directory is asked', async () => {
    await files.store.close();
    expect(await at.identify({ surname: 'Martin', agentNumber: '1' })).toBe('store-unavailable');
    expect(at.asked.count).toBe(0);
  });

  it.each([
    ['two hours back', -2 * HOUR],
    ['ten years back', -3_650 * 24 * HOUR],
  ])('a clock that goes %s gives no try back, and closes nobody out for ever', async (_name, jump) => {
    at.hire('1', 'Martin');
    const kiosk = { from: 'kiosk', kioskId: 'k' } as const;
    for (let i = 0; i < 10; i += 1)
      await at.identify({ ...kiosk, surname: `F${i}`, agentNumber: i < 5 ? '1' : `${90 + i}` });
    clock.advance(jump);
    // A restart in between: the times in the table lie in the future of whoever reads them.
    await files.store.close();
    const store = openStore({ url: 'sqlite', folder: files.folder });
    at = identifying({ store, clock });
    at.hire('1', 'Martin');
    expect(await at.identify({ ...kiosk, surname: 'Martin', agentNumber: '1' })).toBe(
      'identification-refused',
    );
    expect(at.asked.count).toBe(0);
    clock.advance(35 * MINUTE);
    expect(await at.identify({ ...kiosk, surname: 'Martin', agentNumber: '1' })).toBe('identified');
    await store.close();
  });
});

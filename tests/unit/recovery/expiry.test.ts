import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../../app/shared/failure.ts';
import { system } from '../../../server/domain/actors/actor.ts';
import { createOpenIntents } from '../../../server/domain/recovery/open-intents.ts';
import type { Directory } from '../../../server/systems/directory/port.ts';
import { chosen, type ExpiryWorld, expiryWorld, hour, lifetimeMs, temporary } from './expiry-world.ts';

// Real hashes and a real store: a busy machine takes seconds.
vi.setConfig({ testTimeout: 30_000 });

const year = 365.25 * 24 * hour;
const signal = () => AbortSignal.timeout(5_000);
const sentence = 'Le mot de passe temporaire n’a pas été changé à temps';
const times = (text: string, part: string) => text.split(part).length - 1;

let world: ExpiryWorld;
const open = async (wrap?: (directory: Directory) => Directory) => {
  world = await expiryWorld(wrap);
  return world;
};
afterEach(() => world.end());

/** Lets time pass as a running portal sees it. */
async function pass(millis: number, step = hour / 2): Promise<void> {
  for (let left = millis; left > 0; left -= step) {
    world.time.advance(Math.min(step, left));
    await world.turn();
  }
}

const works = () => world.untouched();

describe('a temporary password that nobody changes', () => {
  it('works until its time is over, then ends once, and the ticket says so once', async () => {
    await open();
    await world.openTicket();
    const intentId = await world.reset();
    await pass(lifetimeMs - 60_000);
    expect(await works()).toBe(true);
    expect(await world.expiredEvents()).toEqual([]);
    await pass(61_000);
    expect(await world.says(temporary)).toBe('wrong-password');
    const ended = (await world.account()).version;
    await pass(3 * hour);
    expect(await world.expiry.run(system('again'), { intentId, lifetimeMs }, signal())).toBeNull();
    expect((await world.account()).version).toEqual(ended);
    const events = await world.expiredEvents();
    expect(events.map(({ body }) => JSON.parse(body).reference)).toEqual([world.reference]);
    expect(times(await world.ticketText(), sentence)).toBe(1);
    expect(await world.ticketText()).not.toContain(temporary);
    expect(await world.store.jobs.depth()).toMatchObject({ waiting: 0, buried: 0 });
  });

  it('is looked at early without harm, any number of times', async () => {
    await open();
    const intentId = await world.reset();
    for (let round = 0; round < 20; round += 1) {
      const next = await world.expiry.run(system('early'), { intentId, lifetimeMs }, signal());
      expect(next).toBe(world.clock.now() + hour);
    }
    world.time.advance(lifetimeMs - 20 * 60_000);
    expect(await world.expiry.run(system('early'), { intentId, lifetimeMs }, signal())).toBe(
      world.clock.now() + 20 * 60_000,
    );
    expect(await works()).toBe(true);
  });

  it('ends although the directory was silent for a week, and its job is never buried', async () => {
    let silent = true;
    const fail = async () => {
      throw new Failure('directory-unavailable');
    };
    await open((directory) => ({
      ...directory,
      read: (...asked) => (silent ? fail() : directory.read(...asked)),
    }));
    await world.reset();
    await pass(8 * 24 * hour, 2 * hour);
    expect(world.logged.length).toBeGreaterThan(40);
    expect(await works()).toBe(true);
    silent = false;
    await pass(hour + 60_000);
    expect(await works()).toBe(false);
    expect(await world.store.jobs.depth()).toMatchObject({ waiting: 1, buried: 0 });
  });

  it('has its sentence in a ticket that is opened only afterwards', async () => {
    await open();
    await world.reset();
    await pass(lifetimeMs + hour);
    expect(await works()).toBe(false);
    await world.openTicket();
    await pass(7 * hour);
    expect(times(await world.ticketText(), sentence)).toBe(1);
    await world.tickets.follow(world.reference, 'Autre chose.', { level: 3, state: 'new' }, signal());
    expect(await world.tickets.find(world.reference, signal())).toMatchObject({ level: 3, state: 'new' });
  });

  it('is journalled and in the ticket although the process died after the write', async () => {
    let die = false;
    await open((directory) => ({
      ...directory,
      expireTemporary: async (...asked) => {
        await directory.expireTemporary(...asked);
        if (die) throw new Failure('directory-outcome-unknown');
      },
    }));
    await world.openTicket();
    await world.reset();
    die = true;
    await pass(lifetimeMs + 60_000);
    expect(await works()).toBe(false);
    expect(await world.expiredEvents()).toEqual([]);
    const { store, clock, directory, journal, outbox, agentLock } = world;
    const limits = { take: async () => ({ allowed: true }) as never, refund: async () => undefined } as never;
    const openIntents = createOpenIntents({ store, clock, directory, journal, outbox, agentLock, limits });
    for (let round = 0; round < 2; round += 1) {
      await openIntents.resolveAll(system('restart'), signal());
      await pass(hour);
    }
    expect(await world.expiredEvents()).toHaveLength(1);
    expect(times(await world.ticketText(), sentence)).toBe(1);
  });
});

describe('a password that the agent has chosen', () => {
  it('is left alone, and nobody looks after it any longer', async () => {
    await open();
    await world.openTicket();
    await world.reset();
    await pass(10 * 60_000);
    await world.change();
    await pass(2 * hour);
    expect(await world.store.jobs.depth()).toMatchObject({ waiting: 0 });
    await pass(lifetimeMs);
    expect(await world.says(chosen)).toBe('accepted');
    expect(await world.ticketText()).not.toContain(sentence);
  });

  it('of a reset that is still being looked into: it goes on until that is known', async () => {
    await open();
    const intentId = await world.reset('open');
    await world.change();
    const look = () => world.expiry.run(system('test'), { intentId, lifetimeMs }, signal());
    expect(await look()).toBe(world.clock.now() + 60_000);
    await world.store.intents.resolve(intentId, 'failed', world.clock.now());
    expect(await look()).toBeNull();
    expect(await world.says(chosen)).toBe('accepted');
  });
});

describe('a clock of the portal’s that is wrong', () => {
  const offsets = [2 * hour, -2 * hour, 10 * year, -10 * year] as const;

  it.each(offsets)('%d ms off at the reset, and right afterwards: it ends in time', async (offset) => {
    await open();
    world.portalAhead(offset);
    await world.reset();
    world.portalAhead(0);
    await pass(lifetimeMs - 60_000);
    expect(await works()).toBe(true);
    await pass(90_000, 15_000);
    expect(await works()).toBe(false);
  });

  it.each(offsets)('%d ms off all the time: it ends in time', async (offset) => {
    await open();
    world.portalAhead(offset);
    await world.reset();
    await pass(lifetimeMs - 60_000);
    expect(await works()).toBe(true);
    await pass(90_000, 15_000);
    expect(await works()).toBe(false);
  });

  it.each(offsets)('%d ms off for a while in between: neither too early nor too late', async (offset) => {
    await open();
    await world.reset();
    await pass(5 * hour);
    world.portalAhead(offset);
    await pass(5 * hour);
    expect(await works()).toBe(true);
    world.portalAhead(0);
    await pass(14 * hour - 60_000);
    expect(await works()).toBe(true);
    await pass(90_000, 15_000);
    expect(await works()).toBe(false);
  });

  it('cannot hide a job behind the lease of a process that died', async () => {
    await open();
    await world.reset();
    world.portalAhead(10 * year);
    const now = world.clock.now();
    expect(
      await world.store.jobs.claim({ owner: 'dead', now, leaseUntil: now + 60_000, limit: 9 }),
    ).toHaveLength(1);
    world.portalAhead(0);
    await pass(lifetimeMs + 60_000);
    expect(await works()).toBe(false);
  });

  it('never ends it early and never keeps it for more than a moment, however it jumps', async () => {
    const step = fc.record({
      minutes: fc.integer({ min: 1, max: 300 }),
      offset: fc.oneof(
        fc.constantFrom(0, ...offsets),
        fc.integer({ min: -3, max: 3 }).map((hours) => hours * hour),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const own = await expiryWorld();
        world = own;
        try {
          await own.reset();
          let age = 0;
          for (const { minutes, offset } of steps) {
            own.portalAhead(offset);
            own.time.advance(minutes * 60_000);
            age += minutes * 60_000;
            await own.turn();
            if (age < lifetimeMs - 5_000) expect(await own.untouched()).toBe(true);
          }
          // With the clock as it then is, an hour after the end at the latest.
          own.time.advance(Math.max(0, lifetimeMs - age) + 1_000);
          await own.turn();
          own.time.advance(hour);
          await own.turn();
          expect(await own.untouched()).toBe(false);
          expect(await own.expiredEvents()).toHaveLength(1);
        } finally {
          await own.end();
        }
      }),
      { numRuns: 15 },
    );
    await open();
  }, 60_000);
});

import { randomBytes } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { system } from '../../server/domain/actors/actor.ts';
import { createJournal } from '../../server/domain/journal/journal.ts';
import { createLimits } from '../../server/domain/limits/limits.ts';
import type { Store } from '../../server/systems/store/port.ts';
import type { StoreHarness } from './store-suite.ts';

/** What leans on the store's locks, on two nodes with clocks that disagree by a second. */
export function leaningSuite(name: string, make: () => Promise<StoreHarness>): void {
  describe(`what leans on the store, on ${name}`, () => {
    const key = randomBytes(32);
    const now = 1_800_000_000_000;
    const clocks = [{ now: () => now }, { now: () => now + 1_000 }];
    let harness: StoreHarness;
    let nodes: Store[];

    beforeAll(async () => {
      harness = await make();
    });
    afterAll(() => harness.end());
    beforeEach(async () => {
      await harness.fresh();
      nodes = [harness.open(), harness.open()];
      await nodes[0]?.migrate();
    });
    afterEach(async () => {
      await Promise.all(nodes.map((node) => node.close()));
    });

    const onBoth = <T>(make: (store: Store, clock: { now(): number }) => T): T[] =>
      nodes.map((node, i) => make(node, clocks[i] as { now(): number }));

    it('40 parallel appends of two nodes stay one chain, also where some are undone', async () => {
      const journals = onBoth((store, clock) => ({
        store,
        ...createJournal({ store, sealKey: key, clock }),
      }));
      const append = async (i: number) => {
        const { store, append } = journals[i % 2] as (typeof journals)[number];
        await store.transaction(async (unit) => {
          await append(unit, {
            event: 'identification-refused',
            actor: system(`r${i}`),
            subject: null,
            reference: null,
            details: { i },
          });
          if (i % 4 === 0) throw new Error('undone');
        });
      };
      const outcomes = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => append(i)));
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(30);
      expect(await journals[0]?.verify()).toMatchObject({ intact: true, rows: 30 });
    });

    it('a verification that runs beside appends finds the journal intact', async () => {
      const [one, two] = onBoth((store, clock) => ({
        store,
        ...createJournal({ store, sealKey: key, clock }),
      }));
      let writing = true;
      const writer = (async () => {
        for (let i = 0; i < 60; i += 1) {
          await one?.store.transaction((unit) =>
            one.append(unit, {
              event: 'reset-done',
              actor: system('r'),
              subject: 's',
              reference: 'R',
              details: {},
            }),
          );
        }
        writing = false;
      })();
      while (writing) {
        expect(await two?.verify()).toMatchObject({ intact: true });
        // Reads on SQLite never leave this turn of the event loop, and writes wait for the next one.
        await turn();
      }
      await writer;
      expect(await two?.verify()).toMatchObject({ intact: true, rows: 60 });
    });

    it('20 parallel takes of two nodes are granted exactly the capacity, and all or nothing', async () => {
      const limits = onBoth((store, clock) => createLimits({ store, clock, hashKey: key }));
      const take = (i: number) =>
        limits[i % 2]?.take([
          { name: 'agent-number', key: '4217' },
          { name: 'session', key: `s${i % 4}` },
        ]);
      const decisions = await Promise.all(Array.from({ length: 20 }, (_, i) => take(i)));
      expect(decisions.filter((decision) => decision?.allowed)).toHaveLength(5);
      // The refused ones have spent nothing of their sessions: 20 tries in all, 5 of them spent.
      const sessions = await Promise.all(
        Array.from({ length: 20 }, (_, i) => limits[i % 2]?.take([{ name: 'session', key: `s${i % 4}` }])),
      );
      expect(sessions.filter((decision) => decision?.allowed)).toHaveLength(15);
    });

    it('nodes that take turns do not refill a bucket out of the difference of their clocks', async () => {
      const rules = { capacity: 2, secondsPerTry: 2 };
      const limits = onBoth((store, clock) => createLimits({ store, clock, hashKey: key }));
      let granted = 0;
      for (let i = 0; i < 30; i += 1) {
        const decision = await limits[i % 2]?.take([{ name: 'session', key: 's', ...rules }]);
        if (decision?.allowed) granted += 1;
      }
      expect(granted).toBe(2);
    });
  });
}

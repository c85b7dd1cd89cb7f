import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failureCode } from '../../app/shared/failure.ts';
import type {
  ApprovalRow,
  EmbeddedAccountRow,
  FreezeRow,
  IntentRow,
  RecoveryRow,
  Store,
} from '../../server/systems/store/port.ts';

/** A database that several nodes can open, each with a store of its own. */
export interface StoreHarness {
  /** A further store over the same database. */
  open(): Store;
  /** An empty database for the next stores. */
  fresh(): Promise<void>;
  end(): Promise<void>;
}

const codeOf = (promise: Promise<unknown>) => promise.then(() => 'resolved', failureCode);
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

export function recoveryRow(patch: Partial<RecoveryRow> = {}): RecoveryRow {
  return {
    id: randomUUID(),
    reference: randomUUID().slice(0, 8),
    sessionHash: 's1',
    accountId: 'a1',
    givenName: 'Camille',
    locked: true,
    establishment: 'Siège régional',
    originClass: 'kiosk',
    login: 'cmartin',
    reason: 'forgotten',
    state: 'identified',
    action: null,
    resets: 0,
    displayedAt: null,
    createdAt: 1_800_000_000_000,
    doneAt: null,
    expiresAt: 1_800_000_600_000,
    ...patch,
  };
}

const intentRow = (patch: Partial<IntentRow> = {}): IntentRow => ({
  id: randomUUID(),
  kind: 'reset',
  recoveryId: null,
  accountId: 'a1',
  server: 'ldaps://dc1.example.test:636',
  pwdLastSet: '134000000000000000',
  keyVersion: 7,
  state: 'open',
  createdAt: 1_000,
  resolvedAt: null,
  ...patch,
});

const accountRow = (patch: Partial<EmbeddedAccountRow> = {}): EmbeddedAccountRow => ({
  id: randomUUID(),
  login: 'CMartin',
  agentNumber: '004217',
  givenName: 'Chloé',
  surname: 'Martin',
  birthName: null,
  mail: null,
  establishment: 'Les Tilleuls',
  mobile: null,
  mobileChangedAt: null,
  privateMail: null,
  privateMailChangedAt: null,
  manager: null,
  roles: [],
  passwordWrittenAt: 0,
  disabled: false,
  accountExpiresAt: null,
  exclusions: ['privileged'],
  passwordHash: 'scrypt:x',
  history: ['scrypt:x', 'scrypt:y'],
  pwdLastSet: '0',
  keyVersion: 2,
  badPasswords: 0,
  lockedUntil: null,
  policyName: null,
  ...patch,
});

/** What every store must do; `make` is called once. */
export function storeSuite(name: string, make: () => Promise<StoreHarness>): void {
  describe(`store on ${name}`, () => {
    let harness: StoreHarness;
    let store: Store;
    let other: Store;
    beforeAll(async () => {
      harness = await make();
    });
    afterAll(() => harness.end());
    beforeEach(async () => {
      await harness.fresh();
      store = harness.open();
      other = harness.open();
      await store.migrate();
      return async () => {
        await Promise.all([store.close(), other.close()]);
      };
    });

    const bothNodes = (index: number) => (index % 2 === 0 ? store : other);

    describe('schema', () => {
      it('is made by one of two nodes that start at once, and kept by later starts', async () => {
        await harness.fresh();
        const nodes = times(4, () => harness.open());
        await Promise.all(nodes.map((node) => node.migrate()));
        expect(await nodes[0]?.writable()).toBe(true);
        await nodes[0]?.leases.acquire('kept', 'me', 0, 10);
        await nodes[1]?.migrate();
        expect(await nodes[2]?.leases.acquire('kept', 'you', 5, 10)).toBe(false);
        await Promise.all(nodes.map((node) => node.close()));
      });

      it('is not writable and answers store-unavailable before it exists', async () => {
        await harness.fresh();
        const empty = harness.open();
        expect(await empty.writable()).toBe(false);
        expect(await codeOf(empty.sessions.find('x'))).toBe('store-unavailable');
        await empty.close();
      });
    });

    describe('transaction', () => {
      it('commits all of it, and shows nothing before', async () => {
        await store.transaction(async (unit) => {
          await unit.recoveries.insert(recoveryRow({ id: 'r1' }));
          await unit.intents.insert(intentRow({ id: 'i1' }));
        });
        expect(await other.recoveries.find('r1')).toMatchObject({ id: 'r1' });
        expect(await other.intents.find('i1')).toMatchObject({ id: 'i1' });
      });

      it('undoes all of it and passes on what its work threw', async () => {
        const oops = new Error('oops');
        const outcome = store.transaction(async (unit) => {
          await unit.recoveries.insert(recoveryRow({ id: 'r1' }));
          throw oops;
        });
        await expect(outcome).rejects.toBe(oops);
        expect(await store.recoveries.find('r1')).toBeNull();
      });

      it('that need only outlive a kill keeps its promises too, between others that outlive a power cut', async () => {
        const lightly = { outlives: 'process' } as const;
        await store.transaction((unit) => unit.leases.acquire('a', 'me', 0, 10), lightly);
        const oops = new Error('oops');
        const undone = store.transaction(async (unit) => {
          await unit.leases.acquire('b', 'me', 0, 10);
          throw oops;
        }, lightly);
        await expect(undone).rejects.toBe(oops);
        await Promise.all(
          Array.from({ length: 10 }, (_, i) =>
            store.transaction(
              (unit) => unit.recoveries.insert(recoveryRow({ id: `r${i}`, reference: `ref${i}` })),
              i % 2 ? lightly : {},
            ),
          ),
        );
        expect(await other.leases.acquire('a', 'you', 5, 10)).toBe(false);
        expect(await other.leases.acquire('b', 'you', 5, 10)).toBe(true);
        for (let i = 0; i < 10; i += 1) expect(await other.recoveries.find(`r${i}`)).not.toBeNull();
        expect(await codeOf(store.transaction(() => store.transaction(async () => {}), lightly))).toBe(
          'store-misuse',
        );
      });

      it('refuses a root query and a nested transaction inside instead of hanging', async () => {
        const codes = await store.transaction(async () => [
          await codeOf(store.sessions.find('x')),
          await codeOf(store.writable()),
          await codeOf(store.transaction(async () => {})),
        ]);
        expect(codes).toEqual(['store-misuse', 'store-misuse', 'store-misuse']);
        expect(await store.writable()).toBe(true);
      });

      it('allows root queries to work that was started inside and outlives it', async () => {
        let later: Promise<unknown> = Promise.resolve();
        await store.transaction(async () => {
          later = new Promise((resolve) => setTimeout(resolve, 30)).then(() => store.sessions.find('x'));
        });
        expect(await later).toBeNull();
      });

      it('refuses its unit after its end', async () => {
        const unit = await store.transaction(async (inside) => inside);
        expect(await codeOf(unit.sessions.delete('x'))).toBe('store-misuse');
      });

      it('never commits after a failed query, even when the failure was caught', async () => {
        const outcome = store.transaction(async (unit) => {
          await unit.recoveries.insert(recoveryRow({ id: 'r1', reference: 'same' }));
          await unit.recoveries.insert(recoveryRow({ id: 'r2', reference: 'same' })).catch(() => {});
          await unit.recoveries.insert(recoveryRow({ id: 'r3' })).catch(() => {});
        });
        expect(await codeOf(outcome)).toBe('store-misuse');
        expect(await store.recoveries.find('r1')).toBeNull();
        expect(await store.recoveries.find('r3')).toBeNull();
      });

      it('keeps those that run at once apart: one that fails takes nothing of the others with it', async () => {
        const oops = new Error('oops');
        const outcomes = await Promise.allSettled(
          times(12, (i) =>
            store.transaction(async (unit) => {
              await unit.recoveries.insert(recoveryRow({ id: `r${i}`, reference: `ref${i}` }));
              if (i % 3 === 1) throw oops;
              if (i % 3 === 2) await unit.recoveries.insert(recoveryRow({ id: `r${i}` })).catch(() => {});
              return i;
            }),
          ),
        );
        for (const [i, outcome] of outcomes.entries()) {
          const row = await other.recoveries.find(`r${i}`);
          if (i % 3 === 0) expect([outcome, row?.id]).toEqual([{ status: 'fulfilled', value: i }, `r${i}`]);
          else expect([outcome.status, row]).toEqual(['rejected', null]);
          if (i % 3 === 1) expect((outcome as PromiseRejectedResult).reason).toBe(oops);
        }
      });

      it('answers none of those that run at once before its commit', async () => {
        const seen = await Promise.all(
          times(12, async (i) => {
            await store.transaction((unit) =>
              unit.recoveries.insert(recoveryRow({ id: `r${i}`, reference: `ref${i}` })),
            );
            return other.recoveries.find(`r${i}`);
          }),
        );
        expect(seen.map((row) => row?.id)).toEqual(times(12, (i) => `r${i}`));
      });

      it('keeps values of parameters out of what it says of a database error', async () => {
        await store.recoveries.insert(recoveryRow({ reference: 'CANARY-7431' }));
        const error = await store.recoveries
          .insert(recoveryRow({ reference: 'CANARY-7431' }))
          .catch((e) => e);
        const told = [error, error.cause]
          .map((e) => `${e.message} ${e.stack} ${JSON.stringify(e)}`)
          .join(' ');
        expect(failureCode(error)).toBe('store-misuse');
        expect(told).not.toContain('CANARY');
      });

      it('runs twenty at once', async () => {
        await Promise.all(
          times(20, (i) =>
            bothNodes(i).transaction(async (unit) => {
              const [row] = await unit.buckets.lock(['n']);
              await unit.buckets.save([{ key: 'n', tokens: (row?.tokens ?? 0) + 1, updatedAt: 1 }]);
            }),
          ),
        );
        expect(await store.transaction((unit) => unit.buckets.lock(['n']))).toEqual([
          { key: 'n', tokens: 20, updatedAt: 1 },
        ]);
      });
    });

    describe('sessions', () => {
      const row = { idHash: 'h', createdAt: 1, lastSeenAt: 1, expiresAt: 100, accountId: null };

      it('finds what was saved, replaces, deletes', async () => {
        await store.sessions.save(row);
        await store.sessions.save({ ...row, lastSeenAt: 5, accountId: 'a1' });
        expect(await other.sessions.find('h')).toEqual({ ...row, lastSeenAt: 5, accountId: 'a1' });
        await store.sessions.touch('h', 9);
        expect(await other.sessions.find('h')).toEqual({ ...row, lastSeenAt: 9, accountId: 'a1' });
        await store.sessions.delete('h');
        expect(await store.sessions.find('h')).toBeNull();
        await store.sessions.touch('h', 10);
        expect(await store.sessions.find('h')).toBeNull();
      });

      it('extends one that is there, and brings back none that is gone', async () => {
        await store.sessions.save(row);
        expect(await other.sessions.extend('h', 200)).toBe(true);
        expect(await store.sessions.find('h')).toEqual({ ...row, expiresAt: 200 });
        await store.sessions.delete('h');
        expect(await other.sessions.extend('h', 300)).toBe(false);
        expect(await store.sessions.find('h')).toBeNull();
      });

      it('deletes the expired and counts them', async () => {
        for (const expiresAt of [10, 20, 30])
          await store.sessions.save({ ...row, idHash: `h${expiresAt}`, expiresAt });
        expect(await store.sessions.deleteExpired(20)).toBe(2);
        expect(await store.sessions.find('h30')).not.toBeNull();
        for (const n of [1, 2, 3]) await store.sessions.save({ ...row, idHash: `many${n}`, expiresAt: n });
        expect(await store.sessions.deleteExpired(20, 2)).toBe(2);
        expect(await store.sessions.deleteExpired(20, 2)).toBe(1);
      });
    });

    describe('recoveries', () => {
      it('finds by id, by reference, and the newest of a session', async () => {
        const [old, newer] = [recoveryRow({ createdAt: 1 }), recoveryRow({ createdAt: 2, reason: 'locked' })];
        await store.recoveries.insert(newer);
        await store.recoveries.insert(old);
        expect(await store.recoveries.find(old.id)).toEqual(old);
        expect(await store.recoveries.findByReference(newer.reference)).toEqual(newer);
        expect(await store.recoveries.findBySession('s1')).toEqual(newer);
        expect(await store.recoveries.findBySession('s2')).toBeNull();
      });

      it('updates what the patch names and nothing else', async () => {
        const row = recoveryRow();
        await store.recoveries.insert(row);
        await store.recoveries.update(row.id, { state: 'done', action: 'reset', resets: 1, doneAt: 5 });
        await store.recoveries.update(row.id, {});
        const changed = { ...row, state: 'done', action: 'reset', resets: 1, doneAt: 5 };
        expect(await store.recoveries.find(row.id)).toEqual(changed);
      });

      it('refuses a second one with the same reference', async () => {
        await store.recoveries.insert(recoveryRow({ reference: 'same' }));
        expect(await codeOf(store.recoveries.insert(recoveryRow({ reference: 'same' })))).toBe(
          'store-misuse',
        );
      });

      it('lets exactly one of ten claim the display, alone or in transactions', async () => {
        for (const alone of [true, false]) {
          const { id } = await insertRecovery(store);
          const claims = await Promise.all(
            times(10, (i) =>
              alone
                ? bothNodes(i).recoveries.claimDisplay(id, 100 + i)
                : bothNodes(i).transaction((unit) => unit.recoveries.claimDisplay(id, 100 + i)),
            ),
          );
          expect(claims.filter(Boolean)).toHaveLength(1);
          expect((await store.recoveries.find(id))?.displayedAt).toBe(100 + claims.indexOf(true));
        }
      });
    });

    describe('intents', () => {
      it('resolves open and unknown ones once', async () => {
        await store.intents.insert(intentRow({ id: 'i' }));
        expect(await store.intents.resolve('i', 'unknown', 5)).toBe(true);
        expect(await store.intents.resolve('i', 'done', 6)).toBe(true);
        expect(await store.intents.resolve('i', 'failed', 7)).toBe(false);
        expect(await store.intents.find('i')).toMatchObject({ state: 'done', resolvedAt: 6 });
        expect(await store.intents.resolve('nobody', 'done', 7)).toBe(false);
      });

      it('lists the unresolved, oldest first, up to the limit', async () => {
        const states = ['open', 'done', 'unknown', 'failed', 'open'] as const;
        for (const [i, state] of states.entries()) {
          await store.intents.insert(intentRow({ id: `i${i}`, state, createdAt: 100 - i }));
        }
        const ids = async (before: number, limit: number) =>
          (await store.intents.unresolved(before, limit)).map((row) => row.id);
        expect(await ids(1_000, 10)).toEqual(['i4', 'i2', 'i0']);
        expect(await ids(1_000, 2)).toEqual(['i4', 'i2']);
        expect(await ids(98, 10)).toEqual(['i4']);
      });

      it('knows whether a write of one request is in doubt, however many others are', async () => {
        for (let i = 0; i < 250; i += 1) await store.intents.insert(intentRow({ recoveryId: `other${i}` }));
        for (const [i, state] of (['open', 'unknown', 'done', 'failed'] as const).entries())
          await store.intents.insert(intentRow({ recoveryId: state, state, createdAt: 5_000 + i }));
        const inDoubt = (id: string) => other.intents.inDoubt(id);
        expect(await Promise.all(['open', 'unknown', 'done', 'failed', 'nobody'].map(inDoubt))).toEqual([
          true,
          true,
          false,
          false,
          false,
        ]);
      });
    });

    describe('jobs', () => {
      const enqueue = (uniqueKey: string, runAt = 10) =>
        store.jobs.enqueue({ kind: 'k', payload: '{}', runAt, uniqueKey, now: 1 });
      const claim = (node: Store, owner: string, now = 10, limit = 100) =>
        node.jobs.claim({ owner, now, leaseUntil: now + 50, limit });

      it('adds one of each unique key', async () => {
        await Promise.all(times(10, () => enqueue('same')));
        expect(await store.jobs.depth()).toEqual({ waiting: 1, buried: 0, oldestRunAt: 10 });
      });

      it('gives due jobs, longest due first, and none twice while leased', async () => {
        for (const runAt of [12, 10, 11, 99]) await enqueue(`k${runAt}`, runAt);
        const first = await claim(store, 'a', 20, 2);
        expect(first.map((job) => [job.runAt, job.attempts, job.lastError])).toEqual([
          [10, 1, null],
          [11, 1, null],
        ]);
        expect((await claim(other, 'b', 20)).map((job) => job.runAt)).toEqual([12]);
        expect(await claim(store, 'a', 20)).toEqual([]);
      });

      it('hands each of 60 jobs to exactly one of 20 claimers', async () => {
        await Promise.all(times(60, (i) => enqueue(`k${i}`)));
        const taken: string[] = [];
        await Promise.all(
          times(20, async (i) => {
            for (let jobs = await claim(bothNodes(i), `o${i}`, 10, 2); jobs.length > 0; ) {
              taken.push(...jobs.map((job) => job.id));
              jobs = await claim(bothNodes(i), `o${i}`, 10, 2);
            }
          }),
        );
        expect(taken).toHaveLength(60);
        expect(new Set(taken).size).toBe(60);
      });

      it('has one effect per job though 20 claimers all deliver it', async () => {
        await Promise.all(times(5, (i) => enqueue(`k${i}`)));
        // Each claim happens after the lease before it has run out: every job is delivered to every claimer.
        const deliveries: { owner: string; id: string }[] = [];
        for (const i of times(20, (n) => n)) {
          const jobs = await claim(bothNodes(i), `o${i}`, 10 + i * 50);
          deliveries.push(...jobs.map((job) => ({ owner: `o${i}`, id: job.id })));
        }
        expect(deliveries).toHaveLength(100);
        const effects = await Promise.all(
          deliveries.map(({ owner, id }, i) =>
            bothNodes(i).transaction(async (unit) => {
              if (!(await unit.jobs.complete(id, owner, 2_000))) return 0;
              const [row] = await unit.buckets.lock([id]);
              await unit.buckets.save([{ key: id, tokens: (row?.tokens ?? 0) + 1, updatedAt: 1 }]);
              return 1;
            }),
          ),
        );
        expect(effects.reduce<number>((sum, effect) => sum + effect, 0)).toBe(5);
        const rows = await store.transaction((unit) =>
          unit.buckets.lock([...new Set(deliveries.map((delivery) => delivery.id))].sort()),
        );
        expect(rows.map((row) => row.tokens)).toEqual([1, 1, 1, 1, 1]);
      });

      it('ends an attempt only for the owner of the lease', async () => {
        await enqueue('k');
        const [job] = await claim(store, 'a');
        const id = job?.id ?? '';
        expect(await other.jobs.complete(id, 'b', 20)).toBe(false);
        expect(await store.jobs.retry(id, 'a', 30, 'tickets-unavailable')).toBe(true);
        expect(await store.jobs.complete(id, 'a', 20)).toBe(false);
        const [again] = await claim(store, 'a', 30);
        expect(again).toMatchObject({ id, attempts: 2, lastError: 'tickets-unavailable' });
        const [stolen] = await claim(other, 'b', 80);
        expect(stolen).toMatchObject({ id, attempts: 3 });
        expect(await store.jobs.bury(id, 'a', 81, 'late')).toBe(false);
        expect(await other.jobs.bury(id, 'b', 81, 'hopeless')).toBe(true);
        expect(await store.jobs.depth()).toEqual({ waiting: 0, buried: 1, oldestRunAt: null });
        expect(await claim(store, 'a', 1_000)).toEqual([]);
      });

      it('postpones an attempt that did not fail, for the owner of the lease alone', async () => {
        await enqueue('k');
        const [job] = await claim(store, 'a');
        const id = job?.id ?? '';
        await store.jobs.retry(id, 'a', 30, 'tickets-unavailable');
        await claim(store, 'a', 30);
        expect(await other.jobs.postpone(id, 'b', 40)).toBe(false);
        expect(await other.jobs.postpone(id, 'a', 40)).toBe(true);
        expect(await store.jobs.postpone(id, 'a', 50)).toBe(false);
        expect(await claim(store, 'a', 39)).toEqual([]);
        expect(await claim(store, 'a', 40)).toMatchObject([{ id, attempts: 1, lastError: null }]);
      });

      it('hastens what a wrong clock has planned or leased too far ahead, and nothing else', async () => {
        const far = 10_000_000;
        await enqueue('soon', 90);
        await enqueue('far', far);
        await enqueue('leased-far', 5);
        await enqueue('leased', 6);
        const another = { kind: 'another', payload: '{}', runAt: far, uniqueKey: 'another', now: 1 };
        await store.jobs.enqueue(another);
        await store.jobs.claim({ owner: 'dead', now: 5, leaseUntil: far, limit: 1 });
        const [leased] = await claim(store, 'alive', 10, 1);
        expect(await other.jobs.hasten('k', 100, 20)).toBe(2);
        expect(await other.jobs.hasten('k', 100, 20)).toBe(0);
        expect((await claim(store, 'b', 20)).map(({ runAt }) => runAt)).toEqual([20, 20]);
        expect(await store.jobs.complete(leased?.id ?? '', 'alive', 21)).toBe(true);
        for (const { id } of await claim(store, 'b', 100)) await store.jobs.complete(id, 'b', 100);
        expect(await store.jobs.hasten('k', 0, 20), 'what has ended stays ended').toBe(0);
        expect((await store.jobs.depth()).oldestRunAt).toBe(far);
      });

      it('forgets finished jobs and keeps buried ones', async () => {
        await enqueue('done');
        await enqueue('buried', 11);
        const [first, second] = await claim(store, 'a', 20);
        await store.jobs.complete(first?.id ?? '', 'a', 30);
        await store.jobs.bury(second?.id ?? '', 'a', 30, 'x');
        expect(await store.jobs.deleteFinished(30)).toBe(0);
        expect(await store.jobs.deleteFinished(31)).toBe(1);
        expect(await store.jobs.depth()).toMatchObject({ buried: 1 });
      });
    });

    describe('journal rows', () => {
      const row = (seq: number) => ({ seq, at: seq, event: 'e', body: '{"é":"\\u0000"}', seal: `s${seq}` });

      it('starts empty, keeps its end apart, pages upward', async () => {
        expect(await store.journal.head()).toEqual({ seq: 0, seal: '', headSeal: '' });
        for (const seq of [1, 2, 3]) {
          await store.transaction(async (unit) => {
            expect((await unit.journal.lockHead()).seq).toBe(seq - 1);
            await unit.journal.insert(row(seq), `h${seq}`);
          });
        }
        expect(await other.journal.head()).toEqual({ seq: 3, seal: 's3', headSeal: 'h3' });
        expect(await store.journal.page(1, 10)).toEqual([row(2), row(3)]);
        expect(await store.journal.page(0, 1)).toEqual([row(1)]);
      });

      it('gives every one of 20 parallel appenders its own number', async () => {
        await Promise.all(
          times(20, (i) =>
            bothNodes(i).transaction(async (unit) => {
              const head = await unit.journal.lockHead();
              await unit.journal.insert(row(head.seq + 1), '');
            }),
          ),
        );
        expect((await store.journal.page(0, 100)).map((each) => each.seq)).toEqual(times(20, (i) => i + 1));
      });
    });

    describe('buckets', () => {
      it('returns only rows that were saved, and saves over them', async () => {
        const lock = () => store.transaction((unit) => unit.buckets.lock(['a', 'b']));
        expect(await lock()).toEqual([]);
        await store.buckets.save([{ key: 'a', tokens: 0.5, updatedAt: 1 }]);
        await store.buckets.save([{ key: 'a', tokens: 2.25, updatedAt: 2 }]);
        expect(await lock()).toEqual([{ key: 'a', tokens: 2.25, updatedAt: 2 }]);
        await store.buckets.save([]);
        expect(await store.transaction((unit) => unit.buckets.lock([]))).toEqual([]);
      });

      it('lets 20 parallel takers of new, overlapping keys take what is there and no more', async () => {
        const take = (node: Store, keys: string[]) =>
          node.transaction(async (unit) => {
            const rows = new Map((await unit.buckets.lock(keys)).map((each) => [each.key, each.tokens]));
            const left = keys.map((key) => rows.get(key) ?? 5);
            if (left.some((tokens) => tokens < 1)) return false;
            await unit.buckets.save(
              keys.map((key, k) => ({ key, tokens: (left[k] ?? 0) - 1, updatedAt: 1 })),
            );
            return true;
          });
        const sets = [
          ['a', 'b'],
          ['b', 'c'],
          ['a', 'c'],
          ['a', 'b', 'c'],
        ];
        const taken = await Promise.all(times(20, (i) => take(bothNodes(i), sets[i % 4] as string[])));
        const rows = await store.transaction((unit) => unit.buckets.lock(['a', 'b', 'c']));
        const spent = (key: string) =>
          times(20, (i) => taken[i] && sets[i % 4]?.includes(key)).filter(Boolean).length;
        for (const { key, tokens } of rows) expect(tokens).toBe(5 - spent(key));
        expect(Math.min(...rows.map((each) => each.tokens))).toBe(0);
      });

      it('deletes the untouched', async () => {
        await store.buckets.save([
          { key: 'old', tokens: 1, updatedAt: 10 },
          { key: 'new', tokens: 1, updatedAt: 20 },
        ]);
        expect(await store.buckets.deleteUntouched(20)).toBe(1);
        await store.buckets.save([
          { key: 'login-try:a', tokens: -2.5, updatedAt: 5 },
          { key: 'session:a', tokens: 1, updatedAt: 5 },
          { key: 'session:b', tokens: 1, updatedAt: 5 },
        ]);
        expect(await store.buckets.deleteUntouched(20, 1, 'login-try:')).toBe(1);
        expect(await store.buckets.deleteUntouched(20, 9, 'login-try:')).toBe(1);
        expect(await store.transaction(({ buckets }) => buckets.lock(['login-try:a']))).toEqual([
          { key: 'login-try:a', tokens: -2.5, updatedAt: 5 },
        ]);
        expect(await store.buckets.deleteUntouched(20, 9)).toBe(1);
      });
    });

    describe('leases', () => {
      it('taken by a clock that ran far ahead bind nobody', async () => {
        const day = 86_400_000;
        await store.leases.acquire('agent:1', 'ahead', day, day + 30_000);
        expect(await other.leases.acquire('agent:1', 'me', 0, 30_000)).toBe(true);
        expect(await store.leases.acquire('agent:1', 'you', 60, 30_060)).toBe(false);
      });

      it('belong to one of twenty until released or run out', async () => {
        const taken = await Promise.all(
          times(20, (i) => bothNodes(i).leases.acquire('agent:1', `o${i}`, 100, 200)),
        );
        expect(taken.filter(Boolean)).toHaveLength(1);
        const owner = `o${taken.indexOf(true)}`;
        expect(await other.leases.acquire('agent:1', 'x', 199, 300)).toBe(false);
        expect(await other.leases.acquire('agent:1', owner, 150, 250)).toBe(true);
        await other.leases.release('agent:1', 'x');
        expect(await other.leases.acquire('agent:1', 'x', 249, 300)).toBe(false);
        expect(await other.leases.acquire('agent:1', 'x', 250, 300)).toBe(true);
        await other.leases.release('agent:1', 'x');
        expect(await store.leases.acquire('agent:1', 'y', 251, 300)).toBe(true);
        expect(await store.leases.acquire('agent:2', 'z', 251, 300)).toBe(true);
      });

      it('that have run out pass to exactly one', async () => {
        await store.leases.acquire('l', 'dead', 0, 10);
        const taken = await Promise.all(times(20, (i) => bothNodes(i).leases.acquire('l', `o${i}`, 10, 99)));
        expect(taken.filter(Boolean)).toHaveLength(1);
      });
    });

    describe('tickets', () => {
      const ticket = (reference: string) => ({
        reference,
        title: 'Mot de passe',
        text: 'Réinitialisé',
        level: 1,
        state: 'closed',
        requesterLogin: null,
        establishment: 'Les Tilleuls',
        createdAt: 1,
        updatedAt: 1,
      });

      it('are one per reference, with ascending numbers', async () => {
        const same = await Promise.all(times(10, (i) => bothNodes(i).tickets.open(ticket('R1'))));
        expect(new Set(same.map((row) => row.number)).size).toBe(1);
        const next = await store.tickets.open(ticket('R2'));
        expect(next.number).toBeGreaterThan(same[0]?.number ?? Number.NaN);
        expect(await store.tickets.find('R2')).toEqual({ ...ticket('R2'), number: next.number });
        expect(await store.tickets.find('R3')).toBeNull();
      });
    });

    describe('embedded accounts', () => {
      it('come back as they went in, by id, number and login in any case', async () => {
        const row = accountRow();
        await store.embeddedAccounts.insert(row);
        expect(await store.embeddedAccounts.find(row.id)).toEqual(row);
        expect(await store.embeddedAccounts.findByLogin('cmARTIN')).toEqual(row);
        expect(await store.embeddedAccounts.findByAgentNumber('004217')).toEqual([row]);
        expect(await store.embeddedAccounts.findByAgentNumber('4217')).toEqual([]);
        expect(await codeOf(store.embeddedAccounts.insert(accountRow({ login: 'cmartin' })))).toBe(
          'store-misuse',
        );
        await store.embeddedAccounts.insert(accountRow({ login: 'other', disabled: true }));
        expect(await store.embeddedAccounts.findByAgentNumber('004217')).toHaveLength(2);
        const all = await store.embeddedAccounts.page(null, 10);
        expect(all.map(({ login }) => login).sort()).toEqual(['CMartin', 'other']);
        expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).sort());
        expect(await store.embeddedAccounts.page(all[0]?.id ?? '', 10)).toEqual(all.slice(1));
        expect(await store.embeddedAccounts.page(null, 1)).toEqual(all.slice(0, 1));
        await store.embeddedAccounts.clear();
        expect(await store.embeddedAccounts.find(row.id)).toBeNull();
      });

      it('are written by one of ten with the same expectation', async () => {
        const row = accountRow();
        await store.embeddedAccounts.insert(row);
        const expected = { pwdLastSet: '0', keyVersion: 2 };
        const written = await Promise.all(
          times(10, (i) =>
            bothNodes(i).embeddedAccounts.update(row.id, expected, {
              keyVersion: 3,
              passwordHash: `scrypt:${i}`,
              disabled: true,
              history: [],
            }),
          ),
        );
        expect(written.filter(Boolean)).toHaveLength(1);
        expect(await store.embeddedAccounts.find(row.id)).toEqual({
          ...row,
          keyVersion: 3,
          passwordHash: `scrypt:${written.indexOf(true)}`,
          disabled: true,
          history: [],
        });
      });
    });

    describe('freezes', () => {
      const freeze = (patch: Partial<FreezeRow> = {}): FreezeRow => ({
        intentId: randomUUID(),
        accountId: 'a1',
        login: 'cmartin',
        reference: '7KR-4TX-2MA',
        since: 1_000,
        liftedAt: null,
        ...patch,
      });

      it('one each intent, from several nodes at the same time, also once it is lifted', async () => {
        const row = freeze();
        const inserted = await Promise.all(
          times(8, (i) => (i % 2 ? store : other).freezes.insert({ ...row, since: 1_000 + i })),
        );
        expect(inserted.filter(Boolean)).toHaveLength(1);
        expect(await store.freezes.lift('a1', 5_000)).toBe(1);
        expect(await other.freezes.insert(row)).toBe(false);
        expect(await store.freezes.find(row.intentId)).toMatchObject({ accountId: 'a1', liftedAt: 5_000 });
        expect(await store.freezes.find(randomUUID())).toBeNull();
      });

      it('hold while one of the account is not lifted; lifting takes them all and no other account’s', async () => {
        const rows = [freeze({ since: 2_000 }), freeze(), freeze({ accountId: 'a2', since: 3_000 })];
        for (const row of rows) await store.freezes.insert(row);
        expect((await other.freezes.active()).map(({ since }) => since)).toEqual([1_000, 2_000, 3_000]);
        expect(await other.freezes.lift('a1', 5_000)).toBe(2);
        expect(await store.freezes.lift('a1', 6_000)).toBe(0);
        expect(await store.freezes.isFrozen('a1')).toBe(false);
        expect(await store.freezes.isFrozen('a2')).toBe(true);
        expect(await store.freezes.active()).toEqual([rows[2]]);
      });
    });

    describe('proofs', () => {
      it('of one person: one for each method', async () => {
        const proof = { recoveryId: 'r', method: 'colleague', by: 'a1', at: 1 } as const;
        expect(await store.proofs.add(proof)).toBe(true);
        expect(await other.proofs.add({ ...proof, at: 2 })).toBe(false);
        expect(await other.proofs.add({ ...proof, method: 'phone', at: 3 })).toBe(true);
        expect((await store.proofs.of('r')).map(({ method }) => method)).toEqual(['colleague', 'phone']);
      });
    });

    describe('approvals', () => {
      const approval = (patch: Partial<ApprovalRow> = {}): ApprovalRow => ({
        id: randomUUID(),
        recoveryId: 'r',
        pairingHash: randomUUID(),
        state: 'waiting',
        technicianId: null,
        openedFrom: null,
        triesLeft: 3,
        createdAt: 1_000,
        updatedAt: 1_000,
        expiresAt: 2_000,
        ...patch,
      });

      it('open once for a request, from several nodes at the same time', async () => {
        const inserted = await Promise.all(
          times(8, (i) => (i % 2 ? store : other).approvals.insert(approval())),
        );
        expect(inserted.filter(Boolean)).toHaveLength(1);
        expect(await store.approvals.insert(approval({ recoveryId: 'r2' }))).toBe(true);
      });

      it('open once from two transactions that both saw none; the second sees the first', async () => {
        const open = (node: Store) =>
          node.transaction(async (unit) => {
            const before = await unit.approvals.newestOf('r');
            if (before !== null) return before.id;
            const row = approval();
            return (await unit.approvals.insert(row)) ? row.id : (await unit.approvals.newestOf('r'))?.id;
          });
        const ids = await Promise.all(times(6, (i) => open(i % 2 ? store : other)));
        expect(new Set(ids).size).toBe(1);
        expect(ids[0]).toBeTruthy();
      });

      it('open again once the other has ended; the open one counts as the newest', async () => {
        const first = approval({ state: 'calling', createdAt: 9_000 });
        expect(await store.approvals.insert(first)).toBe(true);
        expect(await other.approvals.insert(approval())).toBe(false);
        expect(await store.approvals.move(first.id, 'calling', { state: 'refused', updatedAt: 9 })).toBe(
          true,
        );
        const second = approval({ openedFrom: 'n' });
        expect(await other.approvals.insert(second)).toBe(true);
        expect(await store.approvals.newestOf('r')).toEqual(second);
        await store.approvals.move(second.id, 'waiting', { state: 'cancelled', updatedAt: 10 });
        expect((await store.approvals.newestOf('r'))?.id).toBe(first.id);
      });
    });

    it('keeps everything over a reopening', async () => {
      const row = await insertRecovery(store);
      await store.close();
      const reopened = harness.open();
      await reopened.migrate();
      expect(await reopened.recoveries.find(row.id)).toEqual(row);
      await reopened.close();
    });

    it('waits for running transactions when it closes, and answers store-unavailable afterwards', async () => {
      const slow = store.transaction(async (unit) => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        await unit.recoveries.insert(recoveryRow({ id: 'late' }));
      });
      await store.close();
      await slow;
      expect(await codeOf(store.recoveries.find('late'))).toBe('store-unavailable');
      expect(await other.recoveries.find('late')).not.toBeNull();
    });
  });
}

async function insertRecovery(store: Store): Promise<RecoveryRow> {
  const row = recoveryRow();
  await store.recoveries.insert(row);
  return row;
}

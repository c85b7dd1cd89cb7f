import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../app/shared/failure.ts';
import { createApprovalWatch } from '../../../server/domain/approvals/watch.ts';
import { createStreamCaps } from '../../../server/http/stream-caps.ts';
import type { ApprovalRow, Store } from '../../../server/systems/store/port.ts';
import { openStore } from '../../../server/systems/store/store.ts';
import { handClock, type TemporaryStore, temporaryStore } from '../../support/temporary-store.ts';

let files: TemporaryStore;
let clock: ReturnType<typeof handClock>;
beforeEach(async () => {
  files = await temporaryStore();
  clock = handClock();
});
afterEach(() => files.end());

const everyMillis = 5;
const patience = { timeout: 3_000, interval: 5 };

async function approval(more: Partial<ApprovalRow> = {}): Promise<ApprovalRow> {
  const now = clock.now();
  const row: ApprovalRow = {
    id: randomUUID(),
    recoveryId: randomUUID(),
    pairingHash: randomUUID(),
    state: 'waiting',
    technicianId: null,
    openedFrom: null,
    triesLeft: 3,
    createdAt: now,
    updatedAt: now,
    expiresAt: now + 900_000,
    ...more,
  };
  await files.store.approvals.insert(row);
  return row;
}

/** Counts the looks, and fails them on demand. */
function watched(store: Store) {
  const looks = { count: 0, fail: false };
  const approvals = {
    ...store.approvals,
    changedSince: (since: number, limit: number) => {
      looks.count += 1;
      if (looks.fail) return Promise.reject(new Failure('store-unavailable'));
      return store.approvals.changedSince(since, limit);
    },
  };
  return { looks, store: { ...store, approvals } };
}

function listen(watch: ReturnType<typeof createApprovalWatch>, row: ApprovalRow) {
  const told: string[] = [];
  const { id: approvalId, expiresAt, state } = row;
  const stop = watch.watch({
    approvalId,
    expiresAt,
    state,
    tell: (standing) => void told.push(standing),
    end: () => void told.push('end'),
  });
  return { told, stop };
}

const move = (row: ApprovalRow, from: ApprovalRow['state'], state: ApprovalRow['state'], at = clock.now()) =>
  files.store.approvals.move(row.id, from, { state, updatedAt: at });

describe('the watch', () => {
  it('tells each change once to those who wait for it, however often the overlap returns it', async () => {
    const watch = createApprovalWatch({ store: files.store, clock, everyMillis });
    const [mine, other] = [await approval(), await approval()];
    const [a, b, c] = [listen(watch, mine), listen(watch, mine), listen(watch, other)];
    await move(mine, 'waiting', 'calling');
    await expect.poll(() => [a.told, b.told], patience).toEqual([['calling'], ['calling']]);
    await wait(100);
    expect([a.told, b.told, c.told]).toEqual([['calling'], ['calling'], []]);
    await move(mine, 'calling', 'approved');
    await expect.poll(() => a.told, patience).toEqual(['calling', 'approved']);
    for (const one of [a, b, c]) one.stop();
  });

  it('goes on telling the others when one cannot be told any more', async () => {
    const watch = createApprovalWatch({ store: files.store, clock, everyMillis });
    const [over, mine] = [await approval({ expiresAt: clock.now() - 1 }), await approval()];
    const gone = { approvalId: over.id, expiresAt: over.expiresAt, state: over.state, end: () => undefined };
    watch.watch({
      ...gone,
      tell: () => {
        throw new TypeError('the stream is closed');
      },
    });
    const other = listen(watch, mine);
    await move(mine, 'waiting', 'calling');
    await expect.poll(() => other.told, patience).toEqual(['calling']);
    other.stop();
  });

  it('asks nothing while nobody waits', async () => {
    const { store, looks } = watched(files.store);
    const watch = createApprovalWatch({ store, clock, everyMillis });
    await wait(50);
    expect(looks.count).toBe(0);
    const row = await approval();
    const all = [listen(watch, row), listen(watch, row), listen(watch, await approval())];
    await expect.poll(() => looks.count, patience).toBeGreaterThan(3);
    for (const one of all) one.stop();
    await wait(20);
    const after = looks.count;
    await wait(60);
    expect(looks.count).toBe(after);
    const later = listen(watch, row);
    await expect.poll(() => looks.count, patience).toBeGreaterThan(after);
    later.stop();
  });

  it('is one query for everybody', async () => {
    const { store, looks } = watched(files.store);
    const watch = createApprovalWatch({ store, clock, everyMillis: 50 });
    const all = [];
    for (let i = 0; i < 100; i += 1) all.push(listen(watch, await approval()));
    looks.count = 0;
    await wait(520);
    expect(looks.count).toBeGreaterThan(4);
    expect(looks.count).toBeLessThan(13);
    for (const one of all) one.stop();
  });

  it.each([-45_000, 45_000])('hears another node whose clock is off by %i ms', async (skew) => {
    const node = openStore({ url: 'sqlite', folder: files.folder });
    const watch = createApprovalWatch({ store: node, clock, everyMillis });
    const row = await approval();
    const { told, stop } = listen(watch, row);
    await move(row, 'waiting', 'calling', clock.now() + skew);
    await expect.poll(() => told, patience).toEqual(['calling']);
    stop();
    await node.close();
  });

  it('reads more changes than one page holds, all made in the same moment but for the last', async () => {
    const watch = createApprovalWatch({ store: files.store, clock, everyMillis });
    await files.store.transaction(async (unit) => {
      for (let i = 0; i < 1_200; i += 1) {
        const now = clock.now() + Math.floor(i / 100);
        await unit.approvals.insert({
          id: randomUUID(),
          recoveryId: randomUUID(),
          pairingHash: randomUUID(),
          state: 'waiting',
          technicianId: null,
          openedFrom: null,
          triesLeft: 3,
          createdAt: now,
          updatedAt: now,
          expiresAt: now + 1,
        });
      }
    });
    const row = await approval();
    const { told, stop } = listen(watch, row);
    await move(row, 'waiting', 'calling', clock.now() + 1_000);
    await expect.poll(() => told, patience).toEqual(['calling']);
    stop();
  });

  it('keeps everybody while the store is down, and tells them afterwards', async () => {
    const { store, looks } = watched(files.store);
    looks.fail = true;
    const watch = createApprovalWatch({ store, clock, everyMillis });
    const row = await approval();
    const { told, stop } = listen(watch, row);
    await move(row, 'waiting', 'calling');
    await expect.poll(() => looks.count, patience).toBeGreaterThan(3);
    expect(told).toEqual([]);
    looks.fail = false;
    await expect.poll(() => told, patience).toEqual(['calling']);
    stop();
  });

  it('tells when the time is up, the store being down or not', async () => {
    const { store, looks } = watched(files.store);
    looks.fail = true;
    const watch = createApprovalWatch({ store, clock, everyMillis });
    const { told, stop } = listen(watch, await approval());
    clock.advance(900_000);
    await expect.poll(() => told[0], patience).toBe('expired');
    stop();
  });

  it('ends everybody at a stop, and whoever comes later at once', async () => {
    const watch = createApprovalWatch({ store: files.store, clock, everyMillis });
    const row = await approval();
    const { told } = listen(watch, row);
    watch.stop();
    expect(told).toEqual(['end']);
    expect(listen(watch, row).told).toEqual(['end']);
  });
});

describe('the caps of streams', () => {
  const caps = () => createStreamCaps({ perSession: 2, perNetwork: 3, overall: 4 });

  it('hold for a session, an address and all together', () => {
    const { take, open } = caps();
    expect([take('a', '1'), take('a', '1')].includes(null)).toBe(false);
    expect(take('a', '2')).toBeNull();
    expect(take('b', '1')).not.toBeNull();
    expect(take('c', '1')).toBeNull();
    expect(take('c', '2')).not.toBeNull();
    expect(take('d', '3')).toBeNull();
    expect(open()).toBe(4);
  });

  it('count a whole /64 as one, as one machine has all of it', () => {
    const { take } = caps();
    for (const host of ['1', '2', '3']) expect(take(host, `2001:db8:1:2::${host}`)).not.toBeNull();
    expect(take('4', '2001:db8:1:2:aaaa::4')).toBeNull();
    expect(take('4', '2001:db8:1:3::4')).not.toBeNull();
  });

  it('give a place back once, and leave nothing behind', () => {
    const { take, open } = caps();
    const releases = [take('a', '1'), take('a', '1')];
    for (const release of releases) {
      release?.();
      release?.();
    }
    expect(open()).toBe(0);
    expect([take('a', '1'), take('a', '1')].includes(null)).toBe(false);
    expect(take('a', '1')).toBeNull();
  });
});

import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHousekeeping } from '../../../server/jobs/housekeeping.ts';
import { handClock, type TemporaryStore, temporaryStore } from '../../support/temporary-store.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let files: TemporaryStore;
let clock: ReturnType<typeof handClock>;
const warned: object[] = [];

beforeEach(async () => {
  files = await temporaryStore();
  clock = handClock();
  warned.length = 0;
});
afterEach(() => files.end());

const node = () =>
  createHousekeeping({ store: files.store, clock, log: { warn: (fields) => warned.push(fields) } });
const ids = (table: string, column: string) =>
  files.rows(`select "${column}" as id from ${table} order by 1`).map(({ id }) => id);

async function finishedJob(uniqueKey: string, at: number): Promise<void> {
  const job = { kind: 'k', payload: '{}', uniqueKey, runAt: at, now: at };
  await files.store.jobs.enqueue(job);
  const [row] = await files.store.jobs.claim({ owner: 'o', now: at, leaseUntil: at + 1, limit: 1 });
  await files.store.jobs.complete(row?.id ?? '', 'o', at);
}

describe('housekeeping', () => {
  it('takes away what nobody needs any more, and nothing else', async () => {
    const now = clock.now();
    const session = (idHash: string, expiresAt: number) =>
      files.store.sessions.save({ idHash, createdAt: 0, lastSeenAt: 0, expiresAt, accountId: null });
    await session('gone', now - 1);
    await session('here', now + 1);
    const bucket = (key: string, days: number) => ({ key, tokens: 1, updatedAt: now - days * DAY });
    await files.store.buckets.save([
      bucket('session:old', 2.1),
      bucket('session:new', 1.9),
      bucket('surname:old', 3),
      bucket('login-try:kept', 89),
      bucket('login-try:old', 91),
    ]);
    const code = (recoveryId: string, expiresAt: number) => ({
      recoveryId,
      channel: 'sms' as const,
      attribute: 'mobile',
      masked: '…17',
      hash: 'h',
      triesLeft: 5,
      createdAt: 0,
      expiresAt,
    });
    await files.store.codes.put(code('old', now - 1.1 * DAY));
    await files.store.codes.put(code('new', now - 0.9 * DAY));
    const approval = (id: string, updatedAt: number) => ({
      id,
      recoveryId: id,
      pairingHash: id,
      state: 'waiting' as const,
      technicianId: null,
      openedFrom: null,
      triesLeft: 3,
      createdAt: 0,
      updatedAt,
      expiresAt: 0,
    });
    await files.store.approvals.insert(approval('old', now - 1.1 * DAY));
    await files.store.approvals.insert(approval('new', now - 0.9 * DAY));
    await finishedJob('old', now - 91 * DAY);
    await finishedJob('kept', now - 89 * DAY);
    await files.store.jobs.enqueue({ kind: 'k', payload: '{}', uniqueKey: 'waiting', runAt: 0, now: 0 });

    expect(await node().run()).toBe(7);
    expect(ids('sessions', 'idHash')).toEqual(['here']);
    expect(ids('buckets', 'key')).toEqual(['login-try:kept', 'session:new']);
    expect(ids('codes', 'recoveryId')).toEqual(['new']);
    expect(ids('approvals', 'id')).toEqual(['new']);
    expect(ids('jobs', 'uniqueKey')).toEqual(['kept', 'waiting']);
  });

  it('is done by one node an hour', async () => {
    const [one, other] = [node(), node()];
    const old = () => files.store.buckets.save([{ key: randomUUID(), tokens: 1, updatedAt: 0 }]);
    await old();
    expect(await one.run()).toBe(1);
    await old();
    expect(await other.run()).toBe(0);
    clock.advance(HOUR);
    expect(await other.run()).toBe(1);
  });

  it('takes a flood’s rows in small bites, between which others reach the store', async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => ({ key: `k${i}`, tokens: 1, updatedAt: i }));
    for (let i = 0; i < rows.length; i += 500) await files.store.buckets.save(rows.slice(i, i + 500));
    let longest = 0;
    let running = true;
    const others = (async () => {
      while (running) {
        const started = performance.now();
        await files.store.sessions.find('x');
        longest = Math.max(longest, performance.now() - started);
        await new Promise((next) => setTimeout(next, 1));
      }
    })();
    expect(await node().run()).toBe(5_000);
    running = false;
    await others;
    expect(longest).toBeLessThan(500);
  });

  it('stops half-way when the portal does, and says so of a store that does not answer', async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => ({ key: `k${i}`, tokens: 1, updatedAt: i }));
    for (let i = 0; i < rows.length; i += 500) await files.store.buckets.save(rows.slice(i, i + 500));
    const keeper = node();
    keeper.start();
    await keeper.stop();
    expect(files.rows('select * from buckets').length).toBeGreaterThan(0);
    await files.store.close();
    const late = node();
    late.start();
    await late.stop();
    expect(warned).toEqual([{ error: 'store-unavailable' }]);
  });
});

import { createServer, connect as dial, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureCode } from '../../app/shared/failure.ts';
import { openStore } from '../../server/systems/store/store.ts';
import { type PrivatePostgres, startPostgres } from '../support/postgres.ts';
import { leaningSuite } from './leaning-suite.ts';
import { acknowledgedBeforeKill } from './store-killed.ts';
import { recoveryRow, storeSuite } from './store-suite.ts';

/** One server for the whole file, a database for each test. */
let server: PrivatePostgres;

describe('PostgreSQL', () => {
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  const harness = async () => {
    let url = '';
    return {
      open: () => openStore({ url, folder: '' }),
      fresh: async () => {
        url = await server.createDatabase();
      },
      end: async () => {},
    };
  };

  storeSuite('PostgreSQL', harness);
  leaningSuite('PostgreSQL', harness);

  async function migrated() {
    const url = await server.createDatabase();
    const store = openStore({ url, folder: '' });
    await store.migrate();
    return { url, store };
  }

  it('loses no acknowledged row when a writer is killed', async () => {
    const { url, store } = await migrated();
    const acknowledged = await acknowledgedBeforeKill(url, '', 150);
    expect(acknowledged.length).toBeGreaterThan(5);
    for (const reference of acknowledged) expect(await store.tickets.find(reference)).not.toBeNull();
    await store.close();
  });

  it('claims past a job that another node holds locked', async () => {
    const { url, store } = await migrated();
    for (const key of ['a', 'b']) {
      await store.jobs.enqueue({ kind: 'k', payload: '{}', runAt: 1, uniqueKey: key, now: 1 });
    }
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query(`begin; select id from jobs where "uniqueKey" = 'a' for update`);
    const claimed = await store.jobs.claim({ owner: 'o', now: 1, leaseUntil: 2, limit: 5 });
    expect(claimed).toHaveLength(1);
    await holder.query('rollback');
    await holder.end();
    await store.close();
  });

  it('ends a statement that waits for a lock after five seconds', async () => {
    const { url, store } = await migrated();
    await store.recoveries.insert(recoveryRow({ id: 'r' }));
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query(`begin; select id from recoveries where id = 'r' for update`);
    const start = performance.now();
    expect(await store.recoveries.claimDisplay('r', 1).then(() => null, failureCode)).toBe(
      'store-unavailable',
    );
    expect(performance.now() - start).toBeLessThan(5_500);
    await holder.query('rollback');
    await holder.end();
    expect(await store.recoveries.claimDisplay('r', 1)).toBe(true);
    await store.close();
  });

  it('answers store-unavailable when nobody listens, and survives its connections being cut', async () => {
    const nobody = openStore({ url: 'postgres://u:secret-canary@127.0.0.1:1/x', folder: '' });
    const error = await nobody.sessions.find('x').catch((e) => e);
    expect(failureCode(error)).toBe('store-unavailable');
    expect(`${error.cause.message}${error.cause.stack}`).not.toContain('secret-canary');
    expect(await nobody.writable()).toBe(false);
    await nobody.close();

    const { url, store } = await migrated();
    const cutter = new pg.Client({ connectionString: url });
    await cutter.connect();
    const inFlight = store.transaction(async (unit) => {
      await unit.recoveries.insert(recoveryRow({ id: 'cut' }));
      await cutter.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`);
      await unit.recoveries.find('cut');
    });
    expect(await inFlight.then(() => null, failureCode)).toBe('store-unavailable');
    expect(await store.recoveries.find('cut')).toBeNull();
    expect(await store.writable()).toBe(true);
    await cutter.end();
    await store.close();
  });

  it('drops a connection whose server has fallen silent, and a late answer reaches nobody', async () => {
    const { url, store } = await migrated();
    await store.close();
    const wire = await silenceable(Number(new URL(url).port));
    const far = openStore({ url: url.replace(/:\d+\//, `:${wire.port}/`), folder: '' });
    expect(await far.writable()).toBe(true);
    wire.silence(true);
    const start = performance.now();
    expect(await far.recoveries.find('x').then(() => null, failureCode)).toBe('store-unavailable');
    expect(performance.now() - start).toBeLessThan(7_000);
    wire.silence(false);
    expect(await far.recoveries.find('y')).toBeNull();
    expect(await far.jobs.depth()).toEqual({ waiting: 0, buried: 0, oldestRunAt: null });
    await far.close();
    await wire.close();
  });
});

/** A proxy on a port of its own that can hold back what the server says. */
async function silenceable(target: number) {
  const pairs = new Set<{ near: Socket; far: Socket }>();
  const proxy = createServer((near) => {
    const far = dial(target, '127.0.0.1');
    const pair = { near, far };
    pairs.add(pair);
    near.pipe(far);
    far.pipe(near);
    for (const socket of [near, far]) {
      socket.on('error', () => {});
      socket.on('close', () => {
        pairs.delete(pair);
        near.destroy();
        far.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    silence(on: boolean) {
      for (const { near, far } of pairs) {
        if (on) far.unpipe(near);
        else far.pipe(near);
      }
    },
    async close() {
      for (const { near } of pairs) near.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

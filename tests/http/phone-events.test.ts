import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventStream, openStream } from '../support/event-stream.ts';
import type { HttpClient } from '../support/http-client.ts';
import { cookieOf, desk, secondCodeOn, technicianAt, waitForCall } from '../support/phone.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

const patience = { timeout: 5_000, interval: 50 };
let later = 0;
let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ replace: { clock: { now: () => Date.now() + later } } });
});
afterAll(() => portal.stop());

const streamOf = (client: HttpClient, more: Record<string, string> = {}): Promise<EventStream> =>
  openStream(portal.url, { cookie: cookieOf(client), 'x-demo-origin': 'other', ...more });

describe('the stream of a waiting page', () => {
  it('tells each new state within two seconds, holds nothing else, and ends with the approval', async () => {
    const { client, code } = await waitForCall(portal);
    const stream = await streamOf(client);
    expect(stream.status).toBe(200);
    expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(stream.headers.get('cache-control')).toBe('no-store');
    await expect.poll(stream.states, patience).toEqual(['waiting']);

    const at = desk(await technicianAt(portal));
    const card = await at.call(await at.open(code));
    const called = performance.now();
    await expect.poll(stream.states, patience).toEqual(['waiting', 'calling']);
    expect(performance.now() - called).toBeLessThan(2_000);
    expect(stream.over()).toBe(false);

    const second = secondCodeOn(await client.get('/recover/phone')) ?? '';
    await at.approve(card, second);
    await stream.ended();
    expect(stream.states()).toEqual(['waiting', 'calling', 'approved']);
    for (const secret of [code, code.replace('-', ''), second]) expect(stream.text()).not.toContain(secret);
    expect(stream.text()).toMatch(/^retry: 3000\n\nevent: state\ndata: waiting\n\nevent: state\n/);
    expect((await streamOf(client)).status).toBe(204);
  });

  it('ends when the agent cancels, and when the time is up', async () => {
    const cancelled = await waitForCall(portal);
    const first = await streamOf(cancelled.client);
    await cancelled.client.submit(cancelled.page, {}, 'value="cancel"');
    await first.ended();
    expect(first.states()).toEqual(['waiting', 'cancelled']);

    const expired = await waitForCall(portal);
    const second = await streamOf(expired.client);
    later += 16 * 60_000;
    await second.ended();
    expect(second.states()).toEqual(['waiting', 'expired']);
  });

  it('is not given to somebody who waits for nothing', async () => {
    const stream = await openStream(portal.url, {});
    expect(stream.status).toBe(204);
    expect(stream.headers.get('set-cookie')).toBeNull();
  });

  it('is not given to another site', async () => {
    const { client } = await waitForCall(portal);
    expect((await streamOf(client, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await streamOf(client, { origin: 'https://elsewhere.example' })).status).toBe(403);
  });

  it('two for one session, no third; a client that leaves gives its place back', async () => {
    const { client } = await waitForCall(portal);
    const [first, second] = [await streamOf(client), await streamOf(client)];
    expect([first.status, second.status]).toEqual([200, 200]);
    const third = await streamOf(client);
    expect(third.status).toBe(503);
    expect(third.headers.get('retry-after')).toBeTruthy();
    first.leave();
    await expect
      .poll(async () => {
        const stream = await streamOf(client);
        stream.leave();
        return stream.status;
      }, patience)
      .toBe(200);
    second.leave();
  });

  it('does not hold up a stop', async () => {
    const other = await startTestPortal();
    const { client } = await waitForCall(other);
    const cookie = cookieOf(client);
    const streams = await Promise.all(
      [1, 2].map(() => openStream(other.url, { cookie, 'x-demo-origin': 'other' })),
    );
    await expect
      .poll(() => streams.map((stream) => stream.states()), patience)
      .toEqual([['waiting'], ['waiting']]);
    const started = performance.now();
    await other.stop();
    expect(performance.now() - started).toBeLessThan(3_000);
    await Promise.all(streams.map((stream) => stream.ended()));
    expect(streams.map((stream) => stream.states())).toEqual([['waiting'], ['waiting']]);
  });
});

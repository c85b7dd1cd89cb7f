import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desk, failureOn, pairingCodeOn, secondCodeOn, technicianAt, waitForCall } from '../support/phone.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let later = 0;
let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ replace: { clock: { now: () => Date.now() + later } } });
});
afterAll(() => portal.stop());

async function tripped(): Promise<string[]> {
  const rows = await portal.container.store.journal.page(0, 100_000);
  return rows.filter((row) => row.event === 'limit-tripped').map((row) => JSON.parse(row.body).details.limit);
}

describe('what one technician may do', () => {
  it('ten wrong pairing codes, then one a minute; right ones cost nothing', async () => {
    const { code } = await waitForCall(portal);
    const at = desk(await technicianAt(portal, 'technician-3'));
    for (let i = 0; i < 9; i += 1) expect(failureOn(await at.open('222222'))).toBe('approval-not-found');
    for (let i = 0; i < 5; i += 1) expect((await at.open(code)).url).toMatch(/^\/desk\/approvals\//);
    expect(failureOn(await at.open('not a code'))).toBe('approval-not-found');
    const page = await at.open(code);
    expect(page.status).toBe(429);
    expect(await tripped()).toContain('approval-code');
    expect((await desk(await technicianAt(portal, 'technician-2')).open(code)).status).toBe(200);
    later += 60_000;
    expect((await at.open(code)).url).toMatch(/^\/desk\/approvals\//);
  });

  it('a call that nobody ended in time is given back with the next code', async () => {
    const one = { capacity: 1, secondsPerTry: 86_400 };
    const strict = await startTestPortal({
      settings: { limits: { technician: one } },
      replace: { clock: { now: () => Date.now() + later } },
    });
    const { client, code } = await waitForCall(strict);
    const first = desk(await technicianAt(strict));
    await first.call(await first.open(code));
    expect(secondCodeOn(await client.get('/recover/phone'))).not.toBeNull();
    later += 16 * 60_000;
    const again = await client.submit(await client.get('/recover/phone'), {}, 'value="again"');
    const at = desk(await technicianAt(strict));
    const called = await at.call(await at.open(pairingCodeOn(again)));
    expect(failureOn(called)).toBeNull();
    expect(called.text).toContain('name="secondCode"');
    await strict.stop();
  });

  it('twenty calls an hour; one that ends in a refusal is given back', async () => {
    const at = desk(await technicianAt(portal));
    const first = await waitForCall(portal);
    await at.refuse(await at.call(await at.open(first.code)));
    for (let i = 0; i < 20; i += 1) {
      const { client, code } = await waitForCall(portal);
      const card = await at.call(await at.open(code));
      const second = secondCodeOn(await client.get('/recover/phone'));
      expect((await at.approve(card, second ?? '')).text).toContain('data-approved');
    }
    const { code, client } = await waitForCall(portal);
    const page = await at.call(await at.open(code));
    expect(failureOn(page)).toBe('too-many-tries');
    expect(secondCodeOn(await client.get('/recover/phone'))).toBeNull();
    expect(await tripped()).toContain('technician');
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hire } from '../support/agents.ts';
import { person, startTestPortal, type TestPortal } from '../support/portal.ts';
import { identifyPoster } from '../support/posting.ts';

const plenty = { capacity: 1e9, secondsPerTry: 1 };
const rounds = 200;
let portal: TestPortal;
beforeAll(async () => {
  const limits = {
    'agent-number': plenty,
    'agent-number-day': plenty,
    session: plenty,
    kiosk: plenty,
    network: plenty,
    surname: plenty,
    global: plenty,
  };
  portal = await startTestPortal({ settings: { limits, logLevel: 'error' } });
});
afterAll(() => portal.stop());

const median = (samples: readonly number[]) => samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? 0;

describe('refusals', () => {
  it('of every kind take the same time: medians of 1,000 samples within 20 ms', async () => {
    const frozen = await hire(portal);
    const lookup = await portal.container.directory.findByLogin(frozen.login, AbortSignal.timeout(5_000));
    if (lookup.found !== 'one') throw new Error(lookup.found);
    await portal.container.store.freezes.insert({
      intentId: randomUUID(),
      accountId: lookup.account.id,
      login: frozen.login,
      reference: 'AAA',
      since: 1,
      liftedAt: null,
    });
    const kinds = {
      'unknown number': { surname: 'Martin', agentNumber: '990099' },
      'wrong surname': { surname: 'Quelquun', agentNumber: person('forgotten').agentNumber },
      excluded: person('privileged'),
      disabled: person('disabled'),
      frozen,
    };
    const post = await identifyPoster(portal.url, { 'x-demo-origin': 'other' });
    const samples = new Map(Object.keys(kinds).map((kind) => [kind, [] as number[]]));
    // In turns, so that whatever else the machine does falls on all of them alike.
    for (let round = 0; round < rounds; round += 1) {
      for (const [kind, who] of Object.entries(kinds)) {
        const { status, ms } = await post(who);
        expect(status).toBe(422);
        samples.get(kind)?.push(ms);
      }
    }
    const medians = [...samples].map(([kind, times]) => [kind, median(times)] as const);
    const times = medians.map(([, time]) => time);
    expect(Math.max(...times) - Math.min(...times), JSON.stringify(medians)).toBeLessThan(20);
    const rows = await portal.container.store.journal.page(0, 100_000);
    const reasons = rows
      .filter(({ event }) => event === 'identification-refused')
      .map(({ body }) => JSON.parse(body).details.why as string);
    const expected = ['disabled', 'excluded:privileged', 'frozen', 'surname-differs', 'unknown-number'];
    expect([...new Set(reasons)].sort()).toEqual(expected);
  }, 300_000);
});

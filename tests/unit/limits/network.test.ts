import { describe, expect, it } from 'vitest';
import { failureCode } from '../../../app/shared/failure.ts';
import { delayMillis, networkOf } from '../../../server/domain/limits/network.ts';
import { createPace } from '../../../server/domain/limits/pace.ts';
import { createFailuresPerMinute } from '../../../server/http/site-size.ts';

describe('networkOf', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    ['', ''],
    ['rubbish]', 'rubbish]'],
  ])('%s is counted as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('delayMillis', () => {
  it('grows with the wait, and stays below a request’s deadline', () => {
    const delays = Array.from({ length: 200 }, (_, minute) => delayMillis(minute * 60));
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(delays[0]).toBe(250);
    expect(delays.at(-1)).toBe(4_000);
  });
});

describe('failures a minute of a site', () => {
  it('are those configured for its network', () => {
    const of = createFailuresPerMinute([
      { establishment: 'A', ranges: ['10.1.0.0/16'], failuresPerMinute: 20 },
      { establishment: 'B', ranges: ['10.2.0.0/16', '2001:db8::/32'] },
    ]);
    expect([of('10.1.2.3'), of('10.2.2.3'), of('192.0.2.1'), of('2001:db8::1'), of('')]).toEqual([
      20,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('createPace', () => {
  const signal = () => new AbortController().signal;
  const codeOf = (work: Promise<unknown>) => work.then(() => 'slept', failureCode);

  it('lets a hundred of one network sleep, tells the next to come back, and forgets who has woken', async () => {
    const pace = createPace();
    const asleep = Array.from({ length: 100 }, (_, i) =>
      codeOf(pace.hold({ network: 'n', session: `${i}` }, 30, signal())),
    );
    expect(pace.sleepers()).toBe(100);
    expect(() => pace.assertRoom({ network: 'n', session: 'late' })).toThrow('directory-busy');
    expect(await codeOf(pace.hold({ network: 'n', session: 'late' }, 30, signal()))).toBe('directory-busy');
    expect(await codeOf(pace.hold({ network: 'other', session: 'late' }, 1, signal()))).toBe('slept');
    expect(new Set(await Promise.all(asleep))).toEqual(new Set(['slept']));
    expect(pace.sleepers()).toBe(0);
    pace.assertRoom({ network: 'n', session: 'late' });
  });

  it('gives one session three places, so that it cannot take those of its neighbours', async () => {
    const pace = createPace();
    const tries = Array.from({ length: 5 }, () =>
      codeOf(pace.hold({ network: 'n', session: 's' }, 10, signal())),
    );
    expect(await Promise.all(tries)).toEqual(['slept', 'slept', 'slept', 'directory-busy', 'directory-busy']);
  });

  it('wakes who has gone', async () => {
    const pace = createPace();
    const gone = new AbortController();
    const asleep = codeOf(pace.hold({ network: 'n', session: 's' }, 60_000, gone.signal));
    gone.abort();
    expect(await asleep).toBe('directory-busy');
    expect(pace.sleepers()).toBe(0);
  });
});

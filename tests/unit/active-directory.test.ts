import { describe, expect, it } from 'vitest';
import { failureCode } from '../../app/shared/failure.ts';
import type { Connection } from '../../server/systems/directory/active-directory/connection.ts';
import { deniesPasswordChange } from '../../server/systems/directory/active-directory/dacl.ts';
import { createGate } from '../../server/systems/directory/active-directory/gate.ts';
import { createPool } from '../../server/systems/directory/active-directory/pool.ts';
import { normalUrl } from '../../server/systems/directory/active-directory/settings.ts';
import { guidText, sidText } from '../../server/systems/directory/active-directory/sid.ts';
import { outcomeSince } from '../../server/systems/directory/active-directory/version.ts';
import { fromLdapts, wireError } from '../../server/systems/directory/active-directory/wire-error.ts';
import { unknowablePassword } from '../../server/systems/directory/unknowable-password.ts';

const forever = new AbortController().signal;
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the gate', () => {
  it('lets so many through, queues so many in order, and refuses the rest', async () => {
    const gate = createGate({ atOnce: 2, queue: 3 });
    const ends: (() => void)[] = [];
    const began: number[] = [];
    const calls = [0, 1, 2, 3, 4].map((call) =>
      gate(forever, () => {
        began.push(call);
        return new Promise<void>((resolve) => ends.push(resolve));
      }),
    );
    expect(await gate(forever, async () => 0).catch(failureCode)).toBe('directory-busy');
    expect(began).toEqual([0, 1]);
    for (let call = 0; call < 5; call += 1) {
      ends[call]!();
      await turn();
    }
    await Promise.all(calls);
    expect(began).toEqual([0, 1, 2, 3, 4]);
    expect(await gate(forever, async () => 'free again')).toBe('free again');
  });

  it('gives the place back after a failure, and forgets who left the queue', async () => {
    const gate = createGate({ atOnce: 1, queue: 5 });
    await expect(gate(forever, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    let end = () => {};
    const first = gate(forever, () => new Promise<void>((resolve) => (end = resolve)));
    const leaving = new AbortController();
    const left = gate(leaving.signal, async () => 'never').catch(failureCode);
    leaving.abort();
    expect(await left).toBe('directory-unavailable');
    end();
    await first;
    expect(await gate(forever, async () => 'free')).toBe('free');
  });
});

describe('the pool', () => {
  function fake(): Connection & { lose(): void } {
    let alive = true;
    const lose = () => {
      alive = false;
    };
    const never = () => Promise.reject(new Error('not used'));
    return {
      get alive() {
        return alive;
      },
      idleMs: () => 0,
      search: never,
      searchAll: never,
      modify: never,
      destroy: lose,
      lose,
    };
  }

  it('keeps a connection, replaces a lost one and never opens more than its size', async () => {
    const made: ReturnType<typeof fake>[] = [];
    const open = async () => {
      made.push(fake());
      return made.at(-1)!;
    };
    const pool = createPool({ size: 2, open });
    const first = await pool.lease(forever);
    first.release();
    const second = await pool.lease(forever);
    expect([first.fresh, second.fresh, made.length]).toEqual([true, false, 1]);
    made[0]!.lose();
    second.release();
    const third = await pool.lease(forever);
    const fourth = await pool.lease(forever);
    let fifth = null;
    void pool.lease(forever).then((lease) => {
      fifth = lease;
    });
    await turn();
    expect([made.length, fifth]).toEqual([3, null]);
    third.release();
    await turn();
    expect(fifth).toMatchObject({ fresh: false, connection: third.connection });
    pool.close();
    expect(made.every((connection) => !connection.alive)).toBe(true);
    fourth.release();
    await expect(pool.lease(forever)).rejects.toMatchObject({ kind: 'not-sent' });
  });

  it('lets nobody wait for a connection that another could not make', async () => {
    let fail = (_: Error) => {};
    const opening = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const pool = createPool({ size: 1, open: () => opening });
    const both = Promise.allSettled([pool.lease(forever), pool.lease(forever)]);
    await turn();
    fail(wireError('not-sent', 'ECONNREFUSED'));
    expect((await both).map((one) => one.status)).toEqual(['rejected', 'rejected']);
  });
});

describe('what a server says', () => {
  it('is kept as codes, without its text', () => {
    const message =
      '80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 52e, v1db1 Code: 0x31';
    const wire = fromLdapts(Object.assign(new Error(message), { code: 49 }));
    expect(wire).toMatchObject({ kind: 'refused', result: 49, hex: '80090308', data: '52e' });
    expect(wire.message).not.toContain('AcceptSecurityContext');
  });

  it.each([
    ['the password is too short. It should be equal or longer than 12 characters!', 'length'],
    ['the password does not meet the complexity criteria!', 'complexity'],
    ['the password was already used (in history)!', 'history'],
    ['the password was already used (previous password)!', 'history'],
    ['password is too young to change!', 'age'],
    ['AtrErr: DSID-03191083', null],
  ])('names the rule where it names one: %s', (text, rule) => {
    expect(fromLdapts(Object.assign(new Error(`0000052D: ${text}`), { code: 19 })).rule).toBe(rule);
  });

  it('is no answer when it is not one', () => {
    expect(fromLdapts(new Error('Socket error'))).toMatchObject({ kind: 'no-answer', result: null });
    expect(fromLdapts(Object.assign(new Error('x'), { code: 'ECONNRESET' }))).toMatchObject({
      kind: 'no-answer',
    });
  });
});

it('reads identifiers', () => {
  expect(guidText(Buffer.from('e0042f3f894fd3119a0c0305e82c3301', 'hex'))).toBe(
    '3f2f04e0-4f89-11d3-9a0c-0305e82c3301',
  );
  expect(() => guidText(Buffer.alloc(15))).toThrow(RangeError);
  const bytes = '010500000000000515000000175' + '6ecad2865430a2693509b51040000';
  expect(sidText(Buffer.from(bytes, 'hex'))).toBe('S-1-5-21-2917946903-172188968-2605749030-1105');
  expect(sidText(Buffer.from('01010000000000050a000000', 'hex'))).toBe('S-1-5-10');
  expect(() => sidText(Buffer.from('0105000000000005', 'hex'))).toThrow(RangeError);
});

it.each([
  ['ldaps://DC1.example.test', 'ldaps://dc1.example.test:636'],
  ['ldaps://dc1.example.test:3269/', 'ldaps://dc1.example.test:3269'],
  ['ldaps://127.0.0.1', 'ldaps://127.0.0.1:636'],
])('writes a URL in one way: %s', (written, url) => expect(normalUrl(written)).toBe(url));

it.each(['ldap://dc1', 'https://dc1', 'dc1:636', '', 'ldaps://'])('takes no other URL: %j', (url) => {
  expect(() => normalUrl(url)).toThrow(/ldaps/);
});

describe('the outcome of a write', () => {
  const read = { server: 's', pwdLastSet: '133', keyVersion: 4 };
  it.each([
    [4, '133', 'not-written'],
    [5, '133', 'written'],
    [6, '133', 'undecided'],
    [3, '133', 'undecided'],
    [4, '0', 'undecided'],
    [5, '0', 'written'],
  ])('key version %i after 4, fence %s: %s', (keyVersion, pwdLastSet, outcome) => {
    expect(outcomeSince({ ...read, pwdLastSet }, { ...read, keyVersion })).toBe(outcome);
  });
  it('nobody there', () => expect(outcomeSince(read, null)).toBe('undecided'));
});

describe('the access list', () => {
  const right = '531a72ab2f1ed011981900aa0040529b';
  const otherRight = '70952900' + '6d24d011a76800aa006e0529';
  const everyone = '010100000000000100000000';
  const self = '01010000000000050a000000';
  const authenticated = '01010000000000050b000000';
  const ace = (type: number, flags: number, mask: number, rest: string) => {
    const body = Buffer.from(rest, 'hex');
    const head = Buffer.alloc(8);
    head.set([type, flags]);
    head.writeUInt16LE(8 + body.length, 2);
    head.writeUInt32LE(mask, 4);
    return Buffer.concat([head, body]);
  };
  const descriptor = (...entries: Buffer[]) => {
    const head = Buffer.from('0100048000000000000000000000000014000000' + '0400000000000000', 'hex');
    const whole = Buffer.concat([head, ...entries]);
    whole.writeUInt16LE(whole.length - 20, 22);
    whole.writeUInt16LE(entries.length, 24);
    return whole;
  };
  const object = (type: number, trustee: string, what = right, flags = 0) =>
    ace(type, flags, 0x100, `01000000${what}${trustee}`);

  it.each<[string, Buffer[], boolean]>([
    ['nobody is denied', [], false],
    ['the person', [object(6, self)], true],
    ['everyone', [object(6, everyone)], true],
    ['after other entries', [object(5, self), object(6, authenticated), object(6, everyone)], true],
    ['inherited', [object(6, self, right, 0x10)], true],
    ['with an inherited type', [ace(6, 0, 0x100, `03000000${right}${otherRight}${self}`)], true],
    ['every extended right', [ace(6, 0, 0x100, `00000000${self}`)], true],
    ['by a plain entry', [ace(1, 0, 0x100, everyone)], true],
    ['everything', [ace(1, 0, 0x10000000, self)], true],
    ['an allowance', [object(5, self)], false],
    ['somebody else', [object(6, authenticated)], false],
    ['another right', [object(6, self, otherRight)], false],
    ['only for children', [object(6, self, right, 0x08)], false],
    ['reading', [ace(1, 0, 0x20000, self)], false],
  ])('%s', (_, entries, denied) => expect(deniesPasswordChange(descriptor(...entries))).toBe(denied));

  it('throws on every cut of a descriptor rather than letting anyone through', () => {
    const whole = descriptor(object(5, self), object(6, self));
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => deniesPasswordChange(whole.subarray(0, length)), `${length} bytes`).toThrow(RangeError);
    }
  });
});

it('makes passwords that nobody knows, of every kind of character and without the name', () => {
  const made = new Set(Array.from({ length: 500 }, () => unknowablePassword(['abc', 'Zoë xyz'])));
  expect(made.size).toBe(500);
  for (const password of made) {
    expect(password).toMatch(/^[\w-]{64}-zZ9$/);
    expect(password.toLowerCase()).not.toMatch(/abc|xyz/);
  }
});

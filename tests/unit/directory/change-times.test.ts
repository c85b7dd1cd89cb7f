import { describe, expect, it } from 'vitest';
import { changeTimeOf } from '../../../server/systems/directory/active-directory/change-times.ts';
import { entryOf } from '../../../server/systems/directory/active-directory/entry.ts';

const at = new Date('2026-11-23T16:50:59Z');
const mobile = 0x00150029;
const unicodePwd = 0x0009005a;

/** As a server stores it: version, count, then type, version, time, server and two update numbers each. */
function vector(items: readonly (readonly [type: number, at: Date])[]): Buffer {
  const head = Buffer.alloc(16);
  head.writeBigUInt64LE(1n, 0);
  head.writeUInt32LE(items.length, 8);
  const rest = items.map(([type, time]) => {
    const item = Buffer.alloc(48, 0xab);
    item.writeUInt32LE(type, 0);
    item.writeBigUInt64LE(BigInt(Math.floor(time.getTime() / 1000) + 11_644_473_600), 8);
    return item;
  });
  return Buffer.concat([head, ...rest]);
}

const stored = (bytes: Buffer) => entryOf({ dn: 'CN=a', replPropertyMetaData: bytes });
const element = (name: string, time: string) =>
  `<DS_REPL_ATTR_META_DATA>\n\t<pszAttributeName>${name}</pszAttributeName>\n\t<dwVersion>2</dwVersion>\n\t<ftimeLastOriginatingChange>${time}</ftimeLastOriginatingChange>\n\t<usnOriginatingChange>12610</usnOriginatingChange>\n</DS_REPL_ATTR_META_DATA>\n`;
const computed = (...elements: string[]) => entryOf({ dn: 'CN=a', 'msDS-ReplAttributeMetaData': elements });

describe('when an attribute was last changed', () => {
  it('is read from what the server stores', () => {
    const entry = stored(
      vector([
        [3, new Date(0)],
        [unicodePwd, new Date('2020-01-01T00:00:00Z')],
        [mobile, at],
      ]),
    );
    expect(changeTimeOf(entry, 'mobile')).toEqual(at);
    expect(changeTimeOf(entry, 'MOBILE')).toEqual(at);
    expect(changeTimeOf(entry, 'unicodePwd')).toEqual(new Date('2020-01-01T00:00:00Z'));
    expect(changeTimeOf(entry, 'otherMailbox')).toBeNull();
  });

  it('is read from what the server computes, also for an attribute of an extended schema', () => {
    const entry = computed(
      element('mail', '2019-05-01T00:00:00Z'),
      element('chMobilePrive', '2026-11-23T16:50:59Z'),
    );
    expect(changeTimeOf(entry, 'chMobilePrive')).toEqual(at);
    expect(changeTimeOf(entry, 'mobile')).toBeNull();
  });

  it('is not known for an attribute of an extended schema from what is stored alone', () => {
    expect(changeTimeOf(stored(vector([[mobile, at]])), 'chMobilePrive')).toBeNull();
  });

  const whole = vector([[mobile, at]]);
  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a head alone', whole.subarray(0, 16)],
    ['half an entry', whole.subarray(0, 40)],
    ['another version', Buffer.concat([Buffer.from([2]), whole.subarray(1)])],
    ['a count without end', Buffer.concat([whole.subarray(0, 8), Buffer.alloc(4, 0xff), whole.subarray(12)])],
    ['a time of zero', vector([[mobile, new Date(-11_644_473_600_000)]])],
  ])('is not known from damaged bytes: %s', (_, bytes) => {
    expect(changeTimeOf(stored(bytes), 'mobile')).toBeNull();
  });

  it('is not known from a time that never was', () => {
    expect(changeTimeOf(computed(element('mobile', '1601-01-01T00:00:00Z')), 'mobile')).toBeNull();
    expect(changeTimeOf(computed(element('mobile', 'soon')), 'mobile')).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressList, createClientAddress, plainAddress } from '../../../server/http/client-address.ts';

describe('an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    [' 192.0.2.7\t', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['192.0.2.7:51234', '192.0.2.7'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[::ffff:192.0.2.7]:80', '192.0.2.7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['2001:db8::1', '2001:db8::1'],
  ])('is read from %j', (text, address) => expect(plainAddress(text)).toBe(address));

  it.each(['', ' ', 'unknown', '_hidden', '192.0.2', '192.0.2.256', '192.0.2.7, 10.0.0.1', '"192.0.2.7"'])(
    'is not read from %j',
    (text) => expect(plainAddress(text)).toBe(''),
  );

  it('that is none is on no list, and asking never fails', () => {
    const everything = addressList(['0.0.0.0/0', '::/0']);
    fc.assert(fc.property(fc.string(), (text) => everything(text) === (plainAddress(text) !== '')));
  });
});

describe('the client’s address', () => {
  const proxies = ['127.0.0.1', '10.0.0.5', '2001:db8:f::/64'];
  const client = createClientAddress(proxies);

  it.each([
    ['no header', undefined, '127.0.0.1'],
    ['one hop', '192.0.2.7', '192.0.2.7'],
    ['a forged hop before the real one', '10.20.0.9, 192.0.2.7', '192.0.2.7'],
    ['a forged proxy before the real one', '10.0.0.5, 192.0.2.7', '192.0.2.7'],
    ['two proxies', '192.0.2.7, 10.0.0.5', '192.0.2.7'],
    ['forged behind two proxies', '10.20.0.9, 192.0.2.7, 10.0.0.5', '192.0.2.7'],
    ['an IPv6 proxy', '192.0.2.7,[2001:db8:f::9]:8443', '192.0.2.7'],
    ['an IPv6 client', '2001:db8::1', '2001:db8::1'],
    ['ports', '192.0.2.7:1234, 10.0.0.5:99', '192.0.2.7'],
    ['proxies alone', '10.0.0.5, 10.0.0.5', '10.0.0.5'],
    ['nothing', '', ''],
    ['empty values', ' , ', ''],
    ['an empty hop at the end', '10.20.0.9,', ''],
    ['a hop that is no address', '10.20.0.9, unknown', ''],
    ['one behind a proxy', '10.20.0.9, unknown, 10.0.0.5', ''],
  ])('with %s', (_what, header, address) => expect(client('::ffff:127.0.0.1', header)).toBe(address));

  it('is the connection’s own unless that comes from a proxy, whatever the header says', () => {
    expect(client('192.0.2.99', '10.20.0.9')).toBe('192.0.2.99');
    expect(createClientAddress([])('127.0.0.1', '10.20.0.9')).toBe('127.0.0.1');
    expect(client('', '10.20.0.9')).toBe('');
  });

  it('is never what a client wrote, whatever it wrote', () => {
    fc.assert(
      fc.property(fc.string(), (forged) => client('127.0.0.1', `${forged}, 192.0.2.7`) === '192.0.2.7'),
    );
  });
});

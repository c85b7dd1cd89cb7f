import { describe, expect, it } from 'vitest';
import { Failure } from '../../../app/shared/failure.ts';
import { createAnswerHeaders } from '../../../server/http/answer-headers.ts';
import { createOriginOf, demoOriginOf, type OriginDeps } from '../../../server/http/origin.ts';

const token = 'T'.repeat(43);
const revoked = 'R'.repeat(43);
const kiosk = { id: 'k1', establishment: 'Clinique', due: false };

function world(kiosks: Partial<OriginDeps['kiosks']> = {}, more: Partial<OriginDeps> = {}) {
  const asked: string[] = [];
  const answer = createAnswerHeaders();
  const originOf = createOriginOf({
    networks: [
      { establishment: 'Clinique', ranges: ['10.20.0.0/16', '2001:db8:20::/48'] },
      { establishment: 'Siège', ranges: ['10.30.0.0/16'] },
    ],
    untrustedNetworks: ['10.20.99.0/24', '10.99.0.0/16'],
    proxies: ['10.20.0.5'],
    origins: ['https://reprise.example.org'],
    kiosks: {
      ofToken: async (value) => {
        asked.push(value);
        if (value === revoked) return 'revoked';
        return value === token ? kiosk : null;
      },
      seen: async () => {},
      ...kiosks,
    },
    ...more,
  });
  return {
    asked,
    of: (address: string, headers: Record<string, string> = {}) =>
      originOf(address, new Headers(headers), answer),
    cookies: () => {
      const headers = new Headers();
      answer.applyTo(headers);
      return headers.getSetCookie();
    },
  };
}

const carrying = (value = token) => ({ cookie: `a=b; __Host-reprise_kiosk=${value}` });
const classAt = async (address: string, headers?: Record<string, string>, made = world()) =>
  (await made.of(address, headers)).class;

describe('without a kiosk cookie', () => {
  it.each([
    ['10.20.1.2', 'establishment', 'Clinique'],
    ['2001:db8:20::7', 'establishment', 'Clinique'],
    ['::ffff:10.30.1.2', 'establishment', 'Siège'],
    ['10.20.99.7', 'other', null],
    ['10.20.0.5', 'other', null],
    ['192.0.2.7', 'other', null],
    ['', 'other', null],
    ['unknown', 'other', null],
  ])('%s is %s', async (address, expected, establishment) => {
    const made = world();
    expect(await made.of(address)).toEqual({ class: expected, establishment, kioskId: null, address });
    expect(made.asked).toEqual([]);
  });
});

describe('with a kiosk cookie', () => {
  it.each(['10.20.1.2', '10.30.1.2', '192.0.2.7'])('is that kiosk at %s', async (address) => {
    const made = world();
    const expected = { class: 'kiosk', establishment: 'Clinique', kioskId: 'k1', address };
    expect(await made.of(address, carrying())).toEqual(expected);
    expect(made.cookies()).toEqual([]);
  });

  it.each(['10.20.99.7', '10.99.1.1', '10.20.0.5', '', 'nonsense'])(
    'is other on VPN and guest Wi-Fi and where nobody knows (%j); the cookie stays',
    async (address) => {
      const made = world();
      expect(await classAt(address, carrying(), made)).toBe('other');
      expect(made.asked).toEqual([]);
      expect(made.cookies()).toEqual([]);
    },
  );

  it('that is unknown counts as none and stays: the store may be the wrong one', async () => {
    const made = world();
    const unknown = carrying('U'.repeat(43));
    expect(await made.of('10.20.1.2', unknown)).toMatchObject({ class: 'establishment', kioskId: null });
    expect(await classAt('192.0.2.7', unknown, made)).toBe('other');
    expect(made.cookies()).toEqual([]);
  });

  it('that is revoked counts as none, and is dropped', async () => {
    const made = world();
    expect(await made.of('10.20.1.2', carrying(revoked))).toMatchObject({
      class: 'establishment',
      kioskId: null,
    });
    expect(await classAt('192.0.2.7', carrying(revoked), made)).toBe('other');
    expect(made.cookies()).toEqual([expect.stringMatching(/^__Host-reprise_kiosk=; .*Max-Age=0$/)]);
  });

  it.each(['10.20.1.2', '192.0.2.7'])(
    'is other at %s while the store fails or hangs; the cookie stays',
    async (address) => {
      const down = world({ ofToken: () => Promise.reject(new Failure('store-unavailable')) });
      expect(await classAt(address, carrying(), down)).toBe('other');
      expect(down.cookies()).toEqual([]);
      const hanging = world({ ofToken: () => new Promise(() => {}) });
      expect(await classAt(address, carrying(), hanging)).toBe('other');
    },
  );

  it('is still a kiosk when only the note that it was seen cannot be written', async () => {
    const made = world({
      ofToken: async () => ({ ...kiosk, due: true }),
      seen: () => Promise.reject(new Failure('store-unavailable')),
    });
    expect(await classAt('10.20.1.2', carrying(), made)).toBe('kiosk');
    expect(made.cookies()).toEqual([]);
  });

  it('is renewed for 400 days when it was not seen for a day', async () => {
    const seen: string[] = [];
    const made = world({
      ofToken: async () => ({ ...kiosk, due: true }),
      seen: async (id) => void seen.push(id),
    });
    await made.of('10.20.1.2', carrying());
    expect(seen).toEqual(['k1']);
    expect(made.cookies()).toEqual([
      `__Host-reprise_kiosk=${token}; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=34560000`,
    ]);
  });

  it('of plain http is another one: over https only the prefixed name counts', async () => {
    const plain = { cookie: `reprise_kiosk=${token}` };
    expect(await classAt('192.0.2.7', plain)).toBe('other');
    expect(await classAt('192.0.2.7', plain, world({}, { origins: ['http://localhost:3000'] }))).toBe(
      'kiosk',
    );
  });
});

describe('a header', () => {
  it('of the demo means nothing in service', async () => {
    for (const value of ['kiosk', 'establishment'])
      expect(await classAt('192.0.2.7', { 'x-demo-origin': value })).toBe('other');
  });

  it('in the demo imitates what is less trusted than a kiosk, never more', async () => {
    const of = async (value: string) =>
      (await demoOriginOf('127.0.0.1', new Headers({ 'x-demo-origin': value }), createAnswerHeaders())).class;
    expect(await of('other')).toBe('other');
    expect(await of('establishment')).toBe('establishment');
    expect(await of('')).toBe('kiosk');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenRules } from '../../app/shared/password-rules.ts';
import {
  drawCandidate,
  hasEveryClass,
  type PasswordSpace,
  temporaryPasswordSpace as space,
  spaceSize,
  temporaryPassword,
  temporaryPasswordEntropyBits,
} from '../../server/domain/passwords/temporary-password.ts';

const policy = (minLength: number) => ({ minLength });
const make = (names: readonly string[] = [], minLength = 12) =>
  temporaryPassword({ policy: policy(minLength), names });

/** Every string over the alphabets of a space, position by position. */
function* everyString(alphabets: readonly string[]): Generator<string> {
  const [head, ...tail] = alphabets;
  if (head === undefined) return yield '';
  for (const first of head) for (const rest of everyString(tail)) yield first + rest;
}

const isValid = (s: PasswordSpace, text: string) =>
  s.first.includes(text[0]!) &&
  [...text.slice(1)].every((c) => (s.letters + s.digits).includes(c)) &&
  [...text.slice(1)].some((c) => s.letters.includes(c)) &&
  [...text.slice(1)].some((c) => s.digits.includes(c));

/** log2 of the number of valid strings, by a table of (has a letter, has a digit) grown character by character. */
function bitsByTable(length: number): number {
  let [neither, letters, digits, both] = [BigInt(space.first.length), 0n, 0n, 0n];
  for (let i = 1; i < length; i += 1) {
    const [l, d] = [BigInt(space.letters.length), BigInt(space.digits.length)];
    both = both * (l + d) + letters * d + digits * l;
    letters = letters * l + neither * l;
    digits = digits * d + neither * d;
    neither = 0n;
  }
  // log2 by halving, so that nothing overflows.
  let halvings = 0;
  for (; both > 2n ** 60n; halvings += 1) both /= 2n;
  return halvings + Math.log2(Number(both));
}

describe('the alphabet', () => {
  const all = (space.first + space.letters + space.digits).toLowerCase();

  it('has no letter that sits elsewhere on AZERTY than on QWERTY', () => {
    expect(all).not.toMatch(/[aqzwm]/);
  });

  it('has no look-alikes, not even one side of a pair beside the other', () => {
    expect(all).not.toMatch(/[ilo01]/);
    for (const [one, other] of ['5s', '2z', '8b', '6g', '9g', 'uv']) {
      expect(all.includes(one!) && all.includes(other!), `${one}${other}`).toBe(false);
    }
  });

  it('has each character once, and capitals that do not look like their small letter', () => {
    const rest = space.letters + space.digits;
    expect(new Set(rest).size).toBe(rest.length);
    expect(new Set(space.first).size).toBe(space.first.length);
    expect(space.first).not.toMatch(/[CKPSVXY]/);
  });
});

describe('temporaryPassword', () => {
  it('is one capital, then small letters and digits, 16 characters, whatever the policy asks up to 16', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 64 }), (minLength) => {
        const password = make([], minLength);
        expect(password).toHaveLength(Math.max(16, minLength));
        expect(isValid(space, password)).toBe(true);
        expect(
          brokenRules(password, { minLength, complexity: true }, { login: '', displayName: '' }),
        ).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('has 24 characters where the policy may not be read', () => {
    expect(temporaryPassword({ policy: null, names: [] })).toHaveLength(24);
  });

  it('never holds a part of a name, accents and case ignored', () => {
    const name = fc.stringMatching(/^[BDFGHbcdfghjkñç]{2,4}([ '-][brtnhBD]{1,4})?$/);
    fc.assert(
      fc.property(fc.array(name, { maxLength: 6 }), (names) => {
        const lower = make(names).toLowerCase();
        const plain = names.map((n) => n.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase());
        for (const part of plain.flatMap((n) => [n, ...n.split(/[ '-]/)])) {
          if (part.length >= 3) expect(lower).not.toContain(part);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('throws away a candidate that holds a name, whole, and draws another', () => {
    // The random source spells "tnh" twice, then something else.
    const spell = (text: string) =>
      [...text].map((c, i) => (i === 0 ? space.first : space.letters + space.digits).indexOf(c));
    const draws = [...spell('Btnh2bbbbbbbbbbb'), ...spell('Bbbbbbbbbbbb7tnh'), ...spell('Bbbbbbbbbbbbb74k')];
    const password = temporaryPassword({ policy: policy(1), names: ['Tñh'], random: () => draws.shift()! });
    expect(password).toBe('Bbbbbbbbbbbbb74k');
    expect(draws).toEqual([]);
  });

  it('says so instead of looping for ever when the names leave nothing', () => {
    const stuck = () => temporaryPassword({ policy: policy(1), names: ['BBB'], random: () => 0 });
    expect(stuck).toThrow(expect.objectContaining({ name: 'Failure', code: 'internal' }));
  });

  it('gives no password twice, and each character at each place about equally often', () => {
    const passwords = Array.from({ length: 20_000 }, () => make());
    expect(new Set(passwords).size).toBe(passwords.length);
    const rest = space.letters + space.digits;
    for (let place = 1; place < 16; place += 1) {
      const counts = new Map([...rest].map((c) => [c, 0]));
      for (const password of passwords) counts.set(password[place]!, counts.get(password[place]!)! + 1);
      const mean = (characters: string) =>
        [...characters].reduce((sum, c) => sum + counts.get(c)!, 0) / characters.length;
      // 1,000 each, letters a little rarer than digits (all-letter strings are thrown away); six sigma is 190.
      for (const alike of [space.letters, space.digits]) {
        for (const c of alike)
          expect(Math.abs(counts.get(c)! - mean(alike)), `${c} at ${place}`).toBeLessThan(200);
      }
    }
  });
});

describe('its entropy', () => {
  it('is 67.95 bits at 16 characters: above the 64 that a temporary password must have', () => {
    expect(temporaryPasswordEntropyBits(16)).toBeCloseTo(67.95, 2);
    expect(temporaryPasswordEntropyBits(24)).toBeGreaterThan(100);
  });

  it.each([3, 8, 16, 24, 64, 255])(
    'agrees at %i characters with a count made character by character',
    (length) => {
      expect(temporaryPasswordEntropyBits(length)).toBeCloseTo(bitsByTable(length), 9);
    },
  );

  it('agrees with the strings themselves, listed one by one, at four characters', () => {
    const rest = space.letters + space.digits;
    let valid = 0;
    for (const text of everyString([space.first, rest, rest, rest])) if (isValid(space, text)) valid += 1;
    expect(spaceSize(space, 4)).toBe(BigInt(valid));
    expect(2 ** temporaryPasswordEntropyBits(4)).toBeCloseTo(valid, 6);
  });

  it('loses less than a bit to the names of a person with many', () => {
    // Union bound: one part of three characters, at one of 14 places, 20 small alphabets: 14 / 20^3 of the space.
    const parts = 20;
    const lost = -Math.log2(1 - (parts * (14 / 20 ** 3)) / (1 - 0.8 ** 15 - 0.2 ** 15));
    expect(temporaryPasswordEntropyBits(16) - lost).toBeGreaterThan(67);
  });
});

describe('the draw over a small space, walked through completely', () => {
  const small: PasswordSpace = { first: 'BD', letters: 'xy', digits: '7' };

  it('gives every valid string exactly once and drops the others', () => {
    const seen: string[] = [];
    for (const path of everyString(['01', '012', '012', '012'])) {
      const numbers = [...path].map(Number);
      const candidate = drawCandidate(small, 4, (bound) => {
        const next = numbers.shift()!;
        expect(next).toBeLessThan(bound);
        return next;
      });
      expect(hasEveryClass(small, candidate)).toBe(isValid(small, candidate));
      if (hasEveryClass(small, candidate)) seen.push(candidate);
    }
    const expected = [...everyString(['BD', 'xy7', 'xy7', 'xy7'])].filter((text) => isValid(small, text));
    expect(seen.toSorted()).toEqual(expected.toSorted());
    expect(BigInt(seen.length)).toBe(spaceSize(small, 4));
  });
});

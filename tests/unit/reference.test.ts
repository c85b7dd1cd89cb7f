import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  referenceAlphabet as alphabet,
  newReference,
  parseReference,
  referenceEntropyBits,
} from '../../server/domain/recovery/reference.ts';

describe('newReference', () => {
  it('is three groups of three of the alphabet, at least 40 bits', () => {
    for (let i = 0; i < 1000; i += 1) {
      const reference = newReference();
      expect(reference).toMatch(/^[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}$/);
      for (const c of reference.replaceAll('-', '')) expect(alphabet).toContain(c);
    }
    expect(referenceEntropyBits).toBeGreaterThanOrEqual(40);
    expect(referenceEntropyBits).toBeCloseTo(Math.log2(22 ** 9), 9);
    expect(new Set(alphabet).size).toBe(22);
  });

  it('draws every character of every place: no bias, no dead place', () => {
    const seen = Array.from({ length: 9 }, () => new Map<string, number>());
    for (let i = 0; i < 22_000; i += 1) {
      const characters = newReference().replaceAll('-', '');
      [...characters].forEach((c, place) => {
        seen[place]!.set(c, (seen[place]!.get(c) ?? 0) + 1);
      });
    }
    // 1,000 each; six sigma is 186.
    for (const counts of seen)
      for (const c of alphabet) expect(Math.abs((counts.get(c) ?? 0) - 1000)).toBeLessThan(200);
  });

  it('takes its characters from the random source, one number each', () => {
    const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 21];
    expect(newReference(() => numbers.shift()!)).toBe('234-567-89Y');
    expect(numbers).toEqual([]);
  });

  it('has no look-alikes, and of letters that sound alike in French few', () => {
    expect(alphabet).not.toMatch(/[01OILDQ]/);
    for (const pair of ['5S', '2Z', '8B', '6G', '9G', 'UV', 'MN', 'FS', 'GJ', 'BP', 'DT', 'BD', 'PT', 'QU']) {
      expect(alphabet.includes(pair[0]!) && alphabet.includes(pair[1]!), pair).toBe(false);
    }
  });
});

describe('parseReference', () => {
  const reference = fc
    .array(fc.constantFrom(...alphabet), { minLength: 9, maxLength: 9 })
    .map((c) => c.join(''));
  const grouped = (c: string) => `${c.slice(0, 3)}-${c.slice(3, 6)}-${c.slice(6)}`;
  const separator = fc.constantFrom('', ' ', '-', '–', '\u2011', '  ', '.', '_', '\u00a0', '\u200b', '−');

  it('reads any reference however it is typed', () => {
    fc.assert(
      fc.property(
        reference,
        fc.array(fc.tuple(separator, fc.boolean()), { minLength: 9, maxLength: 9 }),
        (c, how) => {
          const typed = how.map(([s, lower], i) => (lower ? c[i]!.toLowerCase() : c[i]!) + s).join('');
          expect(parseReference(` ${typed}`)).toBe(grouped(c));
        },
      ),
    );
  });

  it('reads what newReference writes', () => {
    for (let i = 0; i < 200; i += 1) {
      const made = newReference();
      expect(parseReference(made)).toBe(made);
    }
  });

  it('reads what looks like a character of the alphabet as that', () => {
    expect(parseReference('szg bv7 kr4')).toBe('526-8U7-KR4');
  });

  it.each([
    '',
    '7KR-4TX-2M',
    '7KR-4TX-2MAA',
    '0KR-4TX-2MA',
    '7KR-4TX-2M!',
    "7KR-4TX-2M'",
    '７',
    `${' '.repeat(40)}7KR4TX2MA`,
    '7KR4TX2M\u0000',
  ])('says no to %j', (text) => {
    expect(parseReference(text)).toBeNull();
  });
});

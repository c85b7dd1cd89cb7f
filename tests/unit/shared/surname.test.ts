import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { canonicalSurname, sameSurname } from '../../../app/shared/surname.ts';

// Every Unicode character takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const spellingsOfOneName: Record<string, readonly string[]> = {
  lefevre: ['Lefèvre', 'LEFEVRE', 'le fèvre', 'Lefe\u0300vre', ' lefèvre ', 'Le\u00adfèvre', 'Le-Fèvre'],
  oconnor: [
    "O'Connor",
    'O’Connor',
    'O‘connor',
    'Oʼconnor',
    'O`CONNOR',
    'O´Connor',
    'O connor',
    'oconnor',
    'O＇Connor',
    'O′Connor',
  ],
  delatour: [
    'de la Tour',
    'DELATOUR',
    'De-La-Tour',
    'TOUR (DE LA)',
    'Tour de la',
    'de\u00a0la\u2009tour',
    'dela\u200btour',
  ],
  dartagnan: ['d’Artagnan', "D'ARTAGNAN", 'Dartagnan', 'Artagnan (d’)', "Artagnan d'"],
  martindurand: [
    'Martin-Durand',
    'martin durand',
    'MARTINDURAND',
    'Martin–Durand',
    'Martin \u2011 Durand',
    'Martin/Durand',
  ],
  oeuvrard: ['Œuvrard', 'OEUVRARD', 'œuvrard'],
  laetitiae: ['Lætitiæ', 'laetitiae'],
  strauss: ['Strauß', 'STRAUSS', 'strauẞ'],
  lukasz: ['Łukasz', 'LUKASZ'],
  legall: ['Le Gall', 'LEGALL', 'LeGall'],
  macdonald: ['Mac Donald', 'MacDonald', 'MAC-DONALD'],
  vandenberghe: ['Van den Berghe', 'VANDENBERGHE', 'van Den-Berghe'],
  benali: ['Ben Ali', 'BENALI', 'ben-ali'],
  elamrani: ['El Amrani', 'El-Amrani', 'ELAMRANI'],
  saintpierre: ['Saint-Pierre', 'St Pierre', 'ST-PIERRE', 'St. Pierre'],
  fischer: ['ﬁscher', 'Ｆｉｓｃｈｅｒ', '𝐅𝐢𝐬𝐜𝐡𝐞𝐫'],
  ngon: ['NʼGon', 'N’gon', 'ŉgon'],
};

const differentNames: readonly (readonly [string, string])[] = [
  ['Roy', 'Leroy'],
  ['Martin', 'Martin-Durand'],
  ['Durand', 'Martin-Durand'],
  ['Durand-Martin', 'Martin-Durand'],
  ['Tour', 'de la Tour'],
  ['Gall', 'Le Gall'],
  ['McDonald', 'MacDonald'],
  ['Martin', 'Martine'],
  ['Müller', 'Mueller'],
  ['Martin1', 'Martin'],
  ['Мартин', 'Martin'],
  ['St', 'Saint'],
];

describe('canonicalSurname', () => {
  it.each(Object.entries(spellingsOfOneName))('reads every spelling of %s alike', (canonical, spellings) => {
    for (const spelling of spellings) {
      expect(canonicalSurname(spelling), spelling).toBe(canonical);
      expect(canonicalSurname(spelling.normalize('NFD')), `${spelling} NFD`).toBe(canonical);
      expect(canonicalSurname(spelling.normalize('NFKC')), `${spelling} NFKC`).toBe(canonical);
    }
  });

  it.each(differentNames)('keeps %s and %s apart', (one, other) => {
    expect(canonicalSurname(one)).not.toBe(canonicalSurname(other));
    expect(sameSurname(one, [other])).toBe(false);
    expect(sameSurname(other, [one])).toBe(false);
  });

  it('is idempotent for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (text) => {
        const once = canonicalSurname(text);
        expect(canonicalSurname(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });

  it('is idempotent and blind to normalisation and case for every character of the Unicode planes 0, 1 and 14', () => {
    const broken: string[] = [];
    for (let point = 0; point <= 0x10ffff; point += 1) {
      // Planes 0, 1 and the invisible tags of 14; plane 2 and 3 are ideographs without case or marks.
      if (point === 0x20000) point = 0xe0000;
      if (point === 0xe1000) break;
      const text = `x${String.fromCodePoint(point)}y`;
      const once = canonicalSurname(text);
      const stable = canonicalSurname(once) === once && once.length <= 100;
      const forms = (['NFC', 'NFD', 'NFKC', 'NFKD'] as const).map((form) => text.normalize(form));
      const alike = forms.every((form) => form === text || canonicalSurname(form) === once);
      const upper = canonicalSurname(`X${String.fromCodePoint(point).toUpperCase()}Y`) === once;
      if (!stable || !alike || !upper) broken.push(point.toString(16));
    }
    expect(broken).toEqual([]);
  });

  it('does not see case, word breaks or invisible characters between the letters of a name', () => {
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzéèêëàâçîïôöûüœæß');
    const noise = fc.constantFrom('', '-', ' ', '\u2019', '\u200b', '\u00ad', '\u2011', '\u0301', '\ufeff');
    const noisy = fc.array(fc.tuple(letter, noise, fc.boolean()), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(noisy, (parts) => {
        // "st x" is an abbreviation and "x de" a displaced particle; both have their own tests.
        const plain = parts.map(([c]) => c).join('');
        fc.pre(!/s|d|l/.test(plain));
        const typed = parts.map(([c, n, upper]) => (upper ? c.toUpperCase() : c) + n).join('');
        expect(canonicalSurname(typed)).toBe(canonicalSurname(plain));
      }),
    );
  });

  it('reads 100 characters and no more, and stays fast on hostile input', () => {
    expect(canonicalSurname(`${'a'.repeat(100)}b`)).toBe('a'.repeat(100));
    // One character that unfolds into eighteen does not make the canonical form longer than its input may be.
    const unfolded = canonicalSurname('ﷺ'.repeat(100));
    expect(unfolded.length).toBeLessThanOrEqual(100);
    expect(canonicalSurname(unfolded)).toBe(unfolded);
    const started = performance.now();
    canonicalSurname('ﷺ'.repeat(100_000));
    sameSurname(`${'('.repeat(50_000)}née `, [' née('.repeat(20_000)]);
    expect(performance.now() - started).toBeLessThan(50);
  });

  it.each(['', '   ', '-’-', '\u200b', '😀', '\u0000'])(
    'is empty for %j, and an empty name equals nothing',
    (text) => {
      expect(canonicalSurname(text)).toBe('');
      expect(sameSurname(text, ['', text, 'Martin'])).toBe(false);
    },
  );
});

describe('sameSurname', () => {
  it('accepts any of the surnames held', () => {
    expect(sameSurname('nguyen', ['LE GALL', 'Nguyễn'])).toBe(true);
    expect(sameSurname('Martin', [])).toBe(false);
  });

  it.each([
    ['DUPONT née MARTIN', ['Dupont', 'Martin', 'Dupont née Martin'], ['Née', 'DupontMartin']],
    ['DUPONT (née MARTIN)', ['Dupont', 'Martin'], ['Née']],
    ['DUPONT ép. DE LA TOUR', ['dupont', 'de la tour'], ['tour', 'ep']],
    ['DUPONT épouse LE GALL', ['dupont', 'legall'], ['gall']],
    ['DUPONT (EXT)', ['dupont', 'dupont ext'], ['ext']],
    ['TOUR (DE LA)', ['de la tour'], ['tour', 'de la']],
    ['Renée', ['renee'], ['re']],
  ])('reads %s as the surnames of one person', (held, yes, no) => {
    for (const typed of yes) expect(sameSurname(typed, [held]), typed).toBe(true);
    for (const typed of no) expect(sameSurname(typed, [held]), typed).toBe(false);
  });

  it('same look-up, same limit key: whatever is held, one canonical form has one answer', () => {
    const names = fc.constantFrom(...Object.values(spellingsOfOneName).flat(), ...differentNames.flat());
    fc.assert(
      fc.property(names, names, names, (one, other, held) => {
        const sameKey = canonicalSurname(one) === canonicalSurname(other);
        if (sameKey) expect(sameSurname(one, [held])).toBe(sameSurname(other, [held]));
        expect(sameSurname(one, [other])).toBe(sameKey || sameSurname(canonicalSurname(one), [other]));
        // For a plain name (no second surname in it) the look-up accepts exactly what shares its key.
        if (!/\(|née/.test(other)) expect(sameSurname(one, [other])).toBe(sameKey);
      }),
      { numRuns: 5000 },
    );
  });
});

import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { baseWords } from '../../../app/shared/password/base-word.ts';
import { findWord } from '../../../app/shared/password/find-word.ts';
import { guessTime } from '../../../app/shared/password/guess-time.ts';
import { keyboards } from '../../../app/shared/password/keyboards.ts';
import { pack, unpack } from '../../../app/shared/password/packed.ts';
import { establishmentWords } from '../../../app/shared/password/terms.ts';
import { fold, l33tReadings } from '../../../app/shared/password/text.ts';
import { untypeable } from '../../../app/shared/password/typeable.ts';

// Bounds of work are what is tested; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);

test('folding keeps every position, and folds once for all', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(fold(text).length).toBe(text.length);
      expect(fold(fold(text))).toBe(fold(text));
    }),
    { numRuns: 2_000 },
  );
  expect(fold('Éléonore ÇA Où Noël İ ŒUF')).toBe('eleonore ca ou noel i œuf');
});

test('signs for letters have four readings at most, of the same length', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const readings = l33tReadings(fold(text));
      expect(readings.length).toBeLessThanOrEqual(4);
      for (const reading of readings) expect(reading.length).toBe(text.length);
    }),
    { numRuns: 2_000 },
  );
  expect(l33tReadings('m0td3p@$$€')).toEqual(['motdepasse']);
  expect(l33tReadings('1|7')).toEqual(['iit', 'iil', 'llt', 'lll']);
  expect(l33tReadings('brouette')).toEqual([]);
});

test.each([
  ['Printemps2026!', 'printemps'],
  ['M0tdepasse!', 'motdepasse'],
  ['@zerty123', 'azerty'],
  ['!!Été2025', 'ete'],
  ['P@ssw0rd', 'password'],
  ['Mot-de-passe1', 'motdepasse'],
  ['$oleil2024', 'soleil'],
  ['Solei1', 'soleil'],
])('%s is %s with decoration', (password, word) => {
  expect(baseWords(password).map((base) => base.word)).toContain(word);
});

test('base words are few, point into the password and never take off more than eight', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.stringMatching(/^[a-z0-9!1|7@.-]{0,70}$/)), (password) => {
      const found = baseWords(password);
      expect(found.length).toBeLessThanOrEqual(24);
      for (const { word, start, end } of found) {
        expect(word).toMatch(/^[a-z]{3,}$/);
        expect(start >= 0 && start < end && end <= password.length).toBe(true);
        expect(password.length - word.length).toBeLessThanOrEqual(8);
      }
    }),
    { numRuns: 5_000 },
  );
  expect(baseWords('chat8301947265930').filter(({ word }) => word === 'chat')).toEqual([]);
});

test('a word is found in every disguise, where it stands', () => {
  expect(findWord('xxCh@-te.AUyy', ['chateau'])).toEqual({ word: 'chateau', start: 2, end: 11 });
  expect(findWord('parachute', ['chu'])).toBeNull();
  expect(findWord('chu77', ['chu'])).not.toBeNull();
  expect(findWord('quelconque', [''])).toBeNull();
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      expect(findWord(`${before}kermarrec${after}`, ['kermarrec'])).not.toBeNull();
    }),
  );
});

test('establishments are known by their distinctive words', () => {
  expect(establishmentWords('Centre hospitalier de Saint-Malo')).toEqual([
    'centrehospitalierdesaintmalo',
    'malo',
  ]);
  expect(establishmentWords('Clinique')).toEqual([]);
});

test('packing loses nothing', () => {
  const words = fc
    .uniqueArray(fc.stringMatching(/^[a-z]{1,14}$/), { maxLength: 60 })
    .map((list) => list.sort());
  fc.assert(
    fc.property(words, (list) => {
      expect(unpack(pack(list))).toEqual(list);
    }),
  );
});

test('what cannot be typed is told once, in order, and nothing else', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let last = 0;
      for (const { start, end, token } of untypeable(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(text.slice(start, end)).toBe(token);
        last = end;
      }
    }),
    { numRuns: 2_000 },
  );
  expect(untypeable('👩‍⚕️').map(({ kind }) => kind)).toEqual(['emoji', 'invisible', 'emoji', 'combining']);
});

test('the AZERTY keyboard: neighbours are mutual, and the rows are those of the keys', () => {
  const graph = keyboards.azerty;
  expect(graph['a']).toEqual([null, '&1', 'é2', 'zZ', 'qQ', null]);
  expect(graph['g']).toEqual(['fF', 'tT', 'yY', 'hH', 'bB', 'vV']);
  for (const [character, neighbours] of Object.entries(graph)) {
    for (const key of neighbours) {
      if (key) expect(graph[key.charAt(0)]?.some((back) => back?.includes(character))).toBe(true);
    }
  }
});

test.each([
  [1, { unit: 'instant' }],
  [1e4, { unit: 'second', count: 1 }],
  [1e4 * 60, { unit: 'minute', count: 1 }],
  [1e4 * 7_200, { unit: 'hour', count: 2 }],
  [1e4 * 86_400 * 29, { unit: 'day', count: 29 }],
  [1e4 * 86_400 * 31, { unit: 'month', count: 1 }],
  [1e4 * 86_400 * 366, { unit: 'year', count: 1 }],
  [1e4 * 86_400 * 365 * 100, { unit: 'centuries' }],
  [Number.POSITIVE_INFINITY, { unit: 'centuries' }],
])('%d guesses', (guesses, expected) => {
  expect(guessTime(guesses)).toEqual(expected);
});

import { expect, test, vi } from 'vitest';
import '../../support/generated.ts';
import {
  createPhrases,
  phraseEntropyBits,
  phraseSpace,
  randomBelow,
  wordsNeeded,
} from '../../../app/shared/password/phrases.ts';
import { ask } from '../../support/password-questions.ts';

// Bounds of work are what is tested; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const { phraseWords } = await import('../../../app/shared/password/phrase-words.ts');
const { judge } = await import('../../../app/shared/password/judge.ts');
const { loadStrength } = await import('../../../app/shared/password/lists.ts');

const lists = { fr: await phraseWords.fr(), en: await phraseWords.en() };

test.each(['fr', 'en'] as const)(
  'the %s words are distinct, short and typed alike with or without an accent key',
  (locale) => {
    const words = lists[locale];
    expect(new Set(words).size).toBe(words.length);
    expect(words.length).toBeGreaterThan(2_900);
    for (const word of words) expect(word).toMatch(/^[a-z]{3,8}$/);
  },
);

test.each(['fr', 'en'] as const)('%s: 70 bits at least, as the space says', (locale) => {
  const { bits, wordCount } = createPhrases(lists[locale]);
  const space = phraseSpace(lists[locale].length, wordCount);
  expect(space).toBe(BigInt(lists[locale].length) ** BigInt(wordCount) * 900n * BigInt(wordCount + 1));
  expect(space > 2n ** 70n).toBe(true);
  expect(bits).toBeGreaterThanOrEqual(70);
  expect(Math.abs(bits - Math.log2(Number(space)))).toBeLessThan(1e-9);
});

test('no two draws of the space give one phrase: a part of the space, counted out', () => {
  // The first word, every place of the number, and one number of twenty; the rest stays.
  const words = ['bleu', 'vert'];
  const wordCount = wordsNeeded(words.length);
  let draws: number[] = [];
  const phrases = createPhrases(words, () => draws.shift() ?? 0);
  const seen = new Set<string>();
  for (const first of [0, 1]) {
    for (let place = 0; place <= wordCount; place += 1) {
      for (let number = 0; number < 900; number += 20) {
        draws = [first, ...Array<number>(wordCount - 1).fill(1), place, number];
        seen.add(phrases.phrase() ?? '');
      }
    }
  }
  expect(seen.size).toBe(2 * (wordCount + 1) * 45);
});

test('as few words as the bits need', () => {
  expect(phraseEntropyBits(7_776, wordsNeeded(7_776))).toBeGreaterThanOrEqual(70);
  expect(phraseEntropyBits(7_776, wordsNeeded(7_776) - 1)).toBeLessThan(70);
  expect(() => wordsNeeded(1)).toThrow(RangeError);
});

test('draws are even: a biased remainder would show', () => {
  const bound = 300;
  const counts = new Array<number>(bound).fill(0);
  const draws = bound * 100;
  for (let index = 0; index < draws; index += 1) {
    const value = randomBelow(bound);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  const chi = counts.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
  // Chi-square with 299 degrees: mean 299, standard deviation 24.5; six of them.
  expect(chi).toBeGreaterThan(bound - 6 * 24.5);
  expect(chi).toBeLessThan(bound + 6 * 24.5);
});

test('a draw that would favour small numbers is thrown away', () => {
  const real = crypto.getRandomValues;
  const queue = [0xffff_ffff, 0xffff_fffe, 7];
  crypto.getRandomValues = ((array: Uint32Array) => {
    array[0] = queue.shift() ?? 0;
    return array;
  }) as typeof real;
  try {
    // One value in two is beyond the only multiple of this bound: both large ones are refused.
    expect(randomBelow(2 ** 31 + 1)).toBe(7);
  } finally {
    crypto.getRandomValues = real;
  }
});

test('phrases pass the judge: strong, three classes, typed on any keyboard', () => {
  const strength = loadStrength();
  for (const words of Object.values(lists)) {
    const { phrase } = createPhrases(words);
    for (let count = 0; count < 40; count += 1) {
      const text = phrase((candidate) => judge(ask(candidate)).acceptable) ?? '';
      const verdict = judge(ask(text, { strength: strength.estimate(text, []) }));
      expect(verdict, text).toMatchObject({ acceptable: true, score: 4, untypeable: [] });
    }
  }
});

test('where nothing is fit there is none, in bounded time', () => {
  expect(createPhrases(['bleu', 'vert']).phrase(() => false)).toBeNull();
});

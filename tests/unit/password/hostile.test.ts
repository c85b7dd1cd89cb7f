import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import '../../support/generated.ts';
import { ask, organisation, person } from '../../support/password-questions.ts';

// Bounds of work are what is tested; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const { createDictionary, longestWord } = await import('../../../app/shared/password/dictionary.ts');
const { createStrength, judgedLength } = await import('../../../app/shared/password/strength.ts');
const { english } = await import('../../../app/shared/password/english-lists.ts');
const { french } = await import('../../../build/generated/strength-lists.js');
const { createMatching } = await import('../../../app/shared/password/matching.ts');
const { judge } = await import('../../../app/shared/password/judge.ts');
const { termsOf } = await import('../../../app/shared/password/terms.ts');

const dictionary = createDictionary({ english, french });
let lookUps = 0;
const counted = (word: string) => {
  lookUps += 1;
  return dictionary(word);
};
const strength = createStrength(counted);
const matching = createMatching(dictionary);

/**
 * Look-ups of one pass over 64 characters: a substring of 3 to 28 letters from each position. A password takes one
 * pass plainly, one backwards and four through signs; each repeated part is judged once more by itself, and what
 * repeats is at most half as long, so the whole is less than twice that; base words add 24.
 */
const onePass = judgedLength * (longestWord - 2);
const mostLookUps = 2 * 6 * onePass + 24;
/** One match for each stretch at most. */
const mostMatches = (judgedLength * (judgedLength + 1)) / 2;

const bombs: readonly string[] = [
  'a'.repeat(100_000),
  'é'.normalize('NFD').repeat(50_000),
  `Z${'\u0300\u0301\u0323'.repeat(85)}`,
  '1|7'.repeat(85),
  '4@8({[<3691!|10$5+7%2'.repeat(13).slice(0, 256),
  '$'.repeat(256),
  '1'.repeat(64),
  'ab'.repeat(128),
  'abcab'.repeat(51),
  `${'aab'.repeat(21)}a`,
  `${'a'.repeat(31)}b${'a'.repeat(31)}b`,
  'motdepasse'.repeat(25),
  'p4$$w0rd'.repeat(32),
  'azertyuiop'.repeat(25),
  '01/02/2003'.repeat(25),
  '19901991'.repeat(32),
  '🐝'.repeat(128),
  '\u202e\u202d'.repeat(128),
  '\u{1f469}\u200d\u2695\ufe0f'.repeat(40),
  '\0'.repeat(256),
  '\ud800'.repeat(256),
  '(((((((((((((((((((([[[[[[[[[[[[[[[[[[<<<<<<<<<<<<<<<<<<<<<<<{{{{{{{{'.repeat(3),
  ' '.repeat(256),
  '__proto__constructor'.repeat(12),
];

test.each(bombs.map((bomb) => [bomb.slice(0, 12), bomb] as const))('bounded work: %j …', (_, bomb) => {
  lookUps = 0;
  const terms = termsOf(person, organisation);
  const estimate = strength.estimate(bomb, terms);
  expect(lookUps).toBeLessThanOrEqual(mostLookUps);
  expect(matching.omnimatch(bomb.slice(0, judgedLength)).length).toBeLessThanOrEqual(mostMatches);
  expect([0, 1, 2, 3, 4]).toContain(estimate.score);
  expect(Number.isFinite(estimate.guesses)).toBe(true);
  const verdict = judge(ask(bomb, { strength: estimate }));
  expect(verdict.rules.length).toBeGreaterThan(0);
});

test('the work does not grow past the judged length', () => {
  const work = (length: number) => {
    lookUps = 0;
    strength.estimate('soleil-7'.repeat(length / 8), []);
    return lookUps;
  };
  // Base words are not looked for in what is longer than the judged length.
  expect(work(100_000) - work(72)).toBe(0);
});

test('no text at all breaks the judge, and every reason points into the text', () => {
  const anyUnits = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map((units) => String.fromCharCode(...units));
  const spiced = fc.array(
    fc.constantFrom('1', '|', '7', '@', 'é', 'soleil', 'a', '2024', '🐝', '\u0301', '\0', ' ', 'AZERTY'),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        anyUnits,
        spiced.map((parts) => parts.join('')),
      ),
      (password) => {
        lookUps = 0;
        const verdict = judge(
          ask(password, { strength: strength.estimate(password, termsOf(person, organisation)) }),
        );
        expect(lookUps).toBeLessThanOrEqual(mostLookUps);
        for (const { start, end, token } of verdict.reasons) expect(password.slice(start, end)).toBe(token);
        expect(verdict.acceptable).toBe(verdict.rules.every(({ state }) => state !== 'unmet'));
      },
    ),
    { numRuns: 400 },
  );
});

test('more never makes a password weaker: what a breached list knows only lowers', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z0-9A-Z!-]{8,20}$/),
      fc.boolean(),
      fc.boolean(),
      (password, exact, base) => {
        const estimate = strength.estimate(password, []);
        const open = judge(ask(password, { strength: estimate }));
        const baseWord = base ? { word: password.slice(0, 3), start: 0, end: 3 } : null;
        const told = judge(
          ask(password, {
            strength: estimate,
            breached: { exact: exact ? 'listed' : 'not-listed', baseWord },
          }),
        );
        expect(told.score ?? 0).toBeLessThanOrEqual(open.score ?? 0);
        const met = new Set(told.rules.filter(({ state }) => state === 'met').map(({ id }) => id));
        for (const { id, state } of open.rules) if (state === 'unmet') expect(met.has(id)).toBe(false);
      },
    ),
    { numRuns: 200 },
  );
});

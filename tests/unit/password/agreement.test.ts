import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import '../../support/generated.ts';
import { ask, organisation, person } from '../../support/password-questions.ts';
import { bundleJudge, bundleWorker, compressedBytes, startWorker } from '../../support/worker-bundle.ts';

const { loadStrength } = await import('../../../app/shared/password/lists.ts');
const { termsOf } = await import('../../../app/shared/password/terms.ts');
const { judge } = await import('../../../app/shared/password/judge.ts');

let bundle = '';
beforeAll(async () => {
  bundle = await bundleWorker();
});

/** Repeatable draws (mulberry32), so that a disagreement can be looked at again. */
function draws(seed: number) {
  let state = seed;
  return (bound: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const { weak, strong } = JSON.parse(readFileSync('tests/fixtures/passwords-fr.json', 'utf8')) as Record<
  'weak' | 'strong',
  string[]
>;
const words = [
  'Soleil',
  'été',
  'brouette',
  'Kermarrec',
  'tilleul',
  'qsdfgh',
  'azerty',
  'NOËL',
  'camille',
  'Password',
  'l00p',
  'aqwzsx',
  'zebre',
];
const signs = [
  '!',
  '-',
  '.',
  '123',
  '2026',
  '75000',
  '@',
  '1|7',
  '14/07',
  ' ',
  '€',
  'œ',
  'ß',
  'İ',
  '🐝',
  'e\u0301',
  'aa',
  'abab',
  '$',
];

function candidate(below: (bound: number) => number): string {
  const pick = <T>(list: readonly T[]) => list[below(list.length)] as T;
  if (below(10) === 0) return pick([...weak, ...strong]);
  const random = () => String.fromCharCode(33 + below(94));
  const part = () => pick([() => pick(words), () => pick(signs), random, () => pick(words).toUpperCase()])();
  return Array.from({ length: 1 + below(7) }, part).join('');
}

test('browser and server judge 10,000 candidates alike', { timeout: 300_000 }, () => {
  const inBrowser = startWorker(bundle);
  const onServer = loadStrength();
  const below = draws(20_260_101);
  const scores = [0, 0, 0, 0, 0];
  for (let count = 0; count < 10_000; count += 1) {
    const password = candidate(below);
    const terms = below(2) === 0 ? termsOf(person, organisation) : [];
    const here = onServer.estimate(password, terms);
    const there = inBrowser(password, terms);
    if (JSON.stringify(here) !== JSON.stringify(there)) expect(there, JSON.stringify(password)).toEqual(here);
    scores[here.score] = (scores[here.score] ?? 0) + 1;
    if (count % 100 === 0)
      expect(judge(ask(password, { strength: there }))).toEqual(judge(ask(password, { strength: here })));
  }
  // Every score is met often, or the agreement would say little.
  for (const count of scores) expect(count).toBeGreaterThan(300);
});

test('what the browser loads stays below 520 kB compressed, phrases in both languages included', () => {
  const phrases = ['fr', 'en'].map((locale) =>
    readFileSync(`build/generated/phrase-words-${locale}.js`, 'utf8'),
  );
  const bytes = [bundle, ...phrases].map(compressedBytes).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeLessThanOrEqual(520_000);
});

test('the rules alone are light enough for the page itself', async () => {
  const code = await bundleJudge();
  expect(compressedBytes(code)).toBeLessThan(8_000);
  expect(code).not.toContain('motdepasse');
});

import { expect, test, vi } from 'vitest';
import '../../support/generated.ts';
import { organisation, person } from '../../support/password-questions.ts';

// Bounds of work are what is tested; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const { loadStrength } = await import('../../../app/shared/password/lists.ts');
const { termsOf } = await import('../../../app/shared/password/terms.ts');
const strength = loadStrength();
const reasons = (password: string, terms = termsOf(null, organisation)) =>
  strength
    .estimate(password, terms)
    .reasons.map(({ kind, token, word }) => `${kind}:${token}${word ? `=${word}` : ''}`);

test.each([
  ['Printemps2026', 'season:Printemps=printemps'],
  ['Été2025', 'season:Été=ete'],
  ['Septembre2025', 'month:Septembre=septembre'],
  ['vendredi13', 'weekday:vendredi=vendredi'],
  ['Camille2012', 'first-name:Camille=camille'],
  ['Marseille13', 'place:Marseille=marseille'],
  ['Rouen76000', 'postal-code:76000=76000'],
  ['kdqpfvA1990', 'year:1990'],
  ['kdqpfvA2026', 'year:2026'],
  ['kdqpv14/07/1789', 'date:14/07/1789'],
  ['tyuiop^$', 'keyboard-walk-azerty:tyuiop^$'],
  ["hjkl;'kdfp", "keyboard-walk-qwerty:hjkl;'"],
  ['kvkvkvkvkv', 'repeat:kvkvkvkvkv'],
  ['ghijklmno', 'sequence:ghijklmno'],
  ['M0tdep@sse', 'l33t:M0tdep@sse=motdepasse'],
  ['ettorac77', 'reversed:'],
  ['123456', 'common-password:123456=123456'],
  ['brouette42!', 'base-word:brouette=brouette'],
  ['C-l-i-n-i-q-u-e', 'base-word:C-l-i-n-i-q-u-e=clinique'],
])('%s shows %s', (password, expected) => {
  expect(reasons(password).join(' ')).toContain(expected);
});

test('the person and the place are guessed first', () => {
  const terms = termsOf(person, organisation);
  expect(reasons('Kermarrec!84', terms)).toContain('personal:Kermarrec=kermarrec');
  expect(reasons('0104512aB!', terms)).toContain('personal:0104512=0104512');
  expect(reasons('CecileLeGoff!', terms).join()).toMatch(/personal:LeGoff=legoff/);
  expect(reasons('Tilleuls*33', terms)).toContain('establishment:Tilleuls=tilleuls');
  expect(strength.estimate('Kermarrec!84', terms).score).toBeLessThan(3);
});

test('one known word with decoration never passes two of four', () => {
  for (const word of ['brouette', 'anguille', 'constitution', 'charcuterie']) {
    for (const decoration of ['1!', '#42', '2026*', '_9_7_', '!!8520']) {
      expect(strength.estimate(word + decoration, []).score, word + decoration).toBeLessThanOrEqual(2);
    }
  }
});

test('a long number of its own is no decoration', () => {
  expect(strength.estimate('chat8301947265930', []).score).toBe(4);
});

test('words of JavaScript’s own objects are no known words', () => {
  for (const word of ['constructor', '__proto__', 'hasOwnProperty', 'toString']) {
    const estimate = strength.estimate(`${word}`, []);
    expect(Number.isFinite(estimate.guesses)).toBe(true);
    expect(estimate.guesses).toBeGreaterThan(0);
  }
});

test('terms of one question are forgotten by the next', () => {
  const term = [{ text: 'xqzvkwpjtb', kind: 'personal' as const }];
  const before = strength.estimate('xqzvkwpjtb', []).guesses;
  expect(strength.estimate('xqzvkwpjtb', term).guesses).toBeLessThan(10);
  expect(strength.estimate('xqzvkwpjtb', []).guesses).toBe(before);
});

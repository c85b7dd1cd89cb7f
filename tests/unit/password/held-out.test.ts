import { readFileSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { breachedPath } from '../../support/generated.ts';
import { ask, organisation } from '../../support/password-questions.ts';

// Bounds of work are what is tested; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

/**
 * Passwords that were written down after the judge was finished, and that nothing was fitted to. It does worse on
 * them than on the agreed examples: two words and a number, such as `Lapin%Blanc1`, cost more guesses than three of
 * four ask for. The bounds are what was measured; a change that makes them worse fails here, and one that is fitted to
 * this list needs a new list.
 */
const { weak, strong } = JSON.parse(
  readFileSync('tests/fixtures/passwords-fr-held-out.json', 'utf8'),
) as Record<'weak' | 'strong', string[]>;
const { loadStrength } = await import('../../../app/shared/password/lists.ts');
const { judge } = await import('../../../app/shared/password/judge.ts');
const { baseWords } = await import('../../../app/shared/password/base-word.ts');
const { createPrefixFile } = await import('../../../server/systems/breached/prefix-file.ts');
const { createBreachedPasswords } = await import('../../../server/systems/breached/breached-passwords.ts');

const strength = loadStrength();
const lists = createBreachedPasswords({ file: createPrefixFile({ path: breachedPath }), mirror: null });
afterAll(() => lists.close());

async function accepted(passwords: readonly string[], minScore: 3 | 4): Promise<readonly string[]> {
  const rules = { ...organisation, minLength: 0, minScore, forbiddenWords: [], establishmentNames: [] };
  const verdicts = await Promise.all(
    passwords.map(async (password) => {
      const breached = await lists.lookUp(password, baseWords(password), AbortSignal.timeout(5_000));
      const question = ask(password, {
        person: null,
        policy: null,
        organisation: rules,
        strength: strength.estimate(password, []),
        breached,
      });
      return judge(question).acceptable;
    }),
  );
  return passwords.filter((_, index) => verdicts[index]);
}

test('30 weak and 15 strong ones, none of them among the agreed examples', () => {
  const agreed = JSON.parse(readFileSync('tests/fixtures/passwords-fr.json', 'utf8')) as Record<
    'weak' | 'strong',
    string[]
  >;
  expect([weak.length, strong.length]).toEqual([30, 15]);
  expect(
    [...weak, ...strong].filter((password) => [...agreed.weak, ...agreed.strong].includes(password)),
  ).toEqual([]);
});

test('of the weak ones ten are accepted with three of four asked for, two with four', async () => {
  expect((await accepted(weak, 3)).length).toBeLessThanOrEqual(10);
  expect((await accepted(weak, 4)).length).toBeLessThanOrEqual(2);
});

test('all strong ones are accepted, also with four of four asked for', async () => {
  expect(await accepted(strong, 3)).toEqual(strong);
  expect(await accepted(strong, 4)).toEqual(strong);
});

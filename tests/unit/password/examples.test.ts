import { readFileSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { breachedPath } from '../../support/generated.ts';
import { ask, organisation } from '../../support/password-questions.ts';

// Bounds of work are what is tested; a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000 });

const { weak, strong } = JSON.parse(readFileSync('tests/fixtures/passwords-fr.json', 'utf8')) as Record<
  'weak' | 'strong',
  string[]
>;
const { loadStrength } = await import('../../../app/shared/password/lists.ts');
const { judge } = await import('../../../app/shared/password/judge.ts');
const { baseWords } = await import('../../../app/shared/password/base-word.ts');
const { createPrefixFile } = await import('../../../server/systems/breached/prefix-file.ts');
const { createBreachedPasswords } = await import('../../../server/systems/breached/breached-passwords.ts');

const strength = loadStrength();
const lists = createBreachedPasswords({ file: createPrefixFile({ path: breachedPath }), mirror: null });
afterAll(() => lists.close());

// Neither names nor lengths may decide here: strength and the lists alone.
const bare = {
  person: null,
  policy: null,
  organisation: { ...organisation, minLength: 0, forbiddenWords: [], establishmentNames: [] },
};
const inBrowser = (password: string) =>
  judge(ask(password, { ...bare, strength: strength.estimate(password, []) }));
const onServer = async (password: string) => {
  const breached = await lists.lookUp(password, baseWords(password), AbortSignal.timeout(5_000));
  return judge(ask(password, { ...bare, strength: strength.estimate(password, []), breached }));
};
const accepted = async (list: readonly string[], of: (password: string) => unknown) => {
  const verdicts = await Promise.all(list.map(of));
  return list.filter((_, index) => (verdicts[index] as { acceptable: boolean }).acceptable);
};

test('the lists are the agreed ones', () => {
  expect([weak.length, strong.length]).toEqual([75, 20]);
});

test('the server accepts three of the 75 weak passwords at most', async () => {
  expect((await accepted(weak, onServer)).length).toBeLessThanOrEqual(3);
});

test('the browser alone, without the breached list, accepts five at most', async () => {
  expect((await accepted(weak, inBrowser)).length).toBeLessThanOrEqual(5);
});

test('all 20 strong passwords are accepted, by browser and server, with full marks', async () => {
  expect(await accepted(strong, onServer)).toEqual(strong);
  expect(strong.map((password) => inBrowser(password).score)).toEqual(strong.map(() => 4));
});

test('every weak password that is refused comes with a reason that points into it', async () => {
  for (const password of weak) {
    const verdict = await onServer(password);
    if (verdict.acceptable) continue;
    expect(verdict.reasons.length, password).toBeGreaterThan(0);
    for (const { start, end, token } of verdict.reasons) expect(password.slice(start, end)).toBe(token);
  }
});

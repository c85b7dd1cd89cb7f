import { expect, test } from 'vitest';
import { judge } from '../../../app/shared/password/judge.ts';
import type { Estimate } from '../../../app/shared/password/strength.ts';
import type { Question, RuleId } from '../../../app/shared/password/verdict.ts';
import { ask, organisation, policy } from '../../support/password-questions.ts';

const strong: Estimate = { score: 4, guesses: 1e15, reasons: [] };
const good = 'Frelon-osmose-42';
const rule = (password: string, id: RuleId, change: Partial<Question> = {}) =>
  judge(ask(password, change)).rules.find((found) => found.id === id);
const reasons = (password: string, change: Partial<Question> = {}) =>
  judge(ask(password, change)).reasons.map(({ kind, token }) => `${kind}:${token}`);

test('a good password meets every rule that can be told, and the rest waits for saving', () => {
  const verdict = judge(ask(good, { strength: strong, oldPassword: 'Autre-chose-17' }));
  expect(verdict.acceptable).toBe(true);
  expect(Object.fromEntries(verdict.rules.map(({ id, state }) => [id, state]))).toEqual({
    length: 'met',
    classes: 'met',
    name: 'met',
    history: 'checked-when-saved',
    age: 'checked-when-saved',
    'not-old': 'met',
    'forbidden-word': 'met',
    establishment: 'met',
    typeable: 'met',
    strength: 'met',
    breached: 'checked-when-saved',
  });
});

test.each([
  { directory: 14, own: 8, minimum: 14, from: 'directory' },
  { directory: 7, own: 12, minimum: 12, from: 'organisation' },
  { directory: 10, own: 10, minimum: 10, from: 'directory' },
])('length: the stricter of $directory and $own', ({ directory, own, minimum, from }) => {
  const change = {
    policy: { ...policy, minLength: directory },
    organisation: { ...organisation, minLength: own },
  };
  expect(rule('a'.repeat(minimum - 1), 'length', change)).toMatchObject({
    state: 'unmet',
    values: { minimum, length: minimum - 1, from },
  });
  expect(rule('a'.repeat(minimum), 'length', change)?.state).toBe('met');
});

test('length counts UTF-16 units, as the directory does', () => {
  expect(rule('🐝🐝🐝🐝', 'length')?.state).toBe('met');
});

test('no minimum anywhere: no rule of length', () => {
  const change = { policy: null, organisation: { ...organisation, minLength: 0 } };
  expect(rule('a', 'length', change)).toBeUndefined();
});

test('classes: three of five, and which are there', () => {
  expect(rule('frelonosmose', 'classes')).toMatchObject({
    state: 'unmet',
    values: { needed: 3, present: ['lower'] },
  });
  expect(rule('Frelonosmose7', 'classes')?.state).toBe('met');
  expect(rule('frelon', 'classes', { policy: { ...policy, complexity: false } })).toBeUndefined();
});

test('name parts as Microsoft applies them: parts of three letters, case ignored, login whole', () => {
  expect(rule('xxGOFF-77aa', 'name')?.state).toBe('unmet');
  expect(reasons('xxGOFF-77aa')).toContain('name-part:GOFF');
  expect(rule('C.LeGoff-2', 'name')?.state).toBe('unmet');
  expect(rule('le-brochet-77A', 'name')?.state).toBe('met');
  // Accents are not ignored by the directory; the strength knows the name all the same.
  expect(rule('Cecile-77aa', 'name')?.state).toBe('met');
  expect(rule('xxGOFF-77aa', 'name', { person: null })?.state).toBe('checked-when-saved');
});

test('a lower case that is longer than the text points at the whole', () => {
  expect(reasons('İİgoff-77aa')).toContain('name-part:İİgoff-77aa');
});

test('unreadable rules of the directory are left to it', () => {
  const states = judge(ask(good, { policy: null })).rules.map(({ id, state }) => `${id} ${state}`);
  expect(states).toContain('directory checked-when-saved');
  expect(states.join()).not.toMatch(/classes|history|age|name/);
});

test('history and age are named only where there are any', () => {
  const change = { policy: { ...policy, historyLength: 0, minAgeSeconds: 0 } };
  expect(rule(good, 'history', change)).toBeUndefined();
  expect(rule(good, 'age', change)).toBeUndefined();
  expect(rule(good, 'history')?.values).toEqual({ last: 24 });
});

test('the old password again', () => {
  expect(rule(good, 'not-old', { oldPassword: good })?.state).toBe('unmet');
  expect(rule(good, 'not-old', { oldPassword: `${good} ` })?.state).toBe('met');
  expect(rule(good, 'not-old')).toBeUndefined();
});

test.each(['xReprise7!', 'R3PR1SE-xx', 're-pri-se77', 'xRéprïse'])(
  'a forbidden word in disguise: %s',
  (password) => {
    expect(rule(password, 'forbidden-word')).toMatchObject({ state: 'unmet', values: { word: 'reprise' } });
  },
);

test('a short forbidden word counts only where it stands alone', () => {
  expect(rule('parachute-7A', 'forbidden-word')?.state).toBe('met');
  expect(rule('soleil-CHU-7', 'forbidden-word')?.state).toBe('unmet');
});

test.each(['Tilleuls77', 'T1lleuls-77', 'Rivieres-2026', 'lestrois.RIVIÈRES'])(
  'an establishment: %s',
  (password) => {
    expect(rule(password, 'establishment')?.state).toBe('unmet');
  },
);

test('words that name no establishment by themselves', () => {
  expect(rule('Clinique-des-lapins', 'establishment')?.state).toBe('met');
});

test.each(['abc🐝def', 'abc\u200Edef', 'e\u0301te-777', 'abc\u0007def', 'zero\u200Bwidth', 'nb\u00a0space'])(
  'what no keyboard types at the logon screen is refused: %j',
  (password) => {
    expect(rule(password, 'typeable')?.state).toBe('unmet');
  },
);

test.each(['Œuf-École-Łódź', 'пароль'])(
  'what another keyboard types is allowed, and told: %s',
  (password) => {
    const verdict = judge(ask(password));
    expect(verdict.rules.find(({ id }) => id === 'typeable')?.state).toBe('met');
    expect(verdict.untypeable.map(({ kind }) => kind)).toContain('other-keyboard');
  },
);

test('everything that a French keyboard types is allowed without a word', () => {
  const typed =
    'azertyuiopqsdfghjklmwxcvbnAZERTY0123456789 &é"\'(-è_çà)=°+^¨$£ù%*µ<>,?;.:/!§²~#{[|`\\@]}€âêîôûëïüÿñ';
  expect(judge(ask(typed)).untypeable).toEqual([]);
});

test('strength: open without an estimate, unmet below the organisation’s score', () => {
  expect(rule(good, 'strength')?.state).toBe('checked-when-saved');
  expect(rule(good, 'strength', { strength: { ...strong, score: 2 } })).toMatchObject({
    state: 'unmet',
    values: { minScore: 3, score: 2 },
  });
  expect(rule(good, 'strength', { strength: { ...strong, score: 3 } })?.state).toBe('met');
  expect(rule(good, 'strength', { organisation: { ...organisation, minScore: 0 } })).toBeUndefined();
});

test('breached: exact, base word, not listed, unknown, not asked, not wanted', () => {
  const base = { word: 'osmose', start: 7, end: 13 };
  const of = (breached: Question['breached']) => judge(ask(good, { strength: strong, breached }));
  const state = (breached: Question['breached']) =>
    of(breached).rules.find(({ id }) => id === 'breached')?.state;
  expect(of({ exact: 'listed', baseWord: null })).toMatchObject({
    acceptable: false,
    score: 0,
    guessTime: { unit: 'instant' },
  });
  expect(of({ exact: 'not-listed', baseWord: base })).toMatchObject({ acceptable: false, score: 2 });
  expect(reasons(good, { breached: { exact: 'unknown', baseWord: base } })).toEqual([
    'breached-base-word:osmose',
  ]);
  expect(state({ exact: 'not-listed', baseWord: null })).toBe('met');
  expect(state({ exact: 'unknown', baseWord: null })).toBe('checked-when-saved');
  expect(of({ exact: 'unknown', baseWord: null }).acceptable).toBe(true);
  expect(rule(good, 'breached', { organisation: { ...organisation, breachedList: false } })).toBeUndefined();
});

test.each([
  ['', 'empty'],
  ['a'.repeat(257), 'too-long'],
  ['a'.repeat(100_000), 'too-long'],
  ['abc\0def', 'nul'],
  ['abc\ud800def', 'lone-surrogate'],
  ['\udc00\ud800', 'lone-surrogate'],
])('refused before any other work: %#', (password, problem) => {
  const verdict = judge(ask(password, { strength: strong }));
  expect(verdict).toMatchObject({ acceptable: false, refused: problem, score: null });
  expect(verdict.rules).toEqual([{ id: 'input', state: 'unmet', values: { problem } }]);
});

test('256 units are judged', () => {
  expect(judge(ask('Aé1-'.repeat(64))).refused).toBeNull();
});

test('nothing is normalised: two ways to type é are two passwords', () => {
  const composed = 'caf\u00e9-Mo1';
  const apart = 'cafe\u0301-Mo1';
  expect(rule(composed, 'not-old', { oldPassword: apart })?.state).toBe('met');
  expect(judge(ask(apart)).untypeable[0]).toMatchObject({ kind: 'combining', start: 4, end: 5 });
});

test('of a strong password the parts are not held against it', () => {
  const part = { kind: 'dictionary-fr', start: 0, end: 6, token: 'Frelon' } as const;
  expect(judge(ask(good, { strength: { ...strong, reasons: [part] } })).reasons).toEqual([]);
  expect(judge(ask(good, { strength: { ...strong, score: 3, reasons: [part] } })).reasons).toEqual([part]);
});

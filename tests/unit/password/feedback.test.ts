import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import '../../support/generated.ts';
import { openView, refusedView, viewOf } from '../../../app/features/password/feedback-view.ts';
import { en } from '../../../app/i18n/en.ts';
import { fr } from '../../../app/i18n/fr.ts';
import type { RulesInForce } from '../../../app/shared/password/in-force.ts';
import { judge } from '../../../app/shared/password/judge.ts';
import { termsOf } from '../../../app/shared/password/terms.ts';
import type { Question } from '../../../app/shared/password/verdict.ts';
import { ask, organisation, person, policy } from '../../support/password-questions.ts';

// Loading the lists and a thousand judgements take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const { loadStrength } = await import('../../../app/shared/password/lists.ts');
const strength = loadStrength();
const terms = termsOf(person, organisation);
const languages = { fr: fr.feedback, en: en.feedback } as const;
const inForce: RulesInForce = { policy, source: 'domain', organisation, person };

const seen = (password: string, locale: 'fr' | 'en' = 'fr', change: Partial<Question> = {}) =>
  viewOf(
    password,
    judge(ask(password, { strength: strength.estimate(password, terms), ...change })),
    languages[locale],
  );
const plain = (texts: readonly string[]) => texts.map((text) => text.replace(/[\u00a0\u202f]/g, ' '));

describe('what is weak', () => {
  it.each([
    ['Printemps2026!', '« Printemps » est une saison, suivie d’une année.'],
    ['Marseille2019?', '« Marseille » est une ville, un département ou une région, suivie d’une année.'],
    ['tyuiopmlk-12', '« tyuiopmlk » est une suite de touches voisines.'],
    ['Kermarrec-2b', '« Kermarrec » fait partie de ce que vos collègues savent de vous.'],
    ['Tilleuls-12-x', '« Tilleuls » fait partie du nom d’un établissement.'],
  ])('of %s: %s', (password, sentence) => {
    expect(plain(seen(password).weak)).toContain(sentence);
  });

  it('is said in English too', () => {
    expect(seen('Printemps2026!', 'en').weak).toContain('“Printemps” is a season, followed by a year.');
  });

  it('of a leaked idea is said once, and not with what follows', () => {
    const baseWord = { word: 'printemps', start: 0, end: 9 };
    const { weak } = seen('Printemps2026!', 'fr', { breached: { exact: 'not-listed', baseWord } });
    expect(plain(weak)).toEqual([
      '« Printemps » est une saison, suivie d’une année.',
      '« Printemps » se trouve dans des listes volées, et les pirates essaient toutes ses variantes.',
    ]);
  });

  it('is nothing in a strong phrase', () => {
    expect(seen('moulin-trombone-427-coffre-tulipe')).toMatchObject({
      weak: [],
      help: [],
      strength: { score: 4 },
    });
  });

  it('warns of a letter that another keyboard has, without refusing it', () => {
    const view = seen('moulin-trombone-427-łapka-tulipe');
    expect(plain(view.weak)).toEqual([
      '« ł » n’est pas sur un clavier français : vous pourriez ne pas savoir le taper ailleurs.',
    ]);
    expect(view.rules.find(({ id }) => id === 'typeable')?.state).toBe('met');
  });

  it('names a text that can be no password, and ticks nothing', () => {
    expect(seen('a\0b', 'fr', { strength: null })).toMatchObject({ rules: [], strength: null });
    expect(seen('\ud800', 'en', { strength: null }).weak).toEqual([en.feedback.input['lone-surrogate']]);
  });

  it('never repeats the whole password, whatever it is', () => {
    const { weak, strong } = JSON.parse(readFileSync('tests/fixtures/passwords-fr.json', 'utf8')) as Record<
      'weak' | 'strong',
      string[]
    >;
    const held = (password: string) => {
      const { rules: _, ...said } = seen(password);
      return JSON.stringify(said).includes(JSON.stringify(password).slice(1, -1));
    };
    // Of the shortest ones every sentence holds the letters by chance.
    expect([...weak, ...strong].filter((password) => password.length > 4 && held(password))).toEqual([]);
    const alphabet = fc.constantFrom(...'aezrtyAZ1234!é@ ', 'soleil', 'Marie', '2024', '😀');
    fc.assert(
      fc.property(fc.array(alphabet, { minLength: 8, maxLength: 14 }), (parts) => {
        const password = parts.join('');
        return password.trim().length < 8 || !held(password);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the rules', () => {
  it('are open before anything is typed, or checked when saved', () => {
    const states = openView(inForce, true, fr.feedback).rules.map(({ id, state }) => `${id} ${state}`);
    expect(states).toEqual([
      'length open',
      'classes open',
      'name open',
      'history checked-when-saved',
      'age checked-when-saved',
      'not-old open',
      'forbidden-word open',
      'establishment open',
      'typeable open',
      'strength open',
      'breached checked-when-saved',
    ]);
  });

  it('stay in their places once something is typed, so that each ticks where it stood', () => {
    const typed = seen('Printemps2026!', 'fr', { oldPassword: 'autre' }).rules.map(({ id }) => id);
    expect(typed).toEqual(openView(inForce, true, fr.feedback).rules.map(({ id }) => id));
  });

  it('show the one by which the directory refused', () => {
    const view = refusedView(openView(inForce, true, fr.feedback), 'history', fr.feedback);
    expect(view.rules.filter(({ state }) => state === 'unmet').map(({ id }) => id)).toEqual(['history']);
  });

  it('say only that the directory will check where its rules are not known', () => {
    const { rules } = openView({ ...inForce, policy: null, source: 'unreadable' }, false, en.feedback);
    expect(rules.find(({ id }) => id === 'directory')).toMatchObject({
      state: 'checked-when-saved',
      text: 'The other rules of the directory',
      stateText: 'checked when you save',
    });
    expect(rules.some(({ id }) => id === 'classes')).toBe(false);
  });
});

describe('what would help', () => {
  it.each([
    ['length first', 'Ab1!', fr.feedback.help.length],
    ['words in the place of a row of keys', 'tyuiop-12', fr.feedback.help.walk],
    ['words rather than decoration', 'Printemps2026!', fr.feedback.help.decoration],
    ['no name', 'Legoff-tambour-97-cactus', fr.feedback.help.name],
  ])('%s', (_, password, advice) => {
    expect(seen(password, 'fr', { person: { ...person, login: 'legoff' } }).help).toContain(advice);
  });

  it('names the kinds of characters that are missing, and no more than two things at once', () => {
    const view = seen('minuscules');
    expect(view.help[0]).toBe(fr.feedback.help.classes('une majuscule, un chiffre, un signe'));
    expect(view.help.length).toBeLessThanOrEqual(2);
  });
});

describe('what a screen reader is told', () => {
  it('names what is missing, then the strength', () => {
    expect(plain([seen('Printemps2026!').announcement])).toEqual([
      'Encore à respecter : Difficile à deviner. Pour l’instant : facile à deviner.',
    ]);
    expect(seen('moulin-trombone-427-coffre-tulipe', 'en').announcement).toBe(
      'The rules that can be checked here are met. For now: hard to guess.',
    );
  });
});

describe('both languages', () => {
  /** Every key of a tree of messages, with a sentence made for each. */
  function sentences(tree: unknown, path = ''): readonly (readonly [string, string])[] {
    if (typeof tree === 'string') return [[path, tree]];
    if (typeof tree === 'function') return [[path, String(tree('x', 'y'))]];
    return Object.entries(tree as object).flatMap(([key, value]) => sentences(value, `${path}.${key}`));
  }

  it.each(['feedback', 'learn', 'password', 'failure'] as const)(
    'say all of %s, each in its own words',
    (part) => {
      const [french, english] = [sentences(fr[part]), sentences(en[part])];
      expect(english.map(([path]) => path)).toEqual(french.map(([path]) => path));
      for (const [path, text] of [...french, ...english]) expect(text.trim(), path).not.toBe('');
      const same = french.filter(([, text], index) => text.length > 12 && text === english[index]?.[1]);
      expect(same).toEqual([]);
    },
  );

  it('have a sentence for every reason that the judge can give', () => {
    for (const { reason } of Object.values(languages))
      for (const [kind, say] of Object.entries(reason)) expect(say('«x»').length, kind).toBeGreaterThan(8);
  });
});

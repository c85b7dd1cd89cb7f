import { habits, postalCodes } from './habits.ts';

/** What a known word is, as the page names it. */
export type WordKind =
  | 'common-password' | 'dictionary-fr' | 'dictionary-en' | 'first-name' | 'surname'
  | 'season' | 'month' | 'weekday' | 'place' | 'postal-code'
  | 'personal' | 'establishment' | 'forbidden-word';

export interface KnownWord {
  /** How many words of its list are guessed before it, and itself: 1 is guessed first. */
  readonly rank: number;
  readonly kind: WordKind;
}

/** Looks a folded word up; undefined when nobody would guess it from a list. */
export type FindWord = (folded: string) => KnownWord | undefined;

/** Shorter words are not looked for: guessing them letter by letter is as quick. */
export const shortestWord = 3;
/** Longer words are not looked for; the longest of the lists has 24 letters. Bounds the work on hostile input. */
export const longestWord = 28;

/**
 * A list in the compact form of scripts/strength-data.ts: one line for each power of two of the rank, its words in
 * alphabetical order, each as one digit (letters shared with the word before, 9 at most) and the rest.
 */
export type PackedList = string;

export interface Lists {
  /** Words in order of frequency, by zxcvbn's names of its lists. */
  readonly english: Readonly<Record<string, readonly string[]>>;
  readonly french: Readonly<Partial<Record<WordKind, PackedList>>>;
}

const englishKinds: Readonly<Record<string, WordKind>> = {
  passwords: 'common-password',
  english_wikipedia: 'dictionary-en',
  us_tv_and_film: 'dictionary-en',
  female_names: 'first-name',
  male_names: 'first-name',
  surnames: 'surname',
};

/** The words of one line of a packed list. */
export function unpackLine(line: string): readonly string[] {
  let last = '';
  return Array.from(line.matchAll(/([0-9])([^0-9]*)/g), ([, shared, rest]) => {
    last = last.slice(0, Number(shared)) + rest;
    return last;
  });
}

/** The rank that every word of a line gets: the middle of [2^line, 2^(line+1)). */
const rankOfLine = (line: number) => Math.ceil(1.5 * 2 ** line);

/** One look-up over all lists; of a word in several, the place where it is guessed first, and what it is there. */
export function createDictionary(lists: Lists): FindWord {
  const words = new Map<string, KnownWord>();
  const add = (word: string, rank: number, kind: WordKind) => {
    if (word.length < shortestWord || rank >= (words.get(word)?.rank ?? Number.POSITIVE_INFINITY)) return;
    words.set(word, { rank, kind });
  };
  // First come, first kept among equals: the French lists say what a word is to a French reader.
  for (const [kind, text] of habits) text.split(' ').forEach((word, index) => add(word, index + 1, kind));
  postalCodes.forEach((code, index) => add(code, index + 1, 'postal-code'));
  for (const [kind, packed] of Object.entries(lists.french) as [WordKind, PackedList][]) {
    packed.split('\n').forEach((line, index) => {
      for (const word of unpackLine(line)) add(word, rankOfLine(index), kind);
    });
  }
  for (const [name, list] of Object.entries(lists.english)) {
    list.forEach((word, index) => add(word, index + 1, englishKinds[name] ?? 'dictionary-en'));
  }
  return (folded) => words.get(folded);
}

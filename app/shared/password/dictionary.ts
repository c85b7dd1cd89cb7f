import { habits, postalCodes } from './habits.ts';
import { unpack } from './packed.ts';

/** What a known word is, as the page names it. */
export type WordKind =
  | 'common-password'
  | 'dictionary-fr'
  | 'dictionary-en'
  | 'first-name'
  | 'surname'
  | 'season'
  | 'month'
  | 'weekday'
  | 'place'
  | 'postal-code'
  | 'personal'
  | 'establishment'
  | 'forbidden-word';

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
 * alphabetical order, packed as packed.ts says.
 */
type PackedList = string;

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

/** The rank that every word of a line gets: the middle of [2^line, 2^(line+1)). */
const rankOfLine = (line: number) => Math.ceil(1.5 * 2 ** line);

/** One look-up over all lists; of a word in several, the place where it is guessed first, and what it is there. */
export function createDictionary(lists: Lists): FindWord {
  // One number a word, rank × 16 + kind: 170,000 objects would cost 10 MB.
  const kinds: WordKind[] = [];
  const words = new Map<string, number>();
  const addAll = (list: Iterable<string>, kind: WordKind, rankOf: (index: number) => number) => {
    if (!kinds.includes(kind)) kinds.push(kind);
    const code = kinds.indexOf(kind);
    let index = 0;
    for (const word of list) {
      const rank = rankOf(index);
      index += 1;
      const known = words.get(word);
      if (word.length >= shortestWord && (known === undefined || rank < known >> 4))
        words.set(word, rank * 16 + code);
    }
  };
  const inOrder = (index: number) => index + 1;
  // First come, first kept among equals: the French lists say what a word is to a French reader.
  for (const [kind, text] of habits) addAll(text.split(' '), kind, inOrder);
  addAll(postalCodes, 'postal-code', inOrder);
  for (const [kind, packed] of Object.entries(lists.french) as [WordKind, PackedList][]) {
    for (const [line, text] of packed.split('\n').entries())
      addAll(unpack(text), kind, () => rankOfLine(line));
  }
  for (const [name, list] of Object.entries(lists.english))
    addAll(list, englishKinds[name] ?? 'dictionary-en', inOrder);
  return (folded) => {
    const found = words.get(folded);
    return found === undefined ? undefined : { rank: found >> 4, kind: kinds[found & 15] ?? 'dictionary-en' };
  };
}

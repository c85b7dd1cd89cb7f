/**
 * Makes build/generated/strength-lists.js: the French words that zxcvbn does not have, from @zxcvbn-ts/language-fr,
 * in the compact form that app/shared/password/dictionary.ts unpacks.
 */
import { dictionary } from '@zxcvbn-ts/language-fr';
import english from 'zxcvbn/lib/frequency_lists.js';
import { longestWord, shortestWord, type WordKind } from '../app/shared/password/dictionary.ts';
import { pack } from '../app/shared/password/packed.ts';
import { fold } from '../app/shared/password/text.ts';
import { writeGenerated } from './generated.ts';
import { breachedPasswords } from './packages.ts';

type Ranks = ReadonlyMap<string, number>;

const wanted = { words: 36_000, firstNames: 2_500, surnames: 3_500 };

const usable = (word: string) =>
  /^[a-z]+$/.test(word) && word.length >= shortestWord && word.length <= longestWord;

/** Each folded word with its best place, from 1, over several lists. */
function ranksOf(lists: readonly (readonly string[])[]): Ranks {
  const ranks = new Map<string, number>();
  for (const list of lists) {
    list.forEach((word, index) => {
      const folded = fold(word.replaceAll('œ', 'oe').replaceAll('æ', 'ae'));
      if (usable(folded) && index + 1 < (ranks.get(folded) ?? Number.POSITIVE_INFINITY))
        ranks.set(folded, index + 1);
    });
  }
  return ranks;
}

/** Names in the order in which they are met among breached passwords; those never met come last. */
function byBreach(names: readonly string[], breached: Ranks): readonly string[] {
  const place = (name: string) => breached.get(fold(name)) ?? Number.POSITIVE_INFINITY;
  return [...names].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

/** The most frequent `count`, without those that zxcvbn ranks nearly as high already. */
function selected(ranks: Ranks, count: number, known: Ranks): Ranks {
  const isNews = ([word, rank]: readonly [string, number]) =>
    rank * 2 < (known.get(word) ?? Number.POSITIVE_INFINITY);
  return new Map(
    [...ranks]
      .filter(isNews)
      .sort((a, b) => a[1] - b[1])
      .slice(0, count),
  );
}

/** One line for each power of two of the rank, alphabetical within. */
function packRanks(ranks: Ranks): string {
  const lines: string[][] = [];
  for (const [word, rank] of ranks) {
    const line = Math.floor(Math.log2(rank));
    while (lines.length <= line) lines.push([]);
    lines[line]?.push(word);
  }
  return lines.map((words) => pack(words.sort())).join('\n');
}

/** The French lists. In @zxcvbn-ts/language-fr the two lists of names carry each other's label. */
function frenchLists(): Partial<Record<WordKind, string>> {
  const known = ranksOf(Object.values(english));
  const breached = ranksOf([breachedPasswords()]);
  const list = (name: string) => dictionary[name as keyof typeof dictionary] as unknown as readonly string[];
  const names = (label: string) => ranksOf([byBreach(list(label), breached)]);
  return {
    'dictionary-fr': packRanks(
      selected(ranksOf([list('commonWords-fr'), list('wikipedia-fr')]), wanted.words, known),
    ),
    'first-name': packRanks(selected(names('lastnames-fr'), wanted.firstNames, known)),
    surname: packRanks(selected(names('firstnames-fr'), wanted.surnames, known)),
  };
}

export const strengthListsFile = 'strength-lists.js';

/** Writes the module and its types. */
export function generateStrengthLists(): void {
  writeGenerated(
    'strength-lists.d.ts',
    "export declare const french: Readonly<Partial<Record<'dictionary-fr' | 'first-name' | 'surname', string>>>;\n",
  );
  writeGenerated(strengthListsFile, `export const french = ${JSON.stringify(frenchLists())};\n`);
}

if (import.meta.main) generateStrengthLists();

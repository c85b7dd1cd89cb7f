import zxcvbn, { type Match, type Matching } from 'zxcvbn/lib/matching.js';
import scoring from 'zxcvbn/lib/scoring.js';
import { type FindWord, longestWord, shortestWord } from './dictionary.ts';
import { type KeyboardName, keyboards } from './keyboards.ts';
import { fold, l33tReadings } from './text.ts';

/** zxcvbn's pattern stops at 2019, and takes a later year for a date of five days' width. */
const years = { recent_year: /19\d\d|20[0-4]\d/g };

/** Every known word in `folded`, with the text of `password` at its place. */
function words(password: string, folded: string, find: FindWord): Match[] {
  const found: Match[] = [];
  for (let start = 0; start <= folded.length - shortestWord; start += 1) {
    const last = Math.min(folded.length, start + longestWord);
    for (let end = start + shortestWord; end <= last; end += 1) {
      const matched_word = folded.slice(start, end);
      const known = find(matched_word);
      if (!known) continue;
      found.push({
        pattern: 'dictionary',
        i: start,
        j: end - 1,
        token: password.slice(start, end),
        matched_word,
        rank: known.rank,
        dictionary_name: known.kind,
        reversed: false,
        l33t: false,
      });
    }
  }
  return found;
}

/** What each character of the token was read as, where that was another one. */
function substitutions(folded: string, reading: string, { i, j }: Match): Record<string, string> {
  const sub: Record<string, string> = {};
  for (let at = i; at <= j; at += 1) {
    const [typed, read] = [folded.charAt(at), reading.charAt(at)];
    if (typed !== read) sub[typed] = read;
  }
  return sub;
}

/** Known words behind signs; those that stand there plainly are left to `words`. */
function disguisedWords(password: string, find: FindWord): Match[] {
  const folded = fold(password);
  return l33tReadings(folded).flatMap((reading) =>
    words(password, reading, find)
      .filter((match) => folded.slice(match.i, match.j + 1) !== match.matched_word)
      .map((match) => ({ ...match, l33t: true, sub: substitutions(folded, reading, match) })),
  );
}

/** zxcvbn counts turns on AZERTY as on a keypad; it is as large as QWERTY. */
function walks(matching: Matching, password: string): Match[] {
  return (Object.keys(keyboards) as KeyboardName[]).flatMap((name) =>
    matching
      .spatial_match_helper(password, keyboards[name], name)
      .map((match) =>
        name === 'azerty'
          ? { ...match, guesses: Math.max(50, scoring.spatial_guesses({ ...match, graph: 'qwerty' })) }
          : match,
      ),
  );
}

/** Of several readings of one stretch, the one that is guessed first: all that the search for the cheapest path needs. */
function cheapestOfEachSpan(password: string, matches: readonly Match[]): Match[] {
  const best = new Map<number, Match>();
  for (const match of matches) {
    const span = match.i * 1024 + match.j;
    const rival = best.get(span);
    const cost = scoring.estimate_guesses(match, password);
    if (!rival || cost < scoring.estimate_guesses(rival, password)) best.set(span, match);
  }
  return [...best.values()];
}

/**
 * zxcvbn's matcher over these words: French letters folded, AZERTY walks, years to 2049, and bounded work. A new
 * object whose prototype is zxcvbn's, so the package's own tables and functions stay as they are, and two callers
 * with different words never meet.
 */
export function createMatching(find: FindWord): Matching {
  return Object.assign(Object.create(zxcvbn) as Matching, {
    omnimatch(this: Matching, password: string) {
      return this.sorted(cheapestOfEachSpan(password, zxcvbn.omnimatch.call(this, password)));
    },
    dictionary_match: (password: string) => words(password, fold(password), find),
    l33t_match: (password: string) => disguisedWords(password, find),
    spatial_match(this: Matching, password: string) {
      return walks(this, password);
    },
    regex_match: (password: string) => zxcvbn.regex_match(password, years),
  });
}

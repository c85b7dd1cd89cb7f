import { fold, l33tReadings } from './text.ts';

/** A word that remains when what people put around it is taken off: `Printemps2026!` and `M0tdepasse1` leave one. */
export interface BaseWord {
  readonly word: string;
  /** The stretch of the password that it was read from; `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

/** More than this around a word is no longer decoration: a long number of its own may be what makes it strong. */
const longestDecoration = 8;
const shortestBase = 3;
/** Joining what stands apart (`mot-de-passe`) needs this much, or chance letters would make a word. */
const shortestJoined = 6;

const letter = /[a-z]/;

/** Positions between which the first and last letters stand, and one unit wider on either side (`@zerty`, `solei1`). */
function stretches(folded: string): readonly (readonly [number, number])[] {
  const first = folded.search(letter);
  if (first === -1) return [];
  let last = folded.length;
  while (!letter.test(folded.charAt(last - 1))) last -= 1;
  const starts = first > 0 ? [first, first - 1] : [0];
  const ends = last < folded.length ? [last, last + 1] : [last];
  return starts.flatMap((start) => ends.map((end) => [start, end] as const));
}

/** The stretch as one word: letters alone, or letters kept apart by signs. */
function readings(stretch: string): readonly string[] {
  const joined = stretch.replace(/[^a-z]/g, '');
  return [stretch, ...l33tReadings(stretch), ...(joined.length >= shortestJoined ? [joined] : [])];
}

/**
 * The words that may be all there is to a password, most literal first: accents and case gone, signs read as letters,
 * up to eight digits and signs taken off the ends. At most 24; none when the decoration is longer than that.
 */
export function baseWords(password: string): readonly BaseWord[] {
  if (password.length > 64) return [];
  const folded = fold(password);
  const found = new Map<string, BaseWord>();
  for (const [start, end] of stretches(folded)) {
    for (const word of readings(folded.slice(start, end))) {
      const fits =
        /^[a-z]+$/.test(word) &&
        word.length >= shortestBase &&
        folded.length - word.length <= longestDecoration;
      if (fits && !found.has(word)) found.set(word, { word, start, end });
    }
  }
  return [...found.values()];
}

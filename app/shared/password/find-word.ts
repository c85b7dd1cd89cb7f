import { fold, l33tReadings } from './text.ts';

/** Where a word was found; UTF-16 positions, `end` exclusive. */
export interface Found {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** A reading of a password with its signs taken out, and where in the password each remaining letter stands. */
interface Reading {
  readonly text: string;
  readonly at: readonly number[];
}

function squeezed(text: string): Reading {
  const at: number[] = [];
  let kept = '';
  for (let index = 0; index < text.length; index += 1) {
    if (!/[a-z0-9]/.test(text.charAt(index))) continue;
    kept += text.charAt(index);
    at.push(index);
  }
  return { text: kept, at };
}

/** Words of three letters and less count only where they stand alone: `chu` is not in `parachute`. */
function standsAlone(folded: string, start: number, end: number): boolean {
  return !/[a-z]/.test(folded.charAt(start - 1)) && !/[a-z]/.test(folded.charAt(end));
}

function findIn({ text, at }: Reading, folded: string, word: string): Found | null {
  for (let from = text.indexOf(word); from !== -1; from = text.indexOf(word, from + 1)) {
    const start = at[from] ?? 0;
    const end = (at[from + word.length - 1] ?? start) + 1;
    if (word.length > 3 || standsAlone(folded, start, end)) return { word, start, end };
  }
  return null;
}

/**
 * The first of the words (folded, letters and digits alone) that a password holds, also with case, accents, signs
 * for letters or signs in between: `Ch@teau` and `cha-teau` hold chateau. Null when it holds none.
 */
export function findWord(password: string, words: readonly string[]): Found | null {
  const folded = fold(password);
  const readings = [folded, ...l33tReadings(folded)].map(squeezed);
  for (const word of words) {
    if (word === '') continue;
    for (const reading of readings) {
      const found = findIn(reading, folded, word);
      if (found) return found;
    }
  }
  return null;
}

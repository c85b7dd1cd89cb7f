import type { Match } from 'zxcvbn/lib/matching.js';
import scoring from 'zxcvbn/lib/scoring.js';
import estimates from 'zxcvbn/lib/time_estimates.js';
import { baseWords } from './base-word.ts';
import type { FindWord, KnownWord, WordKind } from './dictionary.ts';
import { createMatching } from './matching.ts';
import { type Reason, reasonsOfSequence } from './reasons.ts';
import { fold } from './text.ts';

export type Score = 0 | 1 | 2 | 3 | 4;

/** A word that is easily guessed for this person or this organisation, whatever the lists say. */
export interface Term {
  readonly text: string;
  readonly kind: Extract<WordKind, 'personal' | 'establishment' | 'forbidden-word'>;
}

export interface Estimate {
  /** zxcvbn's: 0 below 10³ guesses, 1 below 10⁶, 2 below 10⁸, 3 below 10¹⁰, 4 from there. */
  readonly score: Score;
  readonly guesses: number;
  /** What makes it guessable, in the order of the text; empty when nothing does. */
  readonly reasons: readonly Reason[];
}

/** Only so much of a password is looked at: its cost grows with the cube of the length. More can only add to it. */
export const judgedLength = 64;
/** Score 2 at most when the password is one known word with decoration. */
const baseWordGuesses = 1e8;

function withTerms(find: FindWord, terms: readonly Term[]): FindWord {
  const own = new Map<string, KnownWord>();
  terms.forEach(({ text, kind }, index) => {
    const word = fold(text);
    if (!own.has(word)) own.set(word, { rank: index + 1, kind });
  });
  return (folded) => own.get(folded) ?? find(folded);
}

/** The known word that is left without decoration, as a reason; null when none is. */
function baseWordReason(password: string, find: FindWord): Reason | null {
  for (const { word, start, end } of baseWords(password)) {
    const known = find(word);
    if (known)
      return { kind: 'base-word', start, end, token: password.slice(start, end), word, wordKind: known.kind };
  }
  return null;
}

/**
 * zxcvbn's estimate over a dictionary. The guesses that it adds for every further part (10⁴ to the power of the parts
 * before it) are left out: they give `ParisLyon2024`, three parts that anyone tries, a hundred million for nothing. The same dictionary gives the same answer in a browser's worker and on the
 * server. Safe on any string of any length: at most 64 units are judged, by work bounded as matching.ts says.
 */
export function createStrength(find: FindWord) {
  return {
    /** `terms`: see `termsOf`; the first is guessed first. */
    estimate(password: string, terms: readonly Term[]): Estimate {
      const judged = password.slice(0, judgedLength);
      const known = withTerms(find, terms);
      const matches: Match[] = createMatching(known).omnimatch(judged);
      const { guesses, sequence } = scoring.most_guessable_match_sequence(judged, matches, true);
      const base = baseWordReason(password, known);
      const capped = base ? Math.min(guesses, baseWordGuesses) : guesses;
      const reasons = reasonsOfSequence(sequence);
      return {
        score: estimates.guesses_to_score(capped),
        guesses: capped,
        reasons: base ? [...reasons, base] : reasons,
      };
    },
  };
}

export type Strength = ReturnType<typeof createStrength>;

import type { Match } from 'zxcvbn/lib/matching.js';
import type { WordKind } from './dictionary.ts';
import type { Untypeable } from './typeable.ts';

/** What is weak about a part of a password: a message key, never a sentence. */
export type ReasonKind =
  | WordKind
  | 'year'
  | 'date'
  | 'repeat'
  | 'sequence'
  | 'keyboard-walk-azerty'
  | 'keyboard-walk-qwerty'
  | 'keyboard-walk-keypad'
  /** A word of the same part is disguised: signs for letters, or written backwards. */
  | 'l33t'
  | 'reversed'
  /** All there is to the password is one known word with decoration around it. */
  | 'base-word'
  /** Known from leaked lists: the whole password, or its base word (only the server can tell). */
  | 'breached'
  | 'breached-base-word'
  | 'name-part'
  | 'old-password'
  | Untypeable['kind'];

export interface Reason {
  readonly kind: ReasonKind;
  /** UTF-16 positions in the password, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** The part itself, as typed. */
  readonly token: string;
  /** The known word that it was read as, folded; absent when no word is meant. */
  readonly word?: string;
  /** Of a base word: what the word is. */
  readonly wordKind?: WordKind;
}

const patternKinds: Readonly<Partial<Record<Match['pattern'], ReasonKind>>> = {
  repeat: 'repeat',
  sequence: 'sequence',
  regex: 'year',
  date: 'date',
};

function kindOf(match: Match): ReasonKind | null {
  if (match.pattern === 'dictionary') return match.dictionary_name as WordKind;
  if (match.pattern === 'spatial') return `keyboard-walk-${match.graph as 'azerty' | 'qwerty' | 'keypad'}`;
  return patternKinds[match.pattern] ?? null;
}

function reasonsOf(match: Match): readonly Reason[] {
  const kind = kindOf(match);
  if (!kind) return [];
  const part = { start: match.i, end: match.j + 1, token: match.token };
  const word = match.matched_word === undefined ? {} : { word: match.matched_word };
  const disguises = [
    ...(match.l33t ? ['l33t' as const] : []),
    ...(match.reversed ? ['reversed' as const] : []),
  ];
  return [{ kind, ...part, ...word }, ...disguises.map((disguise) => ({ kind: disguise, ...part, ...word }))];
}

/** The guessable parts of zxcvbn's cheapest path, in the order of the text; what has to be tried out gives none. */
export function reasonsOfSequence(sequence: readonly Match[]): readonly Reason[] {
  return sequence.flatMap(reasonsOf);
}

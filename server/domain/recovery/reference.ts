import { randomInt } from 'node:crypto';

/**
 * 22 characters that neither look alike (no 0 O D Q, 1 I L, S Z G B beside 5 2 6 8, V beside U) nor, as far as 22
 * allow, sound alike when their French names are said: of b c d g p t v only C and T, of m n only M, of f s only F.
 */
export const referenceAlphabet = '23456789ACEFHJKMRTUWXY';
const groupLength = 3;
const groups = 3;
const length = groupLength * groups;
/** Longest text that `parseReference` looks at. */
const maxInput = 40;

/** What people write for a character that they misread; none of the left ones occurs in a reference. */
const misread: Readonly<Record<string, string>> = { S: '5', Z: '2', G: '6', B: '8', V: 'U' };

/** log2 of how many references there are: 9 × log2(22) = 40.1. */
export const referenceEntropyBits = length * Math.log2(referenceAlphabet.length);

/** In groups of three, as references are written and said. */
export const grouped = (characters: string) => characters.replace(/(...)(?=.)/g, '$1-');

/** A new reference, `7KR-4TX-2MA`: uniform, unguessable (40.1 bits), short enough to be said on the phone. */
export function newReference(random: (bound: number) => number = (bound) => randomInt(bound)): string {
  const characters = Array.from({ length }, () => referenceAlphabet.charAt(random(referenceAlphabet.length)));
  return grouped(characters.join(''));
}

/**
 * The reference as `newReference` writes it, from what a person typed; see `parseSaid`. Null when it cannot be one.
 */
export function parseReference(text: string): string | null {
  return parseSaid(text, length);
}

/**
 * `count` characters of the alphabet in groups of three, from what a person typed: case, spaces, dots, underscores and
 * dashes of every kind do not count, and S Z G B V are read as 5 2 6 8 U. Null when it cannot be that.
 */
export function parseSaid(text: string, count: number): string | null {
  if (text.length > maxInput) return null;
  const characters = text
    .normalize('NFKC')
    .replace(/[\s\p{Default_Ignorable_Code_Point}\p{Pd}._−]+/gu, '')
    .toUpperCase()
    .replace(/[SZGBV]/g, (character) => misread[character] ?? character);
  const valid = characters.length === count && [...characters].every((c) => referenceAlphabet.includes(c));
  return valid ? grouped(characters) : null;
}

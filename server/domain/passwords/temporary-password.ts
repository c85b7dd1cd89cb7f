import { randomInt } from 'node:crypto';
import { Failure } from '../../../app/shared/failure.ts';
import type { PasswordPolicy } from '../../systems/directory/port.ts';

/** The strings that can come out: one of `first`, then letters and digits with at least one of each. */
export interface PasswordSpace {
  readonly first: string;
  readonly letters: string;
  readonly digits: string;
}

/**
 * Letters: engraved alike on AZERTY and QWERTY (no a q z w m), no look-alikes (no i l o; of u/v, v; of 5/s, 8/b,
 * 6/g, 9/g the letter), no e and no u, so that no word of any language is spelled by chance. Capitals: only those
 * whose shape differs from the small letter. Digits: 2 3 4 7, what the letters leave free (0 and 1 never).
 */
export const temporaryPasswordSpace: PasswordSpace = {
  first: 'BDFGHJNRT',
  letters: 'bcdfghjknprstvxy',
  digits: '2347',
};

const usualLength = 16;
/** Longer than the minimum length of any usual fine-grained policy: used when the policy may not be read. */
const lengthWithoutPolicy = 24;
/** A draw is refused about once in thirty times; this many refusals in a row mean that `names` covers everything. */
const maxDraws = 10_000;

/** A uniform whole number from 0 to `bound` - 1, as `crypto.randomInt` gives. */
export type RandomInt = (bound: number) => number;

const pick = (characters: string, random: RandomInt) => characters.charAt(random(characters.length));

/** One candidate, uniform over `first` × (letters + digits)^(length-1); not yet checked for having both. */
export function drawCandidate(space: PasswordSpace, length: number, random: RandomInt): string {
  const rest = space.letters + space.digits;
  let candidate = pick(space.first, random);
  while (candidate.length < length) candidate += pick(rest, random);
  return candidate;
}

/** Whether a candidate has a letter and a digit after its first character: with the capital, three classes. */
export function hasEveryClass(space: PasswordSpace, candidate: string): boolean {
  const rest = [...candidate.slice(1)];
  return rest.some((c) => space.letters.includes(c)) && rest.some((c) => space.digits.includes(c));
}

/** How many strings the space holds: first × ((l + d)^(n-1) − l^(n-1) − d^(n-1)). */
export function spaceSize({ first, letters, digits }: PasswordSpace, length: number): bigint {
  const rest = BigInt(length - 1);
  const [l, d] = [BigInt(letters.length), BigInt(digits.length)];
  return BigInt(first.length) * ((l + d) ** rest - l ** rest - d ** rest);
}

/**
 * Bits of a temporary password of this length (≥ 3), exact for a person whose names exclude nothing: 67.9 at 16.
 * A name part of k characters takes away at most (length − k + 1) / 20^k of the space, 0.3 % for the shortest.
 */
export function temporaryPasswordEntropyBits(length: number): number {
  const size = spaceSize(temporaryPasswordSpace, length);
  // Number() overflows above 1,023 bits: take the exponent out first.
  const shift = Math.max(0, size.toString(2).length - 64);
  return shift + Math.log2(Number(size >> BigInt(shift)));
}

/** Parts of three characters or more of all names, without case and accents. */
function nameParts(names: readonly string[]): readonly string[] {
  const plain = names.map((name) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase());
  const parts = plain.flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)]);
  return [...new Set(parts.filter((part) => part.length >= 3))];
}

/**
 * A temporary password: one capital, then small letters and digits, 16 characters or the policy's minimum length if
 * that is more; shown in groups of four by the page, without separators in the text. At least 64 bits, three
 * character classes (so it satisfies MS-SAMR 3.1.1.7.2), and no part (three characters or more, accents ignored) of
 * any of `names`. Uniform over all such strings: every character is drawn without bias and a whole candidate that
 * breaks a rule is thrown away.
 *
 * `policy` null: the person's fine-grained policy may not be read. Then the password has 24 characters, which meets
 * any usual minimum; where even that is too short, the directory refuses it with `password-too-short`.
 */
export function temporaryPassword(options: {
  readonly policy: Pick<PasswordPolicy, 'minLength'> | null;
  /** Given names, surnames, display name, login. */
  readonly names: readonly string[];
  readonly random?: RandomInt;
}): string {
  const { policy, names, random = (bound: number) => randomInt(bound) } = options;
  const length = policy ? Math.max(usualLength, policy.minLength) : lengthWithoutPolicy;
  const forbidden = nameParts(names);
  for (let draw = 0; draw < maxDraws; draw += 1) {
    const candidate = drawCandidate(temporaryPasswordSpace, length, random);
    const lower = candidate.toLowerCase();
    if (hasEveryClass(temporaryPasswordSpace, candidate) && !forbidden.some((part) => lower.includes(part))) {
      return candidate;
    }
  }
  throw new Failure('internal');
}

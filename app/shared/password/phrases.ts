/** Memorable phrases: random words and one number, such as `galaxie-trombone-427-coffre-moulin-tulipe`. */

/** Bits that a phrase has at least: beyond any guessing, even of a stolen list at full speed. */
const phraseBits = 70;

/** Three digits, none of them leading zeros. */
const numbers = { from: 100, count: 900 } as const;

/** A uniform whole number from 0 to `bound` - 1. */
export type RandomBelow = (bound: number) => number;

/** Unbiased, from the platform's generator: draws that would favour the small numbers are thrown away. */
export function randomBelow(bound: number): number {
  const fair = 2 ** 32 - (2 ** 32 % bound);
  const draw = new Uint32Array(1);
  do crypto.getRandomValues(draw);
  while ((draw[0] ?? 0) >= fair);
  return (draw[0] ?? 0) % bound;
}

/** How many phrases there are of so many words: each word free, the number, and its place among them. */
export function phraseSpace(listLength: number, wordCount: number): bigint {
  return BigInt(listLength) ** BigInt(wordCount) * BigInt(numbers.count) * BigInt(wordCount + 1);
}

/** Bits of a phrase: the logarithm of the space, from which every phrase comes with the same chance. */
export function phraseEntropyBits(listLength: number, wordCount: number): number {
  return wordCount * Math.log2(listLength) + Math.log2(numbers.count) + Math.log2(wordCount + 1);
}

/** The fewest words with which a list of this length reaches `phraseBits`. */
export function wordsNeeded(listLength: number): number {
  if (listLength < 2) throw new RangeError('a list of two words at least');
  let count = 1;
  while (phraseEntropyBits(listLength, count) < phraseBits) count += 1;
  return count;
}

/** Draws in a row that `isFit` may refuse; a phrase that fits is refused far less often. */
const mostDraws = 1_000;

/**
 * A generator over a list of distinct words of small letters. The words are joined by hyphens, so no two draws give
 * one phrase, and small letters, digits and a sign make three classes of MS-SAMR 3.1.1.7.2.
 */
export function createPhrases(words: readonly string[], random: RandomBelow = randomBelow) {
  const wordCount = wordsNeeded(words.length);

  function draw(): string {
    const parts = Array.from({ length: wordCount }, () => words[random(words.length)] ?? '');
    parts.splice(random(wordCount + 1), 0, String(numbers.from + random(numbers.count)));
    return parts.join('-');
  }

  return {
    /** Bits of each phrase; `isFit` takes away what it refuses, a name part some hundredths of a bit. */
    bits: phraseEntropyBits(words.length, wordCount),
    wordCount,
    /** A phrase that `isFit` (the judge, usually) accepts; null where it accepts none of a thousand. */
    phrase(isFit: (phrase: string) => boolean = () => true): string | null {
      for (let count = 0; count < mostDraws; count += 1) {
        const phrase = draw();
        if (isFit(phrase)) return phrase;
      }
      return null;
    },
  };
}

export type Phrases = ReturnType<typeof createPhrases>;

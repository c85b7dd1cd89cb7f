/** Text as a guesser sees it: letters without case and accents. Every function keeps UTF-16 positions. */

const asciiOnly = /^[\x20-\x7e]*$/;

/** One UTF-16 unit in, one out: case and accents gone where the letter has a plain form of one unit, else unchanged. */
function foldUnit(unit: string): string {
  const plain = unit.normalize('NFD').charAt(0).toLowerCase();
  return plain.length === 1 ? plain : unit;
}

/** Lower case without accents, of exactly the same length, so that a position found here is one of the password. */
export function fold(text: string): string {
  if (asciiOnly.test(text)) return text.toLowerCase();
  return text.split('').map(foldUnit).join('');
}

/**
 * The letters that signs and digits stand for: zxcvbn's table, and the euro, section and micro signs of a French
 * keyboard. `1`, `|` and `7` have two readings each.
 */
const plainReadings: Readonly<Record<string, string>> = {
  '4': 'a',
  '@': 'a',
  '8': 'b',
  '(': 'c',
  '{': 'c',
  '[': 'c',
  '<': 'c',
  '3': 'e',
  '€': 'e',
  '6': 'g',
  '9': 'g',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '§': 's',
  '+': 't',
  µ: 'u',
  '%': 'x',
  '2': 'z',
};

const swap = (folded: string, table: Readonly<Record<string, string>>) =>
  folded
    .split('')
    .map((unit) => table[unit] ?? unit)
    .join('');

/**
 * The ways in which folded text reads once its signs are taken for letters: none when it has no such sign, at most
 * four (`1` and `|` as i or l, `7` as l or t). Bounding this is what keeps a password of signs alone cheap: zxcvbn's
 * own enumeration grows as the product over all letters.
 */
export function l33tReadings(folded: string): readonly string[] {
  const ones = /[1|]/.test(folded) ? ['i', 'l'] : ['i'];
  const sevens = folded.includes('7') ? ['t', 'l'] : ['t'];
  const readings = ones.flatMap((one) =>
    sevens.map((seven) => swap(folded, { ...plainReadings, '1': one, '|': one, '7': seven })),
  );
  return readings[0] === folded ? [] : readings;
}

/** One character of a password and the words with which it is read to somebody. */
export interface SpelledCharacter {
  readonly character: string;
  readonly words: string;
}

type Locale = 'fr' | 'en';

const french =
  'Anatole Berthe Célestin Désiré Eugène François Gaston Henri Irma Joseph Kléber Louis Marcel Nicolas Oscar Pierre Quintal Raoul Suzanne Thérèse Ursule Victor William Xavier Yvonne Zoé';
/** ICAO/NATO spelling alphabet, with its official spellings Alfa and Juliett. */
const nato =
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu';

const letters: Record<Locale, readonly string[]> = { fr: french.split(' '), en: nato.split(' ') };

const digits: Record<Locale, readonly string[]> = {
  fr: 'zéro un deux trois quatre cinq six sept huit neuf'.split(' '),
  en: 'zero one two three four five six seven eight nine'.split(' '),
};

const signs: Record<Locale, Readonly<Record<string, string>>> = {
  fr: {
    ' ': 'espace',
    '-': 'tiret',
    _: 'tiret bas',
    '.': 'point',
    ',': 'virgule',
    ';': 'point-virgule',
    ':': 'deux-points',
    '!': 'point d’exclamation',
    '?': 'point d’interrogation',
    '@': 'arobase',
    '#': 'croisillon',
    '+': 'plus',
    '*': 'astérisque',
    '/': 'barre oblique',
    '=': 'égal',
    '%': 'pour cent',
    '&': 'et commercial',
    $: 'dollar',
    '€': 'euro',
  },
  en: {
    ' ': 'space',
    '-': 'hyphen',
    _: 'underscore',
    '.': 'full stop',
    ',': 'comma',
    ';': 'semicolon',
    ':': 'colon',
    '!': 'exclamation mark',
    '?': 'question mark',
    '@': 'at sign',
    '#': 'hash',
    '+': 'plus',
    '*': 'asterisk',
    '/': 'slash',
    '=': 'equals sign',
    '%': 'per cent',
    '&': 'ampersand',
    $: 'dollar',
    '€': 'euro',
  },
};

function spellLetter(character: string, locale: Locale): string | null {
  const index = character.toLowerCase().charCodeAt(0) - 97;
  const word = /^[a-z]$/i.test(character) ? letters[locale][index] : undefined;
  if (word === undefined) return null;
  const said = locale === 'fr' ? `${character} comme ${word}` : `${character} as in ${word}`;
  if (character === character.toLowerCase()) return said;
  return locale === 'fr' ? `majuscule ${said}` : `capital ${said}`;
}

/**
 * Words to read a password to somebody by, one entry a character, shown on the page and never spoken by a machine:
 * `f comme François`, `majuscule F comme François`, `sept`; in English the NATO alphabet. A capital is announced
 * before its letter, so that the listener's hand is on the right key. A character without a word stands for itself.
 */
export function spellAloud(text: string, locale: Locale): readonly SpelledCharacter[] {
  return Array.from(text, (character) => ({
    character,
    words:
      spellLetter(character, locale) ??
      (/^\d$/.test(character) ? digits[locale][Number(character)] : signs[locale][character]) ??
      character,
  }));
}

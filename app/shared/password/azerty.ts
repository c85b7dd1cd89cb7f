/** The French AZERTY layout of Windows (KBDFR): unshifted and shifted character of each key; null before a row's first key. */
export const azertyRows: readonly (readonly (string | null)[])[] = [
  ['²', '&1', 'é2', '"3', "'4", '(5', '-6', 'è7', '_8', 'ç9', 'à0', ')°', '=+'],
  [null, 'aA', 'zZ', 'eE', 'rR', 'tT', 'yY', 'uU', 'iI', 'oO', 'pP', '^¨', '$£'],
  [null, 'qQ', 'sS', 'dD', 'fF', 'gG', 'hH', 'jJ', 'kK', 'lL', 'mM', 'ù%', '*µ'],
  ['<>', 'wW', 'xX', 'cC', 'vV', 'bB', 'nN', ',?', ';.', ':/', '!§'],
];

/** With AltGr (its ~ and ` are dead keys), the space bar, and the letters that the dead keys ^ ¨ ~ ` make. */
const further = '~#{[|`\\^@]}€¤ âêîôûÂÊÎÔÛäëïöüÿÄËÏÖÜãñõÃÑÕàèìòùÀÈÌÒÙ';

/** Every character that this keyboard types at the Windows logon screen. */
export const azertyCharacters: ReadonlySet<string> = new Set([...azertyRows.flat().join(''), ...further]);

import { azertyCharacters } from './azerty.ts';

/**
 * Characters that a person could not type again at the Windows logon screen. `never`: no keyboard types it there (the
 * emoji panel and the clipboard are absent). `other-keyboard`: not on a French AZERTY keyboard, but on another one,
 * such as É, œ or ł: allowed, and worth a warning.
 */
export interface Untypeable {
  readonly kind: 'emoji' | 'direction-mark' | 'combining' | 'invisible' | 'other-keyboard';
  readonly never: boolean;
  /** UTF-16 positions, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  readonly token: string;
}

const kinds: readonly (readonly [Untypeable['kind'], RegExp])[] = [
  ['direction-mark', /^[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]$/u],
  ['combining', /^\p{M}$/u],
  ['invisible', /^[\p{C}\p{Zl}\p{Zp}\u00a0\u2000-\u200a\u202f\u205f\u3000]$/u],
  ['emoji', /^[\u{10000}-\u{10ffff}\p{Extended_Pictographic}]$/u],
];

/** The first kind that fits; on no keyboard unless `other-keyboard`. */
function kindOf(character: string): Untypeable['kind'] {
  return kinds.find(([, pattern]) => pattern.test(character))?.[0] ?? 'other-keyboard';
}

/** Runs of characters of one kind that a French AZERTY keyboard does not type, in the order of the text. */
export function untypeable(password: string): readonly Untypeable[] {
  const found: Untypeable[] = [];
  let start = 0;
  for (const character of password) {
    const end = start + character.length;
    if (!azertyCharacters.has(character)) {
      const kind = kindOf(character);
      const last = found.at(-1);
      if (last?.kind === kind && last.end === start) {
        found[found.length - 1] = { ...last, end, token: last.token + character };
      } else {
        found.push({ kind, never: kind !== 'other-keyboard', start, end, token: character });
      }
    }
    start = end;
  }
  return found;
}

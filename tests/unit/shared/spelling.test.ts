import { describe, expect, it } from 'vitest';
import { spellAloud } from '../../../app/shared/spelling.ts';

describe('spellAloud', () => {
  it('reads letters, capitals and digits in French', () => {
    expect(spellAloud('Ff7', 'fr')).toEqual([
      { character: 'F', words: 'majuscule F comme François' },
      { character: 'f', words: 'f comme François' },
      { character: '7', words: 'sept' },
    ]);
  });

  it('reads them in English with the NATO alphabet', () => {
    expect(spellAloud('Xx0', 'en').map((s) => s.words)).toEqual([
      'capital X as in X-ray',
      'x as in X-ray',
      'zero',
    ]);
  });

  it.each(['fr', 'en'] as const)('has a word that begins with its letter, all different, in %s', (locale) => {
    const words = spellAloud('abcdefghijklmnopqrstuvwxyz', locale).map((s) => s.words.split(' ').at(-1)!);
    expect(words.map((word) => word[0]!.toLowerCase()).join('')).toBe('abcdefghijklmnopqrstuvwxyz');
    expect(new Set(words).size).toBe(26);
    expect(new Set(spellAloud('0123456789', locale).map((s) => s.words)).size).toBe(10);
  });

  it('gives back every character, also one without a word', () => {
    const text = 'aZ3-é😀_ ñ';
    expect(
      spellAloud(text, 'fr')
        .map((s) => s.character)
        .join(''),
    ).toBe(text);
    expect(spellAloud('😀', 'en')).toEqual([{ character: '😀', words: '😀' }]);
    expect(spellAloud('-', 'fr')[0]!.words).toBe('tiret');
  });

  it('never takes a property of every object for a sign', () => {
    expect(spellAloud('constructor', 'en')).toHaveLength(11);
    expect(spellAloud('', 'fr')).toEqual([]);
  });
});

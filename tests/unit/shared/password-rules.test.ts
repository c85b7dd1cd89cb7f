import { describe, expect, it } from 'vitest';
import {
  brokenRules,
  characterClasses,
  containsNamePart,
  forbiddenNameParts,
  meetsComplexity,
} from '../../../app/shared/password-rules.ts';

const person = { login: 'a.dupont', displayName: 'Anne-Lou DUPONT de_la#Tour\tX. Li' };

describe('characterClasses', () => {
  it.each([
    ['abc', ['lower']],
    ['Éa', ['upper', 'lower']],
    ['aB3', ['upper', 'lower', 'digit']],
    ['漢字', ['letter']],
    ['a!', ['lower', 'sign']],
    ['a€', ['lower']],
    ['1$', ['digit', 'sign']],
    ['٣', []],
    ['', []],
  ])('%s', (password, classes) => {
    expect(characterClasses(password)).toEqual(classes);
  });

  it('counts each sign that Microsoft lists', () => {
    for (const sign of '~!@#$%^&*_-+=`|\\(){}[]:;"\'<>,.?/')
      expect(characterClasses(sign), sign).toEqual(['sign']);
  });

  it('needs three of the five', () => {
    expect(meetsComplexity('abcABC')).toBe(false);
    expect(meetsComplexity('abcABC1')).toBe(true);
    expect(meetsComplexity('abc漢1')).toBe(true);
  });
});

describe('name parts', () => {
  it('cuts the display name as Microsoft does and keeps parts of three characters or more', () => {
    expect(forbiddenNameParts(person)).toEqual(['a.dupont', 'anne', 'lou', 'dupont', 'tour']);
  });

  it('takes the login as a whole, and not when it is short', () => {
    const names = { login: 'a.dupont', displayName: '' };
    expect(containsNamePart('Xx1-A.DUPONT!', names)).toBe(true);
    expect(containsNamePart('Xx1-Dupont!!', names)).toBe(false);
    expect(containsNamePart('Xli1-abcdefg', { login: 'li', displayName: 'Li' })).toBe(false);
  });

  it('ignores case but not accents, like the directory', () => {
    const names = { login: '', displayName: 'Zoé Lefèvre' };
    expect(containsNamePart('12LEFÈVRE34', names)).toBe(true);
    expect(containsNamePart('12lefevre34', names)).toBe(false);
  });

  it('does not look for pieces of a part', () => {
    expect(containsNamePart('Dupon-2026', person)).toBe(false);
  });
});

describe('brokenRules', () => {
  const policy = { minLength: 12, complexity: true };

  it.each([
    ['Vélo-bleu-38', []],
    ['Court-38', ['length']],
    ['seulementdesminuscules', ['classes']],
    ['mon-nom-Dupont-8', ['name']],
    ['dupont', ['length', 'classes', 'name']],
  ])('%s', (password, broken) => {
    expect(brokenRules(password, policy, person)).toEqual(broken);
  });

  it('asks for length alone where complexity is off', () => {
    expect(brokenRules('dupontdupont', { minLength: 12, complexity: false }, person)).toEqual([]);
  });
});

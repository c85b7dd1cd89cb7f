/** The rules that Active Directory checks on a new password, as pure functions for the browser and the server. */

/** The five classes of MS-SAMR 3.1.1.7.2. `letter`: alphabetic, but neither upper nor lower case (ideographs …). */
export type CharacterClass = 'upper' | 'lower' | 'digit' | 'sign' | 'letter';

export interface PersonNames {
  /** sAMAccountName. */
  readonly login: string;
  readonly displayName: string;
}

/** Which rule a password breaks; `name`: it holds the login or a part of the display name. */
export type BrokenRule = 'length' | 'classes' | 'name';

/** Three classes of five, MS-SAMR 3.1.1.7.2. */
export const classesNeeded = 3;
/** Shorter logins and name parts are not searched for, MS-SAMR 3.1.1.7.2. */
const shortestNamePart = 3;

const patterns: Readonly<Record<CharacterClass, RegExp>> = {
  upper: /\p{Lu}/u,
  lower: /\p{Ll}/u,
  digit: /[0-9]/,
  // The signs that Microsoft lists; currency signs other than $ are in no class.
  sign: /[~!@#$%^&*_\-+=`|\\(){}[\]:;"'<>,.?/]/,
  letter: /[\p{Lt}\p{Lm}\p{Lo}]/u,
};

/** The classes of which the password has at least one character. */
export function characterClasses(password: string): readonly CharacterClass[] {
  const all = Object.keys(patterns) as CharacterClass[];
  return all.filter((name) => patterns[name].test(password));
}

/** True when the password has characters of three classes or more. */
export function meetsComplexity(password: string): boolean {
  return characterClasses(password).length >= classesNeeded;
}

/**
 * What a password may not contain, lower case. The login counts as a whole when it has three characters or more; the
 * display name is cut at comma, full stop, hyphen, underscore, space, # and tab, and its parts of three characters or
 * more count. (MS-SAMR 3.1.1.7.2; "Password must meet complexity requirements", Microsoft Learn.)
 */
export function forbiddenNameParts({ login, displayName }: PersonNames): readonly string[] {
  const parts = [login, ...displayName.split(/[,.\-_ #\t]/)];
  return [
    ...new Set(parts.filter((part) => part.length >= shortestNamePart).map((part) => part.toLowerCase())),
  ];
}

/** True when the password holds the login or a part of the display name, case ignored and accents not. */
export function containsNamePart(password: string, names: PersonNames): boolean {
  const lower = password.toLowerCase();
  return forbiddenNameParts(names).some((part) => lower.includes(part));
}

/**
 * The rules that the password breaks, in the order in which people should read them; empty when it keeps them all.
 * Length is counted in UTF-16 units, as the directory does. History and minimum age are the directory's to know.
 */
export function brokenRules(
  password: string,
  policy: { readonly minLength: number; readonly complexity: boolean },
  names: PersonNames,
): readonly BrokenRule[] {
  const broken: BrokenRule[] = [];
  if (password.length < policy.minLength) broken.push('length');
  if (policy.complexity && !meetsComplexity(password)) broken.push('classes');
  if (policy.complexity && containsNamePart(password, names)) broken.push('name');
  return broken;
}

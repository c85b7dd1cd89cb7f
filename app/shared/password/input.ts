/**
 * What is refused before any work is done on it. Nothing is ever normalised: the directory receives exactly the
 * UTF-16 units that were typed (MS-ADTS 3.1.1.3.1.5, unicodePwd is UTF-16LE), so an é typed as one character and one
 * typed as e with a combining accent are two different passwords.
 */

/** UTF-16 units; Windows itself stops at 256 (UNLEN of lmcons.h, the logon dialogue at 127). */
const longestPassword = 256;

export type InputProblem = 'empty' | 'too-long' | 'nul' | 'lone-surrogate';

/** Why the text cannot be a password at all; null when it can. Costs nothing on a text that is too long. */
export function inputProblem(password: string): InputProblem | null {
  if (password.length === 0) return 'empty';
  if (password.length > longestPassword) return 'too-long';
  if (password.includes('\0')) return 'nul';
  // With the u flag a surrogate matches only when it has no partner.
  if (/\p{Cs}/u.test(password)) return 'lone-surrogate';
  return null;
}

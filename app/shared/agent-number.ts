/** Longest input that is looked at, separators included. */
const maxLength = 100;
/** Widest number that `agentNumberForms` pads to when the width is unknown. */
const widestPadding = 10;

/**
 * The one form in which an agent number is looked up and counted: full-width and other compatibility forms made
 * plain, separators (spaces, dots, hyphens, slashes, underscores, invisible characters) taken out, upper case.
 * Leading zeros of a number made of digits alone are dropped (`00 4217` = `4217`, `000` = `0`): a payslip prints
 * them, a badge does not, and both must spend the same limit. A number with letters keeps its zeros (`B00417`).
 * Null when what is left is not 1 to 20 characters of A–Z and 0–9.
 */
export function canonicalAgentNumber(text: string): string | null {
  if (text.length > maxLength) return null;
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\p{Default_Ignorable_Code_Point}\p{Pd}._/\\·•−]+/gu, '')
    .toUpperCase();
  if (!/^[A-Z0-9]{1,20}$/.test(plain)) return null;
  return plain.replace(/^0+(?=\d+$)/, '');
}

/**
 * The spellings under which a directory may hold a canonical agent number; it is asked for all of them at once, and
 * two entries answering to one number are a data error. With `width` (digits, as the organisation stores them) there
 * is exactly one; without, the bare number and every zero-padding up to ten digits. A number with letters has one.
 */
export function agentNumberForms(canonical: string, width: number | null = null): readonly string[] {
  if (!/^\d+$/.test(canonical)) return [canonical];
  if (width !== null) return [canonical.padStart(width, '0')];
  const paddings = Math.max(0, widestPadding - canonical.length);
  return Array.from({ length: paddings + 1 }, (_, zeros) => '0'.repeat(zeros) + canonical);
}

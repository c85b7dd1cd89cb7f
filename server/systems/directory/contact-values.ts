/** Written after `+33` by people who also give the national form: `+33 (0)6 12 34 56 78`. */
const trunkPrefix = /\(0\)/;
const separators = /[\s.\-/()\u00a0\u2010-\u2013\u202f]/g;

/**
 * A telephone number as E.164, `+33612345678`, from how people write one in France: `06 12 34 56 78`,
 * `+33 6 12 34 56 78`, `0033612345678`. Null for what is no number that anybody can be reached at: too short or too
 * long, with an extension, or one of the French special-rate numbers (08), which cost whoever writes to them.
 */
export function phoneNumber(written: string): string | null {
  if (written.length > 40) return null;
  const dialled = written.trim().replace(trunkPrefix, '').replace(separators, '');
  const international = dialled.replace(/^00/, '+').replace(/^0(?=\d{9}$)/, '+33');
  if (international.startsWith('+33')) return /^\+33[1-79]\d{8}$/.test(international) ? international : null;
  return /^\+[1-9]\d{7,14}$/.test(international) ? international : null;
}

/** One mail address, and nothing that could be read as two or as a header (RFC 5321 §4.5.3.1 for the lengths). */
export function mailAddress(written: string): string | null {
  const address = written.trim();
  const [local = '', domain = ''] = address.split('@');
  if (address.length > 254 || local.length > 64) return null;
  return /^[\w.!#$%&'*+/=?^`{|}~-]+@([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z]{2,63}$/i.test(address) &&
    domain !== ''
    ? address
    : null;
}

/** A second way to the work mailbox is none outside it. */
export const sameAddress = (one: string, other: string | null) => one.toLowerCase() === other?.toLowerCase();

import { Attribute, Change } from 'ldapts';
import type { AccountVersion } from '../port.ts';

const change = (operation: 'add' | 'delete' | 'replace', type: string, value: string | Buffer) =>
  new Change({ operation, modification: new Attribute({ type, values: [value] as string[] }) });

/** `unicodePwd` as the directory takes it: in quotes, UTF-16LE (MS-ADTS 3.1.1.3.1.5.1). */
const unicode = (password: string) => Buffer.from(`"${password}"`, 'utf16le');

/**
 * The fence: deleting the value that was read fails with noSuchAttribute, and the whole modify with it, when another
 * write came first. A value of 0 is deleted and added again; two writes that both read 0 are told apart by the key
 * version alone.
 */
const fenced = ({ pwdLastSet }: Pick<AccountVersion, 'pwdLastSet'>, next: '0' | '-1') => [
  change('delete', 'pwdLastSet', pwdLastSet),
  change('add', 'pwdLastSet', next),
];

export const resetChanges = (version: AccountVersion, password: string) => [
  ...fenced(version, '0'),
  change('replace', 'unicodePwd', unicode(password)),
  change('replace', 'lockoutTime', '0'),
];

export const unlockChanges = () => [change('replace', 'lockoutTime', '0')];

/** The person's own change: the directory checks the old value, the history and the minimum age. */
export const ownChanges = (oldPassword: string, newPassword: string) => [
  change('delete', 'unicodePwd', unicode(oldPassword)),
  change('add', 'unicodePwd', unicode(newPassword)),
];

/** Only while the change is still demanded; the new value looks as if set now, so nothing demands a change of it. */
export const expiryChanges = (password: string) => [
  ...fenced({ pwdLastSet: '0' }, '-1'),
  change('replace', 'unicodePwd', unicode(password)),
];

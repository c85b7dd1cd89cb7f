import type { EmbeddedAccountRow, Millis } from '../../store/port.ts';
import { mailAddress, phoneNumber, sameAddress } from '../contact-values.ts';
import type { Contact, Role } from '../port.ts';

const dateOf = (millis: Millis | null) => (millis === null ? null : new Date(millis));

/** Attributes carry the names that they have in Active Directory. */
export function contactsOf(row: EmbeddedAccountRow | null): readonly Contact[] {
  const contacts: Contact[] = [];
  const mobile = phoneNumber(row?.mobile ?? '');
  const mail = mailAddress(row?.privateMail ?? '');
  if (row && mobile !== null) {
    const changedAt = dateOf(row.mobileChangedAt);
    contacts.push({ kind: 'sms', value: mobile, attribute: 'mobile', changedAt });
  }
  if (row && mail !== null && !sameAddress(mail, row.mail)) {
    const changedAt = dateOf(row.privateMailChangedAt);
    contacts.push({ kind: 'mail', value: mail, attribute: 'otherMailbox', changedAt });
  }
  return contacts;
}

const roleNames: Record<Role, true> = {
  director: true,
  'technician-1': true,
  'technician-2': true,
  'technician-3': true,
};

export const rolesOf = (row: EmbeddedAccountRow | null): readonly Role[] =>
  (row?.roles ?? []).filter((name): name is Role => Object.hasOwn(roleNames, name));

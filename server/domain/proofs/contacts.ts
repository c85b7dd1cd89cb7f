import type { Contact } from '../../systems/directory/port.ts';

/** Whoever found an unlocked session could have redirected a contact that is younger than this. */
const settledMillis = 7 * 86_400_000;

/** A contact that was changed lately, or nobody knows when, reaches somebody; it proves nothing. */
export function mayProve({ changedAt }: Contact, now: number): boolean {
  return changedAt !== null && now - changedAt.getTime() >= settledMillis;
}

/** What a page may show of a contact: enough for its owner to recognise it. */
export function masked({ kind, value }: Pick<Contact, 'kind' | 'value'>): string {
  if (kind === 'sms') return `•• •• •• •• ${value.slice(-2)}`;
  const at = value.lastIndexOf('@');
  const domain = value.slice(at + 1);
  const ending = domain.slice(domain.lastIndexOf('.'));
  return `${value.slice(0, 1)}•••@${domain.slice(0, 1)}•••${ending}`;
}

import type { Account, Contact, Directory } from '../../systems/directory/port.ts';
import type { Millis } from '../../systems/store/port.ts';

/** Agents can write their own number by Active Directory's default: a new one proves nothing (docs/security.md). */
const freshContactMillis = 7 * 86_400_000;

const isSettled = ({ changedAt }: Contact, now: Millis) =>
  changedAt !== null && now - changedAt.getTime() >= freshContactMillis;

/** The numbers on which an agent may be called back: the directory's own, not written within the last 7 days. */
export async function callableNumbers(
  directory: Directory,
  agent: Account,
  now: Millis,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const contacts = await directory.contactsOf(agent, signal);
  return contacts
    .filter((contact) => contact.kind === 'sms' && isSettled(contact, now))
    .map((contact) => contact.value);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { EmbeddedAccountRow } from '../../server/systems/store/port.ts';
import type { TestPortal } from './portal.ts';

export interface WrittenMessage {
  readonly channel: 'mail' | 'sms';
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Every message that the portal wrote into its folder; the folder is made by the first. */
export function messagesOf(portal: TestPortal): readonly WrittenMessage[] {
  const folder = join(portal.folder, 'messages');
  try {
    return readdirSync(folder).map(
      (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as WrittenMessage,
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

const addressed = (portal: TestPortal, to: string) =>
  messagesOf(portal).filter((message) => message.to === to);

/** The newest message to an address, once it is there. */
export async function messageTo(portal: TestPortal, to: string): Promise<WrittenMessage> {
  await expect.poll(() => addressed(portal, to).length, { timeout: 15_000 }).toBeGreaterThan(0);
  return addressed(portal, to).at(-1) as WrittenMessage;
}

/** Where the link of a notice leads on this portal; the message must hold exactly one. */
export function notMePath({ text }: Pick<WrittenMessage, 'text'>): string {
  const paths = [...text.matchAll(/https?:\/\/\S+(\/not-me\/[\w-]+)/g)].map(([, path]) => path);
  expect(paths).toHaveLength(1);
  return paths[0] ?? '';
}

/** What of an agent's contacts the embedded directory may be given. */
type Contacts = Partial<Pick<EmbeddedAccountRow, 'mail' | 'mobile' | 'privateMail' | 'manager'>>;

/** Gives an agent of the embedded directory ways to be reached; returns the row. */
export async function reachable(
  portal: TestPortal,
  login: string,
  contacts: Contacts,
): Promise<EmbeddedAccountRow> {
  const { embeddedAccounts } = portal.container.store;
  const row = await embeddedAccounts.findByLogin(login);
  if (row === null) throw new Error(`no account ${login}`);
  await embeddedAccounts.update(row.id, row, contacts);
  return row;
}

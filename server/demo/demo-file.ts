import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoPerson } from './people.ts';

export interface DemoFile {
  /** Where the portal answers, e.g. `http://localhost:3000`. */
  readonly url: string;
  readonly people: readonly DemoPerson[];
  /** How to reach the sample directory over LDAP; null for the embedded one. */
  readonly ldap?: Readonly<Record<string, string>> | null;
}

/** What scripts may rely on; how a state is made is the demo's own business. */
function described({
  scenario,
  surname,
  givenName,
  agentNumber,
  login,
  password,
  establishment,
  roles,
}: DemoPerson) {
  return { scenario, surname, givenName, agentNumber, login, password, establishment, roles };
}

/**
 * Writes `demo.json` into the data folder, readable by its owner alone (it holds passwords) and whole or not at all:
 * whoever waits for the file never reads half of it.
 */
export async function writeDemoFile(folder: string, { url, people, ldap }: DemoFile): Promise<void> {
  const content = { url, people: people.map(described), ...(ldap ? { ldap } : {}) };
  const unfinished = join(folder, `demo.json.${randomUUID()}`);
  try {
    await writeFile(unfinished, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(unfinished, join(folder, 'demo.json'));
  } finally {
    await rm(unfinished, { force: true });
  }
}

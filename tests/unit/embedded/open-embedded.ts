import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmbeddedDirectory } from '../../../server/systems/directory/embedded/embedded-directory.ts';
import { type NewAccount, newAccountRow } from '../../../server/systems/directory/embedded/new-account.ts';
import { createPasswordHasher } from '../../../server/systems/directory/embedded/password-hash.ts';
import type { EmbeddedPolicies } from '../../../server/systems/directory/embedded/policies.ts';
import type { Account } from '../../../server/systems/directory/port.ts';
import { openStore } from '../../../server/systems/store/store.ts';

export const day = 86_400_000;
export const noon = Date.UTC(2026, 2, 14, 12);

export const testPolicies: EmbeddedPolicies = {
  domain: {
    source: 'domain',
    name: null,
    minLength: 12,
    complexity: true,
    historyLength: 3,
    minAgeSeconds: 86_400,
    maxAgeSeconds: 90 * 86_400,
    lockoutThreshold: 3,
    lockoutDurationSeconds: 1800,
  },
  fineGrained: [
    {
      source: 'fine-grained',
      name: 'Longue',
      minLength: 20,
      complexity: false,
      historyLength: 0,
      minAgeSeconds: 0,
      maxAgeSeconds: null,
      lockoutThreshold: 2,
      lockoutDurationSeconds: null,
    },
  ],
};

/** An embedded directory over a real SQLite store in a folder of its own, with a clock that the test moves. */
export async function openEmbedded() {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-embedded-'));
  const store = openStore({ url: 'sqlite', folder });
  await store.migrate();
  let now = noon;
  const clock = { now: () => now };
  const directory = createEmbeddedDirectory({ store, clock, policies: testPolicies });
  const hasher = createPasswordHasher();
  const signal = new AbortController().signal;
  let count = 0;

  return {
    store,
    directory,
    signal,
    pass: (millis: number) => {
      now += millis;
    },
    /** A new person with the password `Vélo-bleu-38`, set ten days ago. */
    async add(person: Partial<NewAccount> = {}): Promise<Account> {
      count += 1;
      const row = await newAccountRow(
        hasher,
        {
          login: `p${count}.essai`,
          agentNumber: String(1000 + count),
          givenName: 'Rose-Marie',
          surname: 'Quentin',
          password: 'Vélo-bleu-38',
          passwordSetAt: now - 10 * day,
          ...person,
        },
        signal,
      );
      await store.embeddedAccounts.insert(row);
      return (await directory.read(row.id, signal))!;
    },
    read: async (account: Account) => (await directory.read(account.id, signal))!,
    row: async (account: Account) => (await store.embeddedAccounts.find(account.id))!,
    async close() {
      await directory.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Embedded = Awaited<ReturnType<typeof openEmbedded>>;

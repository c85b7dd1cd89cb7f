import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmbeddedDirectory } from '../../server/systems/directory/embedded/embedded-directory.ts';
import { lockEnd } from '../../server/systems/directory/embedded/lockout.ts';
import { newAccountRow } from '../../server/systems/directory/embedded/new-account.ts';
import { passwordPatch } from '../../server/systems/directory/embedded/new-password.ts';
import { createPasswordHasher } from '../../server/systems/directory/embedded/password-hash.ts';
import { ticksOf } from '../../server/systems/directory/embedded/ticks.ts';
import type { AccountId } from '../../server/systems/directory/port.ts';
import type { EmbeddedAccountRow, EmbeddedAccounts, Store } from '../../server/systems/store/port.ts';
import { openStore } from '../../server/systems/store/store.ts';
import { type DirectoryHarness, type PersonSpec, suitePolicies } from './directory-harness.ts';

const dayMillis = 86_400_000;

/** Days since the password was set: past the policy's maximum age when it has expired, a few otherwise. */
function passwordSetAt(person: PersonSpec, now: number): number | null {
  if (person.mustChange) return null;
  const maxAge = suitePolicies[person.policy ?? 'domain'].maxAgeSeconds ?? 0;
  if (person.passwordAgeDays !== undefined) return now - person.passwordAgeDays * dayMillis;
  return person.passwordExpired ? now - maxAge * 1000 - dayMillis : now;
}

/** The store's accounts without those that the suite has removed: the port of the store has no use for deletion. */
function withoutRemoved(accounts: EmbeddedAccounts, removed: ReadonlySet<AccountId>): EmbeddedAccounts {
  const here = (row: EmbeddedAccountRow | null) => (row && !removed.has(row.id) ? row : null);
  return {
    ...accounts,
    find: async (id) => here(await accounts.find(id)),
    findByLogin: async (login) => here(await accounts.findByLogin(login)),
    findByAgentNumber: async (number) =>
      (await accounts.findByAgentNumber(number)).filter((row) => here(row)),
    update: async (id, expected, patch) => !removed.has(id) && accounts.update(id, expected, patch),
  };
}

/** The embedded directory over a real SQLite store, ready for the directory suite. */
export async function embeddedHarness(): Promise<DirectoryHarness> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-directory-'));
  const store: Store = openStore({ url: 'sqlite', folder });
  await store.migrate();
  const accounts = store.embeddedAccounts;
  const removed = new Set<AccountId>();
  const clock = { now: Date.now };
  const { domain, ...fineGrained } = suitePolicies;
  const directory = createEmbeddedDirectory({
    store: { embeddedAccounts: withoutRemoved(accounts, removed), writable: store.writable },
    clock,
    policies: { domain, fineGrained: Object.values(fineGrained) },
  });
  const hasher = createPasswordHasher();
  const { signal } = new AbortController();

  async function patch(
    id: AccountId,
    change: (row: EmbeddedAccountRow) => Promise<Partial<EmbeddedAccountRow>>,
  ) {
    const row = await accounts.find(id);
    if (!row || !(await accounts.update(id, row, await change(row))))
      throw new Error(`no account ${id} to change`);
  }

  return {
    directory,
    capabilities: { groups: false, outside: false },

    async add(person) {
      const now = clock.now();
      const policy = suitePolicies[person.policy ?? 'domain'];
      const contactAt = now - (person.contactAgeDays ?? 0) * dayMillis;
      const row = await newAccountRow(
        hasher,
        {
          ...person,
          birthName: person.birthName ?? null,
          passwordSetAt: passwordSetAt(person, now),
          mobileChangedAt: contactAt,
          privateMailChangedAt: contactAt,
          accountExpiresAt: person.accountExpired ? now - dayMillis : null,
          lockedUntil: person.locked ? lockEnd(policy, now) : null,
          policyName: policy.name,
        },
        signal,
      );
      await accounts.insert(row);
      return row.id;
    },

    setPassword: (id, password) =>
      patch(id, async (row) => {
        const hash = await hasher.hash(password, signal, row.passwordHash);
        return passwordPatch(row, hash, { pwdLastSet: ticksOf(clock.now()), now: clock.now() });
      }),

    makePrivileged: (id) => patch(id, async (row) => ({ exclusions: [...row.exclusions, 'privileged'] })),

    setMobile: (id, mobile) => patch(id, async () => ({ mobile, mobileChangedAt: clock.now() })),

    setManager: (id, manager) =>
      patch(id, async () => ({ manager: manager && ((await accounts.find(manager))?.login ?? null) })),

    async remove(id) {
      removed.add(id);
    },

    async stop() {
      await directory.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

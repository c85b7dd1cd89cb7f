import { randomUUID } from 'node:crypto';
import type { Clock } from '../../server/domain/clock.ts';
import { createEmbeddedDirectory } from '../../server/systems/directory/embedded/embedded-directory.ts';
import { type NewAccount, newAccountRow } from '../../server/systems/directory/embedded/new-account.ts';
import { createPasswordHasher } from '../../server/systems/directory/embedded/password-hash.ts';
import { openStore } from '../../server/systems/store/store.ts';

export const knownPassword = 'Ancien-Jardin-42';

/** An embedded directory in a store of its own, as a real one is apart from the portal's. */
export async function ownDirectory(folder: string, clock: Clock = { now: () => Date.now() }) {
  const store = openStore({ url: 'sqlite', folder });
  await store.migrate();
  const directory = createEmbeddedDirectory({ store, clock });
  const signal = () => AbortSignal.timeout(20_000);
  const row = await newAccountRow(
    createPasswordHasher(),
    {
      login: 'agent',
      agentNumber: '1',
      givenName: 'Nadia',
      surname: 'Benali',
      password: knownPassword,
      passwordSetAt: clock.now() - 40 * 86_400_000,
    },
    signal(),
  );
  let next = 30_000;
  return {
    directory,
    store,
    /** A person with `knownPassword`. */
    async add(more: Partial<Pick<NewAccount, 'surname' | 'mail'>> & { readonly pwdLastSet?: string } = {}) {
      next += 1;
      const person = {
        ...row,
        surname: 'Benali',
        mail: null,
        ...more,
        id: randomUUID(),
        login: `agent${next}`,
        agentNumber: String(next),
      };
      await store.embeddedAccounts.insert(person);
      return person;
    },
    async keyVersion(id: string): Promise<number> {
      return (await store.embeddedAccounts.find(id))?.keyVersion ?? -1;
    },
    /** What a bind with the password would say. */
    async says(id: string, password: string): Promise<string> {
      const account = await directory.read(id, signal());
      return account ? directory.authenticate(account, password, signal()) : 'gone';
    },
    close: () => store.close(),
  };
}

export type OwnDirectory = Awaited<ReturnType<typeof ownDirectory>>;

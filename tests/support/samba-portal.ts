import type { Settings } from '../../server/config/settings.ts';
import { visitor } from '../../server/domain/actors/actor.ts';
import { createActiveDirectory } from '../../server/systems/directory/active-directory/active-directory.ts';
import type { Account, Directory } from '../../server/systems/directory/port.ts';
import type { PersonSpec } from '../contract/directory-harness.ts';
import { createHttpClient, type Page } from './http-client.ts';
import { startTestPortal } from './portal.ts';
import { identify } from './recover-over-http.ts';
import type { TestSamba } from './samba.ts';
import { addInState, idOf } from './samba-harness.ts';

interface SambaPortalOptions {
  /** A proxy's instead of the controller's own. */
  readonly urls?: readonly string[];
  readonly clock?: { now(): number };
  readonly settings?: Partial<Settings>;
  /** Stands before the real directory, to take away what the portal itself checks. */
  readonly wrap?: (directory: Directory) => Directory;
}

/** The whole portal, with nobody in its own store, before a domain controller. */
export function startPortalOn(samba: TestSamba, { urls, clock, settings, wrap }: SambaPortalOptions = {}) {
  const directorySettings = { ...samba.settings, ...(urls ? { urls } : {}) };
  return startTestPortal({
    settings: { directory: { kind: 'active-directory', settings: directorySettings }, ...settings },
    replace: {
      ...(clock ? { clock } : {}),
      ...(wrap ? { directory: wrap(createActiveDirectory(directorySettings)) } : {}),
    },
    fill: async () => {},
  });
}

export interface AddedPerson extends PersonSpec {
  readonly dn: string;
  readonly id: string;
}

let next = 40_000;

/** A person of the caller's own, with a login, a number and a password that nobody else has. */
export async function addAgent(samba: TestSamba, spec: Partial<PersonSpec> = {}): Promise<AddedPerson> {
  next += 1;
  const person: PersonSpec = {
    login: `agent${next}`,
    agentNumber: `${next}`,
    givenName: 'Nadia',
    surname: 'Benali',
    mail: `agent${next}@reprise.test`,
    password: `Ancien-Jardin-${next}`,
    ...spec,
  };
  const dn = await addInState(samba, person);
  return { ...person, dn, id: await idOf(samba.admin, dn) };
}

/** What a refused or failed identification must leave as it is (I9), and what shows that anything at all was written. */
export async function traces({ admin }: TestSamba, dn: string): Promise<Readonly<Record<string, string>>> {
  const names = ['badPwdCount', 'lockoutTime', 'pwdLastSet', 'uSNChanged', 'msDS-KeyVersionNumber'];
  const { searchEntries } = await admin.client.search(dn, { scope: 'base', attributes: names });
  return Object.fromEntries(names.map((name) => [name, String(searchEntries[0]?.[name] ?? '')]));
}

export async function accountAt(directory: Directory, id: string): Promise<Account> {
  const account = await directory.read(id, AbortSignal.timeout(15_000));
  if (!account) throw new Error(`${id} is not served`);
  return account;
}

/** Somebody at a kiosk, for calls of a use case without a browser. */
export const somebody = () =>
  visitor({
    sessionHash: 'none',
    origin: { class: 'kiosk', establishment: '*', kioskId: null, address: '127.0.0.1' },
    requestId: 'test',
  });

interface Way {
  readonly reason?: string;
  readonly action?: 'reset' | 'unlock';
  /** Between identification and confirmation. */
  readonly meanwhile?: () => Promise<void>;
}

/** Goes through `/recover` as far as it leads; the last page says how far. */
export async function walk(
  url: string,
  person: PersonSpec,
  { reason, action = 'reset', meanwhile }: Way = {},
): Promise<Page> {
  const client = createHttpClient(url);
  const confirm = await identify(client, person, reason);
  if (confirm.url !== '/recover/confirm') return confirm;
  await meanwhile?.();
  return client.submit(confirm, { understood: 'on', action }, 'name="understood"');
}

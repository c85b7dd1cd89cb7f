import { AndFilter, EqualityFilter, type Filter, OrFilter } from 'ldapts';
import { agentNumberForms, canonicalAgentNumber } from '../../../../app/shared/agent-number.ts';
import type { Account, AccountId, Lookup } from '../port.ts';
import { type AttributeNames, accountAttributes, accountOf } from './account.ts';
import { daclOnly } from './controls.ts';
import { bytes, type Entry } from './entry.ts';
import type { Scope } from './scope.ts';
import type { Session } from './server.ts';
import type { ActiveDirectorySettings, DirectoryLog } from './settings.ts';
import { guidText } from './sid.ts';
import { isWireError } from './wire-error.ts';

export interface LookupDeps {
  readonly settings: ActiveDirectorySettings;
  readonly names: AttributeNames;
  readonly scopeOf: (session: Session, signal: AbortSignal) => Promise<Scope>;
  /** Told of every account with the entry that it was read from. */
  readonly note: (account: Account, entry: Entry) => void;
  readonly log: DirectoryLog;
}

const equal = (attribute: string, value: string) =>
  new EqualityFilter({ attribute, value: Buffer.from(value, 'utf8') });
const isUser = [equal('objectCategory', 'person'), equal('objectClass', 'user')];

/** How AD takes an objectGUID for a DN (MS-ADTS 3.1.1.3.1.2.4): it stays right when the object is renamed or moved. */
export const dnOf = (id: AccountId) => `<GUID=${id}>`;
const accountId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Longer than any attribute looked up here may be in AD's schema. */
const longest = 512;
const answerable = (value: string) => value !== '' && value.length <= longest && !value.includes('\0');

/** Looking people up, on a session that is given. Values go into the request as bytes, never into a filter's text. */
export function createLookup({ settings, names, scopeOf, note, log }: LookupDeps) {
  /** The account of an id; null when it is gone, no person, or outside the people served. */
  async function account(session: Session, id: AccountId, signal: AbortSignal): Promise<Account | null> {
    if (!accountId.test(id)) return null;
    const scope = await scopeOf(session, signal);
    const filter = new AndFilter({ filters: isUser });
    const options = { scope: 'base' as const, filter, attributes: accountAttributes(names) };
    const [entry] = await session.connection.search(dnOf(id), options, signal, [daclOnly()]).catch(gone);
    const dn = entry?.dn.toLowerCase() ?? '';
    if (!entry || !scope.peopleSuffixes.some((suffix) => dn.endsWith(suffix))) return null;
    const found = accountOf(entry, session.url, scope, names);
    if (found) note(found, entry);
    else log.warn({ server: session.url }, 'an account does not show its name to the portal: not served');
    return found;
  }

  /** The ids below the people bases that match; a base inside another one does not count anyone twice. */
  async function idsOf(session: Session, match: Filter, signal: AbortSignal): Promise<readonly AccountId[]> {
    await scopeOf(session, signal);
    const filter = new AndFilter({ filters: [...isUser, match] });
    const options = { scope: 'sub' as const, filter, attributes: ['objectGUID'], sizeLimit: 10 };
    const searches = settings.people.bases.map((base) => session.connection.search(base, options, signal));
    const guids = (await Promise.all(searches))
      .flat()
      .flatMap((entry) => bytes(entry, 'objectGUID').slice(0, 1));
    return [...new Set(guids.map(guidText))];
  }

  async function find(session: Session, match: Filter, signal: AbortSignal): Promise<Lookup> {
    const ids = await idsOf(session, match, signal);
    if (ids.length > 1) return { found: 'several', count: ids.length };
    const found = ids.length === 1 ? await account(session, ids[0]!, signal) : null;
    return found ? { found: 'one', account: found } : { found: 'none' };
  }

  return {
    account,
    /** Asks for every zero-padded spelling of the number at once: `4217` on a badge may be `004217` in the directory. */
    byAgentNumber: async (session: Session, value: string, signal: AbortSignal): Promise<Lookup> => {
      const canonical = canonicalAgentNumber(value);
      if (canonical === null) return { found: 'none' };
      const forms = agentNumberForms(canonical).map((form) => equal(names.agentNumber, form));
      return find(session, new OrFilter({ filters: forms }), signal);
    },
    byLogin: async (session: Session, value: string, signal: AbortSignal): Promise<Lookup> => {
      if (!answerable(value)) return { found: 'none' };
      const forms = [equal('sAMAccountName', value), equal('userPrincipalName', value)];
      return find(session, new OrFilter({ filters: forms }), signal);
    },
  };
}

export type LookupOfPeople = ReturnType<typeof createLookup>;

/** noSuchObject is an empty answer; a silent server is not. */
export function gone(error: unknown): never[] {
  if (isWireError(error) && error.result === 32) return [];
  throw error;
}

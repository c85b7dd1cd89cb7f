import { AndFilter, EqualityFilter } from 'ldapts';
import { Failure } from '../../../../app/shared/failure.ts';
import type { Role } from '../port.ts';
import { bytes, type Entry } from './entry.ts';
import type { Session } from './server.ts';
import type { ActiveDirectorySettings, DirectoryLog } from './settings.ts';
import { sidText } from './sid.ts';
import { isWireError } from './wire-error.ts';

/** The configured names, as the directory knows them. */
export interface Scope {
  /** Lower case, each with a leading comma, spelled by the server: what a served person's DN ends with. */
  readonly peopleSuffixes: readonly string[];
  readonly privileged: ReadonlySet<string>;
  readonly excluded: ReadonlySet<string>;
  /** The groups of each role that is configured. */
  readonly roles: ReadonlyMap<Role, readonly string[]>;
}

/** A group that was deleted and made again has another SID: it is noticed within this time. */
const validMs = 600_000;

/**
 * Resolves people bases and groups once in a while. A name that cannot be resolved closes the directory
 * (`directory-unavailable`): without it nobody can say whom it would have excluded.
 */
export function createScope(settings: ActiveDirectorySettings, log: DirectoryLog) {
  let resolved: { readonly scope: Scope; readonly until: number } | null = null;

  function unresolved(setting: string, name: string): never {
    log.warn({ setting, name }, 'not found in the directory: nobody is served until it is');
    throw new Failure('directory-unavailable');
  }

  async function suffix({ connection }: Session, base: string, signal: AbortSignal): Promise<string> {
    const options = { scope: 'base' as const, attributes: ['1.1'] };
    const [entry] = await connection.search(base, options, signal).catch(noSuchEntry);
    return entry ? `,${entry.dn.toLowerCase()}` : unresolved('people.bases', base);
  }

  async function sid(session: Session, setting: string, group: string, signal: AbortSignal): Promise<string> {
    const found = await groupSearch(session, group, signal).catch(noSuchEntry);
    const [value] = found.length === 1 ? bytes(found[0]!, 'objectSid') : [];
    return value ? sidText(value) : unresolved(setting, group);
  }

  async function sids(session: Session, setting: 'privilegedGroups' | 'excludedGroups', signal: AbortSignal) {
    const groups = settings[setting] ?? [];
    return new Set(await Promise.all(groups.map((group) => sid(session, setting, group, signal))));
  }

  async function roleSids(session: Session, signal: AbortSignal) {
    const configured = Object.entries(settings.roles ?? {}) as [Role, readonly string[]][];
    const resolving = configured.map(async ([role, groups]) => {
      const found = await Promise.all(groups.map((group) => sid(session, `roles.${role}`, group, signal)));
      return [role, found] as const;
    });
    return new Map(await Promise.all(resolving));
  }

  return async (session: Session, signal: AbortSignal): Promise<Scope> => {
    if (resolved && performance.now() < resolved.until) return resolved.scope;
    const [peopleSuffixes, privileged, excluded, roles] = await Promise.all([
      Promise.all(settings.people.bases.map((base) => suffix(session, base, signal))),
      sids(session, 'privilegedGroups', signal),
      sids(session, 'excludedGroups', signal),
      roleSids(session, signal),
    ]);
    const scope = { peopleSuffixes, privileged, excluded, roles };
    resolved = { scope, until: performance.now() + validMs };
    return scope;
  };
}

/** A distinguished name is read where it is; anything else is a sAMAccountName, unique in its domain. */
function groupSearch({ connection, rootDse }: Session, group: string, signal: AbortSignal): Promise<Entry[]> {
  const isGroup = new EqualityFilter({ attribute: 'objectClass', value: 'group' });
  const attributes = ['objectSid'];
  if (group.includes('='))
    return connection.search(group, { scope: 'base', filter: isGroup, attributes }, signal);
  const named = new EqualityFilter({ attribute: 'sAMAccountName', value: group });
  const filter = new AndFilter({ filters: [isGroup, named] });
  return connection.search(
    rootDse.defaultNamingContext,
    { scope: 'sub', filter, attributes, sizeLimit: 5 },
    signal,
  );
}

/** noSuchObject and invalidDNSyntax are an empty answer here; a silent server is not. */
function noSuchEntry(error: unknown): never[] {
  if (isWireError(error) && (error.result === 32 || error.result === 34)) return [];
  throw error;
}

import { EqualityFilter } from 'ldapts';
import type { Account, DirectoryPolicies, PasswordPolicy, PolicyReading } from '../port.ts';
import { resultantPso } from './account.ts';
import { type Entry, integer, text, ticks } from './entry.ts';
import { dnOf, gone } from './lookup.ts';
import type { Session } from './server.ts';

/** "Never" among AD's durations (MS-ADTS 3.1.1.1.8.2); 0 means the same for a maximum age and a lockout. */
const never = -0x8000000000000000n;
const complexityBit = 0x1;

const domainAttributes = [
  'minPwdLength',
  'pwdProperties',
  'pwdHistoryLength',
  'minPwdAge',
  'maxPwdAge',
  'lockoutThreshold',
  'lockoutDuration',
];

const fineGrainedAttributes = [
  'msDS-MinimumPasswordLength',
  'msDS-PasswordComplexityEnabled',
  'msDS-PasswordHistoryLength',
  'msDS-MinimumPasswordAge',
  'msDS-MaximumPasswordAge',
  'msDS-LockoutThreshold',
  'msDS-LockoutDuration',
];

/** How long the settings of one policy are taken as they were read; which policy holds for whom is always asked. */
const keptMs = 60_000;

/**
 * The rules that hold for one account: its resultant PSO where there is one, else the domain's. The name of the PSO
 * comes with the account, so a policy that was read within the last minute is not asked for again.
 */
export function createPolicies() {
  const named = new WeakMap<Account, string | null>();
  const kept = new Map<string | null, { readonly reading: PolicyReading; readonly until: number }>();

  async function settings(session: Session, pso: string | null, signal: AbortSignal): Promise<PolicyReading> {
    const reading = await readSettings(session, pso, signal);
    if (reading.readable) kept.set(pso, { reading, until: performance.now() + keptMs });
    else kept.delete(pso);
    return reading;
  }

  /** As the directory holds it now, whatever was read before. */
  async function fresh(session: Session, account: Account, signal: AbortSignal): Promise<PolicyReading> {
    const options = { scope: 'base' as const, attributes: [resultantPso] };
    const [entry] = await session.connection.search(dnOf(account.id), options, signal).catch(gone);
    return settings(session, entry ? text(entry, resultantPso) : null, signal);
  }

  return {
    fresh,
    /** To be told of every account that is read, with its entry. */
    note: (account: Account, entry: Entry): void => void named.set(account, text(entry, resultantPso)),
    /** Without asking the directory; null where it must be asked. */
    known(account: Account): PolicyReading | null {
      const pso = named.get(account);
      const found = pso === undefined ? undefined : kept.get(pso);
      return found && performance.now() < found.until ? found.reading : null;
    },
    of(session: Session, account: Account, signal: AbortSignal): Promise<PolicyReading> {
      const pso = named.get(account);
      return pso === undefined ? fresh(session, account, signal) : settings(session, pso, signal);
    },
  };
}

export type Policies = ReturnType<typeof createPolicies>;

async function readSettings(
  { connection, rootDse }: Session,
  pso: string | null,
  signal: AbortSignal,
): Promise<PolicyReading> {
  const base = { scope: 'base' as const };
  const root = rootDse.defaultNamingContext;
  if (pso === null) {
    const [domainRoot] = await connection.search(root, { ...base, attributes: domainAttributes }, signal);
    return reading(domainRoot ? domain(domainRoot) : null, root);
  }
  const options = { ...base, attributes: fineGrainedAttributes };
  const [entry] = await connection.search(pso, options, signal).catch(gone);
  return reading(entry ? fineGrained(entry, commonName(pso)) : null, commonName(pso));
}

/** The domain's policy and every fine-grained one that the portal may list. */
export async function readPolicies(
  { connection, rootDse }: Session,
  signal: AbortSignal,
): Promise<DirectoryPolicies> {
  const root = rootDse.defaultNamingContext;
  const container = `CN=Password Settings Container,CN=System,${root}`;
  const filter = new EqualityFilter({ attribute: 'objectClass', value: 'msDS-PasswordSettings' });
  const listed = { scope: 'one' as const, filter, attributes: fineGrainedAttributes };
  const [[domainRoot], objects] = await Promise.all([
    connection.search(root, { scope: 'base', attributes: domainAttributes }, signal),
    connection.search(container, listed, signal).catch(gone),
  ]);
  const fineGrainedOnes = objects.map((entry) => ({ entry, name: commonName(entry.dn) }));
  return {
    domain: reading(domainRoot ? domain(domainRoot) : null, root),
    fineGrained: fineGrainedOnes
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ entry, name }) => reading(fineGrained(entry, name), name)),
  };
}

/** A setting that is not there was not readable: AD and Samba leave it out without a word. */
function reading(
  policy: { [key in keyof PasswordPolicy]: PasswordPolicy[key] | undefined } | null,
  name: string,
) {
  const complete = policy !== null && Object.values(policy).every((value) => value !== undefined);
  return complete
    ? { readable: true as const, policy: policy as PasswordPolicy }
    : { readable: false as const, name };
}

function domain(entry: Entry) {
  const properties = integer(entry, 'pwdProperties');
  return {
    source: 'domain' as const,
    name: null,
    minLength: integer(entry, 'minPwdLength') ?? undefined,
    complexity: properties === null ? undefined : (properties & complexityBit) !== 0,
    historyLength: integer(entry, 'pwdHistoryLength') ?? undefined,
    minAgeSeconds: seconds(ticks(entry, 'minPwdAge')) ?? undefined,
    maxAgeSeconds: secondsOrNever(ticks(entry, 'maxPwdAge')),
    lockoutThreshold: integer(entry, 'lockoutThreshold') ?? undefined,
    lockoutDurationSeconds: secondsOrNever(ticks(entry, 'lockoutDuration')),
  };
}

function fineGrained(entry: Entry, name: string) {
  const complexity = text(entry, 'msDS-PasswordComplexityEnabled');
  return {
    source: 'fine-grained' as const,
    name,
    minLength: integer(entry, 'msDS-MinimumPasswordLength') ?? undefined,
    complexity: complexity === null ? undefined : complexity.toUpperCase() === 'TRUE',
    historyLength: integer(entry, 'msDS-PasswordHistoryLength') ?? undefined,
    minAgeSeconds: seconds(ticks(entry, 'msDS-MinimumPasswordAge')) ?? undefined,
    maxAgeSeconds: secondsOrNever(ticks(entry, 'msDS-MaximumPasswordAge')),
    lockoutThreshold: integer(entry, 'msDS-LockoutThreshold') ?? undefined,
    lockoutDurationSeconds: secondsOrNever(ticks(entry, 'msDS-LockoutDuration')),
  };
}

/** Durations are negative 100 ns ticks. */
const seconds = (value: bigint | null) => (value === null ? null : Number(-value / 10_000_000n));

function secondsOrNever(value: bigint | null): number | null | undefined {
  if (value === null) return undefined;
  return value === 0n || value === never ? null : Number(-value / 10_000_000n);
}

/** The value of a DN's first component, for people to read. */
function commonName(dn: string): string {
  const first = /^[^=]+=((?:\\.|[^,\\])*)/.exec(dn)?.[1] ?? dn;
  return first.replace(/\\(.)/g, '$1');
}

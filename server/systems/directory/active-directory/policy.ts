import { EqualityFilter } from 'ldapts';
import type { AccountId, DirectoryPolicies, PasswordPolicy, PolicyReading } from '../port.ts';
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

/** The rules that hold for one account: its resultant PSO where there is one, else the domain's. */
export async function readPolicy(
  session: Session,
  id: AccountId,
  signal: AbortSignal,
): Promise<PolicyReading> {
  const { connection, rootDse } = session;
  const base = { scope: 'base' as const };
  const root = rootDse.defaultNamingContext;
  // Sent together: the answer for most people is the domain's, and then it is already here.
  const [[person], [domainRoot]] = await Promise.all([
    connection.search(dnOf(id), { ...base, attributes: ['msDS-ResultantPSO'] }, signal).catch(gone),
    connection.search(root, { ...base, attributes: domainAttributes }, signal),
  ]);
  const pso = person ? text(person, 'msDS-ResultantPSO') : null;
  if (pso === null) return reading(domainRoot ? domain(domainRoot) : null, root);
  const [entry] = await connection
    .search(pso, { ...base, attributes: fineGrainedAttributes }, signal)
    .catch(gone);
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

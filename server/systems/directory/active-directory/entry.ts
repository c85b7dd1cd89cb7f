/** One entry of an answer. Attribute names are compared without case (RFC 4512 §2.5). */
export interface Entry {
  readonly dn: string;
  /** Lower-case attribute name → values; an attribute that is absent or not readable has none. */
  readonly values: ReadonlyMap<string, readonly (string | Buffer)[]>;
}

export function entryOf({ dn, ...attributes }: { dn: string } & Record<string, unknown>): Entry {
  const listed = Object.entries(attributes).map(
    ([name, value]) =>
      [name.toLowerCase(), (Array.isArray(value) ? value : [value]) as (string | Buffer)[]] as const,
  );
  return { dn, values: new Map(listed) };
}

const valuesOf = (entry: Entry, name: string) => entry.values.get(name.toLowerCase()) ?? [];

/** The first value as text; null when absent or empty. */
export function text(entry: Entry, name: string): string | null {
  const value = valuesOf(entry, name)[0];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function texts(entry: Entry, name: string): readonly string[] {
  return valuesOf(entry, name).filter((value): value is string => typeof value === 'string' && value !== '');
}

/** All values as bytes. */
export function bytes(entry: Entry, name: string): readonly Buffer[] {
  return valuesOf(entry, name).filter((value): value is Buffer => Buffer.isBuffer(value));
}

/** A whole decimal number of at most 32 bits; null when absent or anything else. */
export function integer(entry: Entry, name: string): number | null {
  const value = text(entry, name);
  return value !== null && /^-?\d{1,10}$/.test(value) ? Number(value) : null;
}

/** A 64-bit number, AD's form of times and durations; null when absent or anything else. */
export function ticks(entry: Entry, name: string): bigint | null {
  const value = text(entry, name);
  return value !== null && /^-?\d{1,19}$/.test(value) ? BigInt(value) : null;
}

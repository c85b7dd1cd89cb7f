import { bytes, type Entry, texts } from './entry.ts';

/**
 * The two forms in which a server tells when an attribute was last written anywhere: AD computes
 * the first, as XML by name; Samba answers the stored one alone. Both need the right to read the object's properties.
 */
const computed = 'msDS-ReplAttributeMetaData';
const stored = 'replPropertyMetaData';

/** A base search that asks for what `changeTimeOf` reads, and for `names`. */
export const withChangeTimes = (names: readonly string[] = []) => ({
  scope: 'base' as const,
  attributes: [...names, computed, stored],
  explicitBufferAttributes: [stored],
});

/**
 * ATTRTYP (MS-DRSR 5.16.4) of attributes of the base schema, the same in every forest: the index of the OID's prefix in
 * the default table, and its last arc. Those of an extended schema are known by name alone.
 */
const attributeTypes: Readonly<Record<string, number>> = {
  unicodepwd: 0x0009005a,
  mobile: 0x00150029,
  othermailbox: 0x0009028b,
  othermobile: 0x00090287,
  pager: 0x0015002a,
  homephone: 0x00150014,
  telephonenumber: 0x00000014,
};

const unixEpochSeconds = 11_644_473_600;

/** When `attribute` was last written on the server where it was written; null when the entry does not tell. */
export function changeTimeOf(entry: Entry, attribute: string): Date | null {
  const named = texts(entry, computed)
    .map(namedTime)
    .find(({ name }) => name === attribute.toLowerCase());
  if (named) return named.at;
  const type = attributeTypes[attribute.toLowerCase()];
  const [vector] = bytes(entry, stored);
  return type === undefined || !vector ? null : typedTime(vector, type);
}

/** One DS_REPL_ATTR_META_DATA element. */
function namedTime(xml: string): { readonly name: string; readonly at: Date | null } {
  const field = (tag: string) => new RegExp(`<${tag}>([^<]{1,100})</${tag}>`).exec(xml)?.[1]?.trim() ?? '';
  const at = new Date(field('ftimeLastOriginatingChange'));
  return {
    name: field('pszAttributeName').toLowerCase(),
    at: Number.isNaN(at.getTime()) || at.getTime() <= 0 ? null : at,
  };
}

const headBytes = 16;
const itemBytes = 48;

/**
 * PROPERTY_META_DATA_VECTOR (MS-DRSR): version 1, count, then for each attribute its type, version, time in
 * seconds since 1601, originating server and two update numbers. Null for bytes that are no such thing.
 */
function typedTime(vector: Buffer, type: number): Date | null {
  if (vector.length < headBytes || vector.readBigUInt64LE(0) !== 1n) return null;
  const end = headBytes + vector.readUInt32LE(8) * itemBytes;
  if (end > vector.length) return null;
  for (let at = headBytes; at < end; at += itemBytes) {
    if (vector.readUInt32LE(at) !== type) continue;
    const seconds = Number(vector.readBigUInt64LE(at + 8)) - unixEpochSeconds;
    return seconds > 0 ? new Date(seconds * 1000) : null;
  }
  return null;
}

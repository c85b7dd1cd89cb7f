/** `S-1-5-21-…` of a SID's bytes (MS-DTYP 2.4.2.2). Throws a RangeError when they are too few. */
export function sidText(bytes: Buffer): string {
  const authority = bytes.readUIntBE(2, 6);
  const parts = Array.from({ length: bytes.readUInt8(1) }, (_, index) => bytes.readUInt32LE(8 + 4 * index));
  return ['S', bytes.readUInt8(0), authority, ...parts].join('-');
}

/** objectGUID's bytes as text; the first three parts are little-endian (MS-DTYP 2.3.4.2). */
export function guidText(bytes: Buffer): string {
  if (bytes.length !== 16) throw new RangeError('a GUID has 16 bytes');
  const hex = (part: Buffer) => part.toString('hex');
  const swapped = (from: number, to: number) => hex(Buffer.from(bytes.subarray(from, to)).reverse());
  return [
    swapped(0, 4),
    swapped(4, 6),
    swapped(6, 8),
    hex(bytes.subarray(8, 10)),
    hex(bytes.subarray(10)),
  ].join('-');
}

import { guidText, sidText } from './sid.ts';

/** The Change Password control-access right (MS-ADTS 5.1.3.2.1). */
const changePassword = 'ab721a53-1e2f-11d0-9819-00aa0040529b';
/** Everyone and Principal Self (MS-DTYP 2.4.2.4). */
const thePerson = new Set(['S-1-1-0', 'S-1-5-10']);

const accessDenied = 0x01;
const accessDeniedObject = 0x06;
const controlAccess = 0x100;
const genericAll = 0x10000000;
const inheritOnly = 0x08;
const objectTypePresent = 0x1;
const inheritedTypePresent = 0x2;
const daclPresent = 0x0004;

/**
 * Whether a self-relative security descriptor (MS-DTYP 2.4.6) denies the person the right to change their own
 * password: what "User cannot change password" writes. Throws a RangeError when the bytes are no such descriptor,
 * so that damage is never read as "may".
 */
export function deniesPasswordChange(descriptor: Buffer): boolean {
  const control = descriptor.readUInt16LE(2);
  const dacl = descriptor.readUInt32LE(16);
  if ((control & daclPresent) === 0 || dacl === 0) return false;
  return entries(descriptor, dacl).some(isDenial);
}

function entries(descriptor: Buffer, dacl: number): Buffer[] {
  const end = dacl + descriptor.readUInt16LE(dacl + 2);
  const count = descriptor.readUInt16LE(dacl + 4);
  const found: Buffer[] = [];
  for (let offset = dacl + 8; found.length < count; ) {
    const size = descriptor.readUInt16LE(offset + 2);
    if (size < 8 || offset + size > end || end > descriptor.length)
      throw new RangeError('damaged access list');
    found.push(descriptor.subarray(offset, offset + size));
    offset += size;
  }
  return found;
}

/** ACCESS_DENIED_ACE and ACCESS_DENIED_OBJECT_ACE (MS-DTYP 2.4.4.3, 2.4.4.4). */
function isDenial(entry: Buffer): boolean {
  const type = entry.readUInt8(0);
  if (type !== accessDenied && type !== accessDeniedObject) return false;
  const mask = entry.readUInt32LE(4);
  if (entry.readUInt8(1) & inheritOnly || (mask & (controlAccess | genericAll)) === 0) return false;
  if (type === accessDenied) return thePerson.has(sidText(entry.subarray(8)));
  const flags = entry.readUInt32LE(8);
  const right = flags & objectTypePresent ? guidText(entry.subarray(12, 28)) : changePassword;
  const trustee = 12 + (flags & objectTypePresent ? 16 : 0) + (flags & inheritedTypePresent ? 16 : 0);
  return right === changePassword && thePerson.has(sidText(entry.subarray(trustee)));
}

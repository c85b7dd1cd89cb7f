import { daclOnly } from '../../systems/directory/active-directory/controls.ts';
import type { Administrator } from './administrator.ts';

const changePassword = Buffer.from('531a72ab2f1ed011981900aa0040529b', 'hex');
const trustees = { everyone: '010100000000000100000000', self: '01010000000000050a000000' } as const;

/** What "User cannot change password" ticks: a deny entry for the Change Password right (MS-ADTS 5.1.3.2.1). */
export async function denyPasswordChange(
  admin: Administrator,
  dn: string,
  trustee: keyof typeof trustees,
): Promise<void> {
  const descriptor = (await admin.bytes(dn, 'nTSecurityDescriptor', daclOnly()))!;
  const entry = denyObjectEntry(Buffer.from(trustees[trustee], 'hex'));
  await writeDacl(admin, dn, withFirstEntry(descriptor, entry));
}

/**
 * What AD's SDProp does to a protected account (MS-ADTS 3.1.1.6.1) and Samba does not: adminCount = 1, and the DACL of
 * AdminSDHolder, cut off from inheritance, so that no delegation reaches it.
 */
export async function protectLikeSdProp(admin: Administrator, dn: string): Promise<void> {
  const holder = `CN=AdminSDHolder,CN=System,${admin.base}`;
  const descriptor = Buffer.from((await admin.bytes(holder, 'nTSecurityDescriptor', daclOnly()))!);
  const daclProtected = 0x1000;
  descriptor.writeUInt16LE(descriptor.readUInt16LE(2) | daclProtected, 2);
  await writeDacl(admin, dn, descriptor);
  await admin.modify(dn, 'replace', 'adminCount', '1');
}

const writeDacl = (admin: Administrator, dn: string, descriptor: Buffer) =>
  admin.modify(dn, 'replace', 'nTSecurityDescriptor', descriptor, daclOnly());

/** ACCESS_DENIED_OBJECT_ACE (MS-DTYP 2.4.4.4) for a control-access right. */
function denyObjectEntry(trustee: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt8(0x06, 0);
  head.writeUInt16LE(head.length + changePassword.length + trustee.length, 2);
  head.writeUInt32LE(0x100, 4);
  head.writeUInt32LE(0x1, 8);
  return Buffer.concat([head, changePassword, trustee]);
}

/** A self-relative descriptor whose DACL, which ends it, begins with `entry`. */
function withFirstEntry(descriptor: Buffer, entry: Buffer): Buffer {
  const dacl = descriptor.readUInt32LE(16);
  const size = descriptor.readUInt16LE(dacl + 2);
  const acl = Buffer.concat([
    descriptor.subarray(dacl, dacl + 8),
    entry,
    descriptor.subarray(dacl + 8, dacl + size),
  ]);
  acl.writeUInt16LE(acl.length, 2);
  acl.writeUInt16LE(descriptor.readUInt16LE(dacl + 4) + 1, 4);
  const head = Buffer.from(descriptor.subarray(0, 20));
  head.fill(0, 4, 16);
  head.writeUInt32LE(20, 16);
  return Buffer.concat([head, acl]);
}

import type { Administrator } from './administrator.ts';

/** The organisation's branch: people whom the portal serves, people whom it does not, service accounts and groups. */
const units = ['Personnel', 'Prestataires', 'Comptes-Services', 'Groupes'] as const;
export type Unit = (typeof units)[number];

const branchOf = ({ base }: Pick<Administrator, 'base'>) => `OU=Etablissements,${base}`;
export const unitDn = (admin: Pick<Administrator, 'base'>, unit: Unit) => `OU=${unit},${branchOf(admin)}`;

export async function plantTree(admin: Administrator): Promise<void> {
  const objectClass = ['top', 'organizationalUnit'];
  await admin.add(branchOf(admin), { objectClass });
  for (const unit of units) await admin.add(unitDn(admin, unit), { objectClass });
}

/** A global security group in the unit `Groupes`; returns its DN. */
export async function addGroup(
  admin: Administrator,
  name: string,
  members: readonly string[] = [],
): Promise<string> {
  const dn = `CN=${name},${unitDn(admin, 'Groupes')}`;
  const attributes = { objectClass: ['top', 'group'], sAMAccountName: name, groupType: '-2147483646' };
  await admin.add(dn, members.length === 0 ? attributes : { ...attributes, member: members });
  return dn;
}

export async function addMember(admin: Administrator, group: string, member: string): Promise<void> {
  await admin.modify(group, 'add', 'member', member);
}

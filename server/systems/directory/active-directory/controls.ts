import { type BerWriter, Control } from 'ldapts';

/** A control whose value is one SEQUENCE of one small INTEGER, which is what both of AD's below are. */
function integerControl(oid: string, value: number): Control {
  const control = new Control(oid, { critical: true });
  const bytes = Buffer.from([0x30, 3, 2, 1, value]);
  Object.assign(control, { writeControl: (writer: BerWriter) => writer.writeBuffer(bytes, 0x04) });
  return control;
}

/**
 * LDAP_SERVER_SD_FLAGS_OID (MS-ADTS 3.1.1.3.4.1.11) with DACL_SECURITY_INFORMATION: without it an account that may
 * not read the SACL gets no security descriptor at all.
 */
export const daclOnly = (): Control => integerControl('1.2.840.113556.1.4.801', 4);

const policyHintsOids = ['1.2.840.113556.1.4.2239', '1.2.840.113556.1.4.2066'] as const;

/**
 * LDAP_SERVER_POLICY_HINTS (MS-ADTS 3.1.1.3.4.1.27): a reset then obeys history and minimum age like a change.
 * The second OID is the deprecated one of older servers. Empty where the root DSE offers neither.
 */
export function policyHints(supportedControls: readonly string[]): Control[] {
  const oid = policyHintsOids.find((candidate) => supportedControls.includes(candidate));
  return oid === undefined ? [] : [integerControl(oid, 1)];
}

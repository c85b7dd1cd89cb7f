import { type Entry, text, texts } from './entry.ts';

/** What a server says of itself (MS-ADTS 3.1.1.3.2). */
export interface RootDse {
  readonly defaultNamingContext: string;
  readonly supportedControls: readonly string[];
  /** The server's own NTDS settings object: what fSMORoleOwner points to. */
  readonly serviceName: string | null;
  /** False for a read-only domain controller. */
  readonly writable: boolean;
}

/** LDAP_CAP_ACTIVE_DIRECTORY_PARTIAL_SECRETS_OID (MS-ADTS 3.1.1.3.4.3.5). */
const readOnlyCapability = '1.2.840.113556.1.4.1920';

export const rootDseAttributes = [
  'defaultNamingContext',
  'supportedControl',
  'supportedCapabilities',
  'dsServiceName',
];

/** Null when the server does not say which domain it holds: it is no domain controller. */
export function rootDseOf(entry: Entry | undefined): RootDse | null {
  const defaultNamingContext = entry ? text(entry, 'defaultNamingContext') : null;
  if (!entry || defaultNamingContext === null) return null;
  return {
    defaultNamingContext,
    supportedControls: texts(entry, 'supportedControl'),
    serviceName: text(entry, 'dsServiceName'),
    writable: !texts(entry, 'supportedCapabilities').includes(readOnlyCapability),
  };
}

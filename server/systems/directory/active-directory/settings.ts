import type { Role } from '../port.ts';

/** What the Active Directory adapter must be told. Plain data; the configuration maps the YAML file onto it. */
export interface ActiveDirectorySettings {
  /** `ldaps://host[:port]`, in order of preference. Each must be a domain controller that takes writes. */
  readonly urls: readonly string[];
  /** PEM certificates of the authorities that may have signed the servers'; no other authority is trusted. */
  readonly ca: readonly string[];
  /** Distinguished name or userPrincipalName of the portal's delegated account. */
  readonly bindDN: string;
  readonly bindPassword: string;
  /** The domain's root, e.g. `DC=example,DC=test`. */
  readonly base: string;
  readonly people: {
    /** Only people below one of these are served. */
    readonly bases: readonly string[];
  };
  readonly attributes?: {
    /** `employeeNumber` when left out. */
    readonly agentNumber?: string;
    /** Attributes with further surnames, e.g. the birth name; none when left out. */
    readonly extraSurnames?: readonly string[];
    /** `physicalDeliveryOfficeName` when left out. */
    readonly establishment?: string;
    /** Holds the mobile that codes and notices go to; `mobile` when left out, null = none is used. */
    readonly mobile?: string | null;
    /** Holds a mail address outside the organisation; none when left out. */
    readonly privateMail?: string | null;
  };
  /** Distinguished names or sAMAccountNames, beside those that every domain protects by itself. */
  readonly privilegedGroups?: readonly string[];
  /** Distinguished names or sAMAccountNames whose members, also nested, may not use self-service. */
  readonly excludedGroups?: readonly string[];
  /** Distinguished names or sAMAccountNames of the groups that give a role. */
  readonly roles?: Partial<Readonly<Record<Role, readonly string[]>>>;
  readonly limits?: Partial<ActiveDirectoryLimits>;
}

export interface ActiveDirectoryLimits {
  /** Connections kept to each server. */
  readonly connectionsPerServer: number;
  /** Calls of the port at once, over all servers. */
  readonly operations: number;
  /** Calls that may wait for their turn; one more is `directory-busy`. */
  readonly queue: number;
  /** TCP, TLS and bind together. */
  readonly connectMs: number;
  /** One LDAP operation. */
  readonly operationMs: number;
  /** Entries of one page where an answer has no bound; AD gives 1,000 at most (MaxPageSize). */
  readonly pageSize: number;
  /** A connection unused for longer is asked for a sign of life before a write. */
  readonly trustIdleMs: number;
  /** A server that did not answer is tried last for so long. */
  readonly avoidMs: number;
}

export const defaultLimits: ActiveDirectoryLimits = {
  connectionsPerServer: 4,
  operations: 8,
  queue: 50,
  connectMs: 3000,
  operationMs: 5000,
  pageSize: 500,
  trustIdleMs: 2000,
  avoidMs: 15_000,
};

/** The part of a logger that the adapter uses; pino's fits. No attribute value is ever passed to it. */
export interface DirectoryLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** `ldaps://dc1.example.test` → `ldaps://dc1.example.test:636`; throws for anything else than LDAPS. */
export function normalUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol !== 'ldaps:' || parsed.hostname === '') {
    throw new Error('every directory URL must be ldaps://host or ldaps://host:port; cleartext is not spoken');
  }
  return `ldaps://${parsed.hostname.toLowerCase()}:${parsed.port || '636'}`;
}

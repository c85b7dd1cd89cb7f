import type {
  AccountId,
  Directory,
  Exclusion,
  PasswordPolicy,
  Role,
} from '../../server/systems/directory/port.ts';

/** A person as the suite wants them to exist, in the state given. Everything left out is ordinary. */
export interface PersonSpec {
  readonly login: string;
  readonly agentNumber: string;
  readonly givenName: string;
  readonly surname: string;
  /** A second surname by which the person may know themselves. */
  readonly birthName?: string;
  readonly mail?: string;
  readonly establishment?: string;
  readonly mobile?: string;
  readonly privateMail?: string;
  /** Mobile and private mail were last changed so many days ago. */
  readonly contactAgeDays?: number;
  /** Each by membership of the role's group. */
  readonly roles?: readonly Role[];
  /** `technician-1` through a group that is a member of that role's. Only with `capabilities.groups`. */
  readonly technicianByNesting?: boolean;
  /** Valid under the policy that applies to the person. */
  readonly password: string;
  readonly disabled?: boolean;
  readonly accountExpired?: boolean;
  /** The password is older than the domain's maximum age. */
  readonly passwordExpired?: boolean;
  /** The password was set so many days ago. */
  readonly passwordAgeDays?: number;
  /** `pwdLastSet` = 0. */
  readonly mustChange?: boolean;
  /** Locked by too many wrong passwords, now. */
  readonly locked?: boolean;
  /** Each is made the way it comes about in the field: a membership, a flag, a deny entry. */
  readonly exclusions?: readonly Exclusion[];
  /** Privileged through a group that is a member of a privileged group. Only with `capabilities.groups`. */
  readonly privilegedByNesting?: boolean;
  /** Which of `suitePolicies` applies; `domain` when left out. */
  readonly policy?: keyof typeof suitePolicies;
  /** Lives where the portal does not serve. Only with `capabilities.outside`. */
  readonly outside?: boolean;
}

const day = 86_400;

/** The rules that a harness sets up in its directory before the suite runs. */
export const suitePolicies = {
  domain: {
    source: 'domain',
    name: null,
    minLength: 12,
    complexity: true,
    historyLength: 3,
    minAgeSeconds: 0,
    maxAgeSeconds: 90 * day,
    lockoutThreshold: 3,
    lockoutDurationSeconds: 1800,
  },
  /** Longer passwords. */
  strict: {
    source: 'fine-grained',
    name: 'Regle-Stricte',
    minLength: 16,
    complexity: true,
    historyLength: 5,
    minAgeSeconds: 0,
    maxAgeSeconds: 30 * day,
    lockoutThreshold: 5,
    lockoutDurationSeconds: 3600,
  },
  /** A password stays at least a day; no expiry; a lock stays until someone lifts it. */
  patient: {
    source: 'fine-grained',
    name: 'Regle-Patiente',
    minLength: 8,
    complexity: false,
    historyLength: 0,
    minAgeSeconds: day,
    maxAgeSeconds: null,
    lockoutThreshold: 4,
    lockoutDurationSeconds: null,
  },
} as const satisfies Record<string, PasswordPolicy>;

/**
 * What the suite needs of an adapter under test: the directory itself, and a hand behind the portal's back that
 * makes people and changes them. People are never reused between tests, so nothing has to be cleaned up.
 */
export interface DirectoryHarness {
  readonly directory: Directory;
  /** What cannot be told apart in this adapter is not asked of it. */
  readonly capabilities: {
    /** Groups exist and nest. */
    readonly groups: boolean;
    /** There are people whom the portal does not serve. */
    readonly outside: boolean;
  };
  /** Creates the person in the state asked and returns the id that the port would give. */
  add(person: PersonSpec): Promise<AccountId>;
  /** An administrator sets another password; it need not be changed at the next logon. */
  setPassword(id: AccountId, password: string): Promise<void>;
  /** An administrator makes the person privileged. */
  makePrivileged(id: AccountId): Promise<void>;
  /** Somebody writes or takes away the mobile. */
  setMobile(id: AccountId, mobile: string | null): Promise<void>;
  setManager(id: AccountId, manager: AccountId | null): Promise<void>;
  /** The account ceases to exist. */
  remove(id: AccountId): Promise<void>;
  /** Closes the directory and everything that the harness started. */
  stop(): Promise<void>;
}

/**
 * What the portal needs of a directory. Two adapters keep this contract: `active-directory/` (LDAPS) and
 * `embedded/` (rows of the store, for the demo). tests/contract/directory.ts runs the same suite on both.
 *
 * Every call rejects with a `Failure` whose code is one of the `directory-*` codes or of `PasswordRefusal`;
 * nothing else leaves an adapter. Every call ends when `signal` aborts.
 */

/** objectGUID in its usual text form, lower case: `3f2504e0-4f89-11d3-9a0c-0305e82c3301`. */
export type AccountId = string;

/**
 * The fence of a write: which server was read and what it held. A write goes to that same server and fails with
 * `directory-moved` when the account has changed since, so a late duplicate writes nothing.
 */
export interface AccountVersion {
  /** The server that was read, e.g. `ldaps://dc1.example.test:636`; `embedded` for the embedded directory. */
  readonly server: string;
  /** `pwdLastSet` exactly as read: 100 ns ticks since 1601 in decimal, `0` = must change. */
  readonly pwdLastSet: string;
  /** `msDS-KeyVersionNumber`: goes up by exactly one at each password write. */
  readonly keyVersion: number;
}

/** Why an account may not use self-service, in the field's terms; empty = nothing stands against it. */
export type Exclusion =
  | 'privileged' // member, also through nesting, of a protected group, or adminCount = 1
  | 'protected-user' // member of Protected Users
  | 'excluded-group' // member of a group that the configuration excludes (technicians, directors …)
  | 'never-expires' // DONT_EXPIRE_PASSWORD: must-change has no effect on it
  | 'smart-card-required'
  | 'cannot-change-password'
  | 'service-principal'; // holds a servicePrincipalName

export interface AccountState {
  readonly disabled: boolean;
  /** The computed UAC bit (0x10), not `lockoutTime`, which stays set after the lockout has run out. */
  readonly locked: boolean;
  readonly accountExpired: boolean;
  readonly passwordExpired: boolean;
  /** pwdLastSet = 0: the next logon demands a new password. */
  readonly mustChange: boolean;
  readonly exclusions: readonly Exclusion[];
}

export interface Account {
  readonly id: AccountId;
  /** What the person types at logon (`sAMAccountName`). */
  readonly login: string;
  readonly userPrincipalName: string | null;
  readonly agentNumber: string;
  readonly givenName: string;
  readonly surname: string;
  /** Every surname by which the person may know themselves: `sn` and the configured extra ones (birth name). */
  readonly surnames: readonly string[];
  readonly displayName: string;
  readonly mail: string | null;
  /** The establishment as the directory names it; null where the attribute is empty. */
  readonly establishment: string | null;
  /** When the password was last set; null while it must change. */
  readonly passwordSetAt: Date | null;
  readonly state: AccountState;
  readonly version: AccountVersion;
}

/** The password rules that the directory enforces on one account. */
export interface PasswordPolicy {
  readonly source: 'domain' | 'fine-grained';
  /** The PSO's name, when fine-grained. */
  readonly name: string | null;
  readonly minLength: number;
  /** Three of the five character classes of MS-SAMR 3.1.1.7.2, and no part of the name. */
  readonly complexity: boolean;
  readonly historyLength: number;
  /** Seconds; 0 = a password may be changed at once. */
  readonly minAgeSeconds: number;
  /** Seconds; null = passwords do not expire. */
  readonly maxAgeSeconds: number | null;
  /** Wrong passwords until the account locks; 0 = never. */
  readonly lockoutThreshold: number;
  /** Seconds; null = until someone unlocks it. */
  readonly lockoutDurationSeconds: number | null;
}

/** `unreadable`: a PSO applies but its settings may not be read (right missing on the container); never guessed. */
export type PolicyReading =
  | { readonly readable: true; readonly policy: PasswordPolicy }
  | { readonly readable: false; readonly name: string };

/** What an administrator has set for everyone: the domain's policy, and the fine-grained ones that can be seen. */
export interface DirectoryPolicies {
  readonly domain: PolicyReading;
  /** By name. Empty also where the container may not be listed. */
  readonly fineGrained: readonly PolicyReading[];
}

/** A password that is going to expire. */
export interface ExpiringPassword {
  readonly id: AccountId;
  readonly expiresAt: Date;
}

/** A way to reach a person outside the work mailbox, as the directory holds it. */
export interface Contact {
  readonly kind: 'sms' | 'mail';
  /** An E.164 number or a mail address. */
  readonly value: string;
  /** The attribute that holds it. */
  readonly attribute: string;
  /** When the attribute was last written anywhere (`replPropertyMetaData`); null when that cannot be read. */
  readonly changedAt: Date | null;
}

/** What a person may do in the portal, by membership of configured groups, nested ones included. */
export type Role = 'director' | 'technician-1' | 'technician-2' | 'technician-3';

export type Lookup =
  | { readonly found: 'one'; readonly account: Account }
  | { readonly found: 'none' }
  /** Several entries hold the number: a data error that must refuse. */
  | { readonly found: 'several'; readonly count: number };

/** What a bind with a typed password says; the names follow AD's sub-codes. */
export type Authentication =
  | 'accepted'
  | 'wrong-password' // 52e, also for an unknown user
  | 'disabled' // 533
  | 'account-expired' // 701
  | 'password-expired' // 532: the password was right
  | 'must-change' // 773: the password was right
  | 'locked'; // 775: says nothing of the password

/** Failure codes with which a directory refuses a new password. */
export type PasswordRefusal =
  | 'password-too-short'
  | 'password-complexity'
  | 'password-history'
  | 'password-too-young'
  | 'password-policy' // refused, and the directory does not say by which rule
  | 'password-wrong-old'
  | 'account-locked';

export interface ResetResult {
  /** As read back from the same server after the write. */
  readonly version: AccountVersion;
}

/**
 * The outcome of a write whose answer did not arrive. `written` and `not-written` are certain, `undecided` asks to
 * wait and ask again (the value read before was already `0`, so the fence cannot tell).
 */
export type WriteOutcome = 'written' | 'not-written' | 'undecided';

export interface DirectoryHealth {
  readonly server: string;
  readonly reachable: boolean;
  /** Milliseconds of the last answer; null when none came. */
  readonly latencyMs: number | null;
}

export interface Directory {
  /** Equality look-up by number alone among the people that the portal serves; surnames are compared by the caller. */
  findByAgentNumber(agentNumber: string, signal: AbortSignal): Promise<Lookup>;
  findByLogin(login: string, signal: AbortSignal): Promise<Lookup>;
  /**
   * Reads an account on one writable server. With `server`, on that very server.
   * Null when the object is gone or has left the part of the tree that the portal serves.
   */
  read(id: AccountId, signal: AbortSignal, server?: string): Promise<Account | null>;
  policyOf(account: Account, signal: AbortSignal): Promise<PolicyReading>;
  policies(signal: AbortSignal): Promise<DirectoryPolicies>;
  /**
   * The people served whose password expires after now and no later than `until`, by the policy of each; without
   * disabled accounts and those that never expire. Read page by page, in no order.
   */
  expiringUntil(until: Date, signal: AbortSignal): Promise<readonly ExpiringPassword[]>;
  /** Usable contacts outside the work mailbox, the mobile first; a value that is no address or number is left out. */
  contactsOf(account: Account, signal: AbortSignal): Promise<readonly Contact[]>;
  /** The account of the person's manager; null when there is none that the portal serves. */
  managerOf(account: Account, signal: AbortSignal): Promise<Account | null>;
  rolesOf(account: Account, signal: AbortSignal): Promise<readonly Role[]>;
  /**
   * Milliseconds since the password was last written, by the clock of the server that `account.version` names:
   * a wrong clock of the portal's cannot shorten or lengthen it.
   */
  passwordAge(account: Account, signal: AbortSignal): Promise<number>;
  /** Tries a typed password. An empty password is `wrong-password` without asking (RFC 4513 §5.1.2). */
  authenticate(account: Account, password: string, signal: AbortSignal): Promise<Authentication>;
  /**
   * As much work as `authenticate` does for a wrong password, on nobody's account, for an answer that takes as long.
   * Fails as `authenticate` does.
   */
  authenticateNobody(password: string, signal: AbortSignal): Promise<void>;
  /**
   * One fenced write: new password, must change at next logon, lock lifted; then read back on the same server.
   * Fails `directory-moved` (fence), `directory-forbidden` (delegation), a `PasswordRefusal`, or
   * `directory-outcome-unknown` when the write was sent and no answer came.
   * `chosenByPerson` asks the directory to apply its password policy (MS-ADTS 3.1.1.3.4.1.27) where it can.
   */
  reset(
    account: Account,
    newPassword: string,
    options: { readonly chosenByPerson: boolean },
    signal: AbortSignal,
  ): Promise<ResetResult>;
  /** Lifts the lock and nothing else. Same failures as `reset`. */
  unlock(account: Account, signal: AbortSignal): Promise<void>;
  /**
   * The person's own change: old and new in one write, so history and minimum age apply. Works for must-change and
   * expired accounts. A wrong old password counts toward lockout in the directory.
   */
  change(
    account: Account,
    oldPassword: string,
    newPassword: string,
    signal: AbortSignal,
  ): Promise<ResetResult>;
  /**
   * Replaces a temporary password that was never changed by 128 random bits that nobody knows. Writes only while
   * `pwdLastSet` is still 0 and the key version is still `account.version.keyVersion`; else `directory-moved`.
   */
  expireTemporary(account: Account, signal: AbortSignal): Promise<void>;
  /** What became of a write fenced with `version`, asked of the same server. */
  outcomeOf(id: AccountId, version: AccountVersion, signal: AbortSignal): Promise<WriteOutcome>;
  health(signal: AbortSignal): Promise<readonly DirectoryHealth[]>;
  close(): Promise<void>;
}

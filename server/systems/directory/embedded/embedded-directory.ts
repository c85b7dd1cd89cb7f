import { randomBytes } from 'node:crypto';
import { canonicalAgentNumber } from '../../../../app/shared/agent-number.ts';
import { Failure } from '../../../../app/shared/failure.ts';
import type { EmbeddedAccountRow, Store } from '../../store/port.ts';
import type {
  Account,
  Authentication,
  Directory,
  ExpiringPassword,
  Lookup,
  PasswordRefusal,
} from '../port.ts';
import { accountOf, embeddedServer, expiringBetween, isLocked, stateOf } from './account.ts';
import { type Progress, withinSignal } from './deadline.ts';
import { afterWrongPassword } from './lockout.ts';
import { passwordPatch, refusalByAge, refusalByHistory, refusalByRules } from './new-password.ts';
import { createPasswordHasher, hashOfNobody } from './password-hash.ts';
import { contactsOf, rolesOf } from './person.ts';
import { defaultPolicies, type EmbeddedPolicies, policyInForce, readPolicy } from './policies.ts';
import { ticksOf } from './ticks.ts';
import { createTurns } from './turns.ts';

export interface EmbeddedDirectoryDeps {
  readonly store: Pick<Store, 'embeddedAccounts' | 'writable'>;
  readonly clock: { now(): number };
  readonly policies?: EmbeddedPolicies;
}

/** Rows read at once while everyone is looked at. */
const accountsPerPage = 200;

type Patch = Partial<Omit<EmbeddedAccountRow, 'id'>>;

/** Throws the refusal, if there is one. */
function refuseIf(code: PasswordRefusal | null): void {
  if (code !== null) throw new Failure(code);
}

/**
 * The directory port over rows of the store, for the demo and for trials with nothing installed. It keeps Active
 * Directory's rules: policies, history, minimum age, lockout, must-change, fences. Writes to one account run one
 * after the other within this process; every write is conditional on the version, so a second process cannot
 * overwrite a password. Stricter than AD in one point: the key version fences too, also where `pwdLastSet` was 0.
 */
export function createEmbeddedDirectory(deps: EmbeddedDirectoryDeps): Directory {
  const { store, clock, policies = defaultPolicies } = deps;
  const accounts = store.embeddedAccounts;
  const hasher = createPasswordHasher();
  const nobodys = hashOfNobody();
  const inTurn = createTurns();

  const present = (row: EmbeddedAccountRow): Account =>
    accountOf(row, policyInForce(policies, row), clock.now());

  function lookup(rows: readonly EmbeddedAccountRow[]): Lookup {
    if (rows.length > 1) return { found: 'several', count: rows.length };
    return rows[0] ? { found: 'one', account: present(rows[0]) } : { found: 'none' };
  }

  /** One conditional write; `directory-moved` when the row is not as `row` any more. */
  async function write(row: EmbeddedAccountRow, patch: Patch, progress: Progress): Promise<void> {
    progress.sending();
    const written = await accounts.update(
      row.id,
      { pwdLastSet: row.pwdLastSet, keyVersion: row.keyVersion },
      patch,
    );
    progress.answered();
    if (!written) throw new Failure('directory-moved');
  }

  /** The row that a fenced write may change: the version is the one read, and delegation does not forbid it. */
  async function fenced({ id, version }: Account): Promise<EmbeddedAccountRow> {
    const row = await accounts.find(id);
    const same = row?.pwdLastSet === version.pwdLastSet && row.keyVersion === version.keyVersion;
    if (!row || !same || version.server !== embeddedServer) throw new Failure('directory-moved');
    // AdminSDHolder takes the delegated right away from protected accounts (MS-ADTS 3.1.1.6.1).
    if (row.exclusions.includes('privileged')) throw new Failure('directory-forbidden');
    return row;
  }

  /** The lockout columns; of no consequence when the password was written in between. */
  async function count(
    row: EmbeddedAccountRow,
    patch: Pick<EmbeddedAccountRow, 'badPasswords' | 'lockedUntil'>,
  ) {
    await accounts.update(row.id, { pwdLastSet: row.pwdLastSet, keyVersion: row.keyVersion }, patch);
  }

  /** Checks a typed password against an account that is not locked; a wrong one counts toward lockout. */
  async function passwordFits(row: EmbeddedAccountRow, password: string, signal: AbortSignal) {
    if (await hasher.matchesAny(password, [row.passwordHash], signal)) return true;
    await count(row, afterWrongPassword(row, policyInForce(policies, row), clock.now()));
    return false;
  }

  async function setPassword(
    row: EmbeddedAccountRow,
    password: string,
    pwdLastSet: string,
    progress: Progress,
    signal: AbortSignal,
  ) {
    const passwordHash = await hasher.hash(password, signal, row.passwordHash);
    await write(row, passwordPatch(row, passwordHash, { pwdLastSet, now: clock.now() }), progress);
    const after = await accounts.find(row.id);
    if (!after) throw new Failure('directory-moved');
    return {
      version: { server: embeddedServer, pwdLastSet: after.pwdLastSet, keyVersion: after.keyVersion },
    };
  }

  /** What a right password says, in AD's order. */
  async function authenticated(row: EmbeddedAccountRow): Promise<Authentication> {
    const state = stateOf(row, policyInForce(policies, row), clock.now());
    if (state.disabled) return 'disabled';
    if (state.accountExpired) return 'account-expired';
    if (state.mustChange) return 'must-change';
    if (state.passwordExpired) return 'password-expired';
    if (row.badPasswords > 0 || row.lockedUntil !== null)
      await count(row, { badPasswords: 0, lockedUntil: null });
    return 'accepted';
  }

  return {
    findByAgentNumber: (agentNumber, signal) =>
      withinSignal(signal, async () => {
        const canonical = canonicalAgentNumber(agentNumber);
        return lookup(canonical === null ? [] : await accounts.findByAgentNumber(canonical));
      }),

    findByLogin: (login, signal) =>
      withinSignal(signal, async () => {
        const row = await accounts.findByLogin(login);
        return lookup(row ? [row] : []);
      }),

    read: (id, signal, server = embeddedServer) =>
      withinSignal(signal, async () => {
        if (server !== embeddedServer) throw new Failure('directory-unavailable');
        const row = await accounts.find(id);
        return row ? present(row) : null;
      }),

    policyOf: (account, signal) =>
      withinSignal(signal, async () => {
        const row = await accounts.find(account.id);
        if (!row) throw new Failure('directory-moved');
        return readPolicy(policies, row);
      }),

    policies: (signal) =>
      withinSignal(signal, async () => ({
        domain: { readable: true, policy: policies.domain },
        fineGrained: policies.fineGrained
          .toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
          .map((policy) => ({ readable: true, policy })),
      })),

    expiringUntil: (until, signal) =>
      withinSignal(signal, async () => {
        const found: ExpiringPassword[] = [];
        for (let after: string | null = null; ; ) {
          const rows = await accounts.page(after, accountsPerPage);
          found.push(
            ...rows.flatMap((row) => expiringBetween(row, policyInForce(policies, row), clock.now(), until)),
          );
          if (signal.aborted || rows.length < accountsPerPage) return found;
          after = rows.at(-1)?.id ?? null;
        }
      }),

    contactsOf: (account, signal) =>
      withinSignal(signal, async () => contactsOf(await accounts.find(account.id))),

    managerOf: (account, signal) =>
      withinSignal(signal, async () => {
        const login = (await accounts.find(account.id))?.manager ?? null;
        const row = login === null ? null : await accounts.findByLogin(login);
        return row ? present(row) : null;
      }),

    rolesOf: (account, signal) => withinSignal(signal, async () => rolesOf(await accounts.find(account.id))),

    passwordAge: (account, signal) =>
      withinSignal(signal, async () => {
        const row = await accounts.find(account.id);
        if (!row) throw new Failure('directory-moved');
        return clock.now() - row.passwordWrittenAt;
      }),

    authenticate: (account, password, signal) =>
      withinSignal(signal, () =>
        inTurn(account.id, async () => {
          const row = await accounts.find(account.id);
          if (password === '' || !row) return 'wrong-password';
          if (isLocked(row, clock.now())) return 'locked';
          if (!(await passwordFits(row, password, signal))) return 'wrong-password';
          return authenticated(row);
        }),
      ),

    authenticateNobody: (password, signal) =>
      withinSignal(signal, async () => {
        if (password !== '') await hasher.matchesAny(password, [nobodys], signal);
      }),

    reset: (account, newPassword, { chosenByPerson }, signal) =>
      withinSignal(signal, (progress) =>
        inTurn(account.id, async () => {
          const row = await fenced(account);
          const policy = policyInForce(policies, row);
          refuseIf(refusalByRules(row, policy, newPassword));
          if (chosenByPerson) refuseIf(await refusalByHistory(hasher, row, policy, newPassword, signal));
          return setPassword(row, newPassword, '0', progress, signal);
        }),
      ),

    unlock: (account, signal) =>
      withinSignal(signal, (progress) =>
        inTurn(account.id, async () => {
          await write(await fenced(account), { badPasswords: 0, lockedUntil: null }, progress);
        }),
      ),

    change: (account, oldPassword, newPassword, signal) =>
      withinSignal(signal, (progress) =>
        inTurn(account.id, async () => {
          const row = await accounts.find(account.id);
          if (!row) throw new Failure('directory-moved');
          const policy = policyInForce(policies, row);
          if (isLocked(row, clock.now())) throw new Failure('account-locked');
          if (!(await passwordFits(row, oldPassword, signal))) throw new Failure('password-wrong-old');
          if (row.exclusions.includes('cannot-change-password')) throw new Failure('directory-forbidden');
          refuseIf(refusalByAge(row, policy, clock.now()) ?? refusalByRules(row, policy, newPassword));
          refuseIf(await refusalByHistory(hasher, row, policy, newPassword, signal));
          return setPassword(row, newPassword, ticksOf(clock.now()), progress, signal);
        }),
      ),

    expireTemporary: (account, signal) =>
      withinSignal(signal, (progress) =>
        inTurn(account.id, async () => {
          const row = await fenced({ ...account, version: { ...account.version, pwdLastSet: '0' } });
          await setPassword(row, randomBytes(16).toString('base64'), ticksOf(clock.now()), progress, signal);
        }),
      ),

    outcomeOf: (id, version, signal) =>
      withinSignal(signal, () =>
        // In turn: a write of this process that is still under way ends first.
        inTurn(id, async () => {
          const keyVersion = (await accounts.find(id))?.keyVersion;
          if (keyVersion === version.keyVersion)
            return version.pwdLastSet === '0' ? 'undecided' : 'not-written';
          return keyVersion === version.keyVersion + 1 ? 'written' : 'undecided';
        }),
      ),

    health: (signal) =>
      withinSignal(signal, async () => {
        const started = performance.now();
        const reachable = await store.writable().catch(() => false);
        return [
          { server: embeddedServer, reachable, latencyMs: reachable ? performance.now() - started : null },
        ];
      }),

    async close() {},
  };
}

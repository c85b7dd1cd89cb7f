import { Failure } from '../../../app/shared/failure.ts';
import type { Account, AccountId, Directory, Role } from '../../systems/directory/port.ts';
import type { Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Journal } from '../journal/journal.ts';
import type { Door } from '../people/password-tries.ts';
import type { SignIn } from '../people/sign-in.ts';
import { sameEstablishment } from '../proofs/policy.ts';

export interface TechniciansDeps {
  readonly store: Store;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly signIn: SignIn;
}

/** A technician as the directory knows them at this very act. */
export interface Technician {
  readonly account: Account;
  /** 1 sees only the own establishment. */
  readonly level: 1 | 2 | 3;
}

/** The part of a browser session that signing in may steer. */
export interface SigningSession {
  signIn(accountId: AccountId): Promise<Actor>;
}

/** A password set since opens nothing here, so that a stolen reset cannot approve another (docs/security.md, "Insiders"). */
const freshPasswordMillis = 72 * 3_600_000;

const levels: Readonly<Partial<Record<Role, Technician['level']>>> = {
  'technician-1': 1,
  'technician-2': 2,
  'technician-3': 3,
};

type Refusal =
  | 'kiosk'
  | 'gone'
  | 'frozen'
  | 'must-change'
  | 'disabled'
  | 'account-expired'
  | 'role'
  | 'password-recent';

function refusalByState({ state, passwordSetAt }: Account): Refusal | null {
  if (state.disabled) return 'disabled';
  if (state.accountExpired) return 'account-expired';
  return state.mustChange || state.passwordExpired || passwordSetAt === null ? 'must-change' : null;
}

/** Whether an establishment belongs to what a technician looks after. */
export function inScope({ account, level }: Technician, establishment: string | null): boolean {
  if (level > 1) return true;
  if (establishment === null || account.establishment === null) return false;
  return sameEstablishment(establishment, account.establishment);
}

/** Who may be at the desk. A session says who it is; what they may do is asked of the directory each time. */
export function createTechnicians({ store, directory, journal, signIn }: TechniciansDeps) {
  async function judge(
    actor: Actor,
    account: Account | null,
    signal: AbortSignal,
  ): Promise<Technician | Refusal> {
    // A kiosk is anybody's screen, and may be the very one that a request was opened on.
    if (actor.origin.kioskId !== null) return 'kiosk';
    if (account === null) return 'gone';
    if (await store.freezes.isFrozen(account.id)) return 'frozen';
    const byState = refusalByState(account);
    if (byState !== null) return byState;
    const roles = await directory.rolesOf(account, signal);
    const level = Math.max(0, ...roles.map((role) => levels[role] ?? 0));
    if (level === 0) return 'role';
    if ((await directory.passwordAge(account, signal)) < freshPasswordMillis) return 'password-recent';
    return { account, level: level as Technician['level'] };
  }

  /** Asked before a password is tried: the desk tries nobody's but a technician's, so it proves nobody else's. */
  const doorFor = (actor: Actor): Door => ({
    at: 'desk',
    async barred(account, signal) {
      const judged = await judge(actor, account, signal);
      return typeof judged === 'string' ? judged : null;
    },
  });

  async function admitted(actor: Actor, judged: Technician | Refusal, id: AccountId): Promise<Technician> {
    if (typeof judged !== 'string') return judged;
    await store.transaction((unit) =>
      journal.append(unit, {
        event: 'sign-in-refused',
        actor,
        subject: id,
        reference: null,
        details: { at: 'desk', why: judged },
      }),
    );
    throw new Failure('desk-refused');
  }

  return {
    /**
     * Opens the desk in this browser under a new session id. Fails as `signIn` does, with the same
     * `sign-in-refused` for everybody who is no technician, must change the password first or has had it for less
     * than 72 h: here no answer tells whether a password was right.
     */
    async signIn(
      actor: Actor,
      input: { readonly login: string; readonly password: string },
      session: SigningSession,
      signal: AbortSignal,
    ): Promise<Actor> {
      const result = await signIn.signIn(actor, input, signal, doorFor(actor));
      if (!result.signedIn) throw new Failure('sign-in-refused');
      return session.signIn(result.account.id);
    },

    /** The technician of a session as of now: `desk-sign-in-needed` without one, `desk-refused` when no longer one. */
    async of(actor: Actor, signal: AbortSignal): Promise<Technician> {
      if (actor.kind !== 'technician' || actor.accountId === null) throw new Failure('desk-sign-in-needed');
      const account = await directory.read(actor.accountId, signal);
      return admitted(actor, await judge(actor, account, signal), actor.accountId);
    },
  };
}

export type Technicians = ReturnType<typeof createTechnicians>;

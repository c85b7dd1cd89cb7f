import { Failure } from '../../../app/shared/failure.ts';
import type { Account, Authentication, Directory } from '../../systems/directory/port.ts';
import type { Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Journal } from '../journal/journal.ts';
import type { Limits } from '../limits/limits.ts';
import { findPerson } from './find.ts';
import { loginBudget, spendLoginTry } from './login-budget.ts';

export interface SignInDeps {
  readonly store: Store;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly limits: Limits;
}

/** What a right password still may not open: the person is sent to change it first. */
export type SignInResult =
  | { readonly signedIn: true; readonly account: Account }
  | { readonly signedIn: false; readonly because: 'must-change' | 'password-expired' };

/** An agent proves who they are with the directory password: the step that vouching, the desk and signing share. */
export function createSignIn({ store, directory, journal, limits }: SignInDeps) {
  const note = (actor: Actor, account: Account, answer: Authentication) =>
    store.transaction((unit) =>
      journal.append(unit, {
        event: answer === 'accepted' ? 'sign-in-accepted' : 'sign-in-refused',
        actor,
        subject: account.id,
        reference: null,
        details: { answer },
      }),
    );

  return {
    /**
     * Fails with `sign-in-refused` (unknown login, wrong password, disabled or expired account, all alike),
     * `account-locked` or `too-many-tries`. A try spends a budget below the directory's lockout threshold.
     */
    async signIn(
      actor: Actor,
      input: { login: string; password: string },
      signal: AbortSignal,
    ): Promise<SignInResult> {
      const account = await findPerson(directory, input.login, signal);
      if (!account) throw new Failure('sign-in-refused');
      const budget = await loginBudget(directory, account, signal);
      await spendLoginTry(limits, budget);
      const answer = await directory.authenticate(account, input.password, signal);
      await note(actor, account, answer);
      if (answer === 'locked') throw new Failure('account-locked');
      if (answer === 'accepted' || answer === 'must-change' || answer === 'password-expired') {
        await limits.refund(budget);
        return answer === 'accepted' ? { signedIn: true, account } : { signedIn: false, because: answer };
      }
      throw new Failure('sign-in-refused');
    },
  };
}

export type SignIn = ReturnType<typeof createSignIn>;

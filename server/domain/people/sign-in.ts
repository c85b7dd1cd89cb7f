import { Failure } from '../../../app/shared/failure.ts';
import type { Account, Directory } from '../../systems/directory/port.ts';
import type { Actor } from '../actors/actor.ts';
import { type Door, type PasswordTries, passwordWasRight } from './password-tries.ts';

export interface SignInDeps {
  readonly directory: Directory;
  readonly tries: PasswordTries;
}

/** What a right password still may not open: the person is sent to change it first. */
export type SignInResult =
  | { readonly signedIn: true; readonly account: Account }
  | { readonly signedIn: false; readonly because: 'must-change' | 'password-expired' };

const anybodys: Door = { at: 'sign-in', barred: () => null };

/** An agent proves who they are with the directory password: the step that vouching, the desk and signing share. */
export function createSignIn({ directory, tries }: SignInDeps) {
  return {
    /**
     * Fails with `sign-in-refused` (unknown login, wrong password, disabled, expired or privileged account, whoever
     * the door bars, all alike), `account-locked`, `directory-busy` or `too-many-tries`. A try spends budgets of the
     * source, and one below the directory's lockout threshold; a right password gives them back.
     */
    async signIn(
      actor: Actor,
      input: { login: string; password: string },
      signal: AbortSignal,
      door: Door = anybodys,
    ): Promise<SignInResult> {
      const { account, giveBack } = await tries.begin(actor, input, door, signal);
      const answer = await directory.authenticate(account, input.password, signal);
      await tries.note(actor, account, door, answer);
      if (answer === 'locked') throw new Failure('account-locked');
      if (!passwordWasRight(answer)) throw new Failure('sign-in-refused');
      await giveBack();
      return answer === 'must-change' || answer === 'password-expired'
        ? { signedIn: false, because: answer }
        : { signedIn: true, account };
    },
  };
}

export type SignIn = ReturnType<typeof createSignIn>;

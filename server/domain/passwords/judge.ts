import { Failure } from '../../../app/shared/failure.ts';
import { containsNamePart, meetsComplexity } from '../../../app/shared/password-rules.ts';
import type { Account, Directory } from '../../systems/directory/port.ts';

/**
 * The rules that the portal applies before the directory is asked: those that the directory states, and the name
 * parts, which not every directory checks. Throws a `PasswordRefusal`; history and age are the directory's to judge.
 */
export async function judgeNewPassword(
  directory: Directory,
  account: Account,
  input: { readonly currentPassword: string; readonly newPassword: string },
  signal: AbortSignal,
): Promise<void> {
  if (input.newPassword === input.currentPassword) throw new Failure('password-history');
  const reading = await directory.policyOf(account, signal);
  if (!reading.readable) return;
  const { minLength, complexity } = reading.policy;
  if (input.newPassword.length < minLength) throw new Failure('password-too-short');
  if (!complexity) return;
  if (!meetsComplexity(input.newPassword) || containsNamePart(input.newPassword, account)) {
    throw new Failure('password-complexity');
  }
}

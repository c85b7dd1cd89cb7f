import { Failure, failureCode } from '../../../../app/shared/failure.ts';
import type { Account, PasswordPolicy, PasswordRefusal } from '../port.ts';

/**
 * AD says that a password broke the policy and not which rule (Samba does). What can be told from the policy is:
 * length, kinds of characters, minimum age; history and an administrator's filter cannot.
 */
export function brokenRule(
  policy: PasswordPolicy,
  account: Pick<Account, 'passwordSetAt'>,
  password: string,
  own: boolean,
): PasswordRefusal {
  if (password.length < policy.minLength) return 'password-too-short';
  if (policy.complexity && characterClasses(password) < 3) return 'password-complexity';
  const ageSeconds = account.passwordSetAt ? (Date.now() - account.passwordSetAt.getTime()) / 1000 : Infinity;
  return own && ageSeconds < policy.minAgeSeconds ? 'password-too-young' : 'password-policy';
}

/** Of the five classes of MS-SAMR 3.1.1.7.2, how many occur. */
function characterClasses(password: string): number {
  const classes = [
    /\p{Lu}/u,
    /\p{Ll}/u,
    /[0-9]/,
    /[~!@#$%^&*_\-+=`|\\(){}[\]:;"'<>,.?/]/,
    /[\p{Lo}\p{Lm}\p{Lt}]/u,
  ];
  return classes.filter((pattern) => pattern.test(password)).length;
}

/** The same failure with the rule's own name, where `policy` tells it. */
export function named(
  failure: Failure,
  policy: PasswordPolicy | null,
  rule: (policy: PasswordPolicy) => PasswordRefusal,
) {
  if (failureCode(failure) !== 'password-policy' || !policy) return failure;
  return new Failure(rule(policy), { cause: failure.cause });
}

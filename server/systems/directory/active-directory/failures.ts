import type { FailureCode } from '../../../../app/i18n/fr.ts';
import { Failure, failureCode } from '../../../../app/shared/failure.ts';
import type { PasswordRefusal } from '../port.ts';
import { isWireError, type PasswordRule, type WireError } from './wire-error.ts';

const forbidden = 50;

/** What a failed look-up is called. Whatever it was, nothing was changed. */
export function readFailure(error: unknown): Failure {
  if (failureCode(error)) return error as Failure;
  if (!isWireError(error)) return new Failure('directory-unavailable', { cause: nameOf(error) });
  return new Failure(error.result === forbidden ? 'directory-forbidden' : 'directory-unavailable', {
    cause: error,
  });
}

/** What a failed write is called. */
export function writeFailure(error: unknown): Failure {
  if (failureCode(error)) return error as Failure;
  if (!isWireError(error)) return new Failure('directory-outcome-unknown', { cause: nameOf(error) });
  return new Failure(writeCode(error), { cause: error });
}

/** An error of the program's own may quote what it was handling: its kind alone goes on. */
const nameOf = (error: unknown) => new Error(error instanceof Error ? error.name : typeof error);

/** Result codes of RFC 4511 Appendix A under which nothing was written, as far as they need a word of their own. */
const byResult: Readonly<Record<number, FailureCode>> = {
  3: 'directory-outcome-unknown', // timeLimitExceeded
  16: 'directory-moved', // noSuchAttribute: the fence no longer holds
  32: 'directory-moved', // noSuchObject
  50: 'directory-forbidden', // insufficientAccessRights
  51: 'directory-unavailable', // busy
  52: 'directory-unavailable', // unavailable
};

/** Win32 error codes (MS-ERREF 2.2) that lead the message of result 19 or 53. */
const byHex: Readonly<Record<string, FailureCode>> = {
  '00000005': 'directory-forbidden', // ERROR_ACCESS_DENIED
  '00000056': 'password-wrong-old', // ERROR_INVALID_PASSWORD
  '00000525': 'directory-moved', // ERROR_NO_SUCH_USER
  '0000052D': 'password-policy', // ERROR_PASSWORD_RESTRICTION
  '00000775': 'account-locked', // ERROR_ACCOUNT_LOCKED_OUT
  '00002098': 'directory-forbidden', // ERROR_DS_INSUFF_ACCESS_RIGHTS
};

const byRule: Readonly<Record<PasswordRule, PasswordRefusal>> = {
  length: 'password-too-short',
  complexity: 'password-complexity',
  history: 'password-history',
  age: 'password-too-young',
};

function writeCode(error: WireError): FailureCode {
  if (error.kind === 'not-sent') return 'directory-unavailable';
  if (error.kind === 'no-answer') return 'directory-outcome-unknown';
  const restricted = error.result === 19 || error.result === 53;
  const named = restricted && error.hex ? byHex[error.hex] : undefined;
  if (named === 'password-policy' && error.rule) return byRule[error.rule];
  return named ?? byResult[error.result ?? -1] ?? 'directory-refused';
}

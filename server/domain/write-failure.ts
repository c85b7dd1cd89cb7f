import { Failure, failureCode } from '../../app/shared/failure.ts';

/** What a failed write in the directory is called: whatever is not its plain no leaves the outcome in doubt. */
export function writeFailure(error: unknown): Failure {
  return failureCode(error) === null ? outcomeUnknown(error) : (error as Failure);
}

/**
 * Also the name of a write that the directory confirmed and the store could not record: "nothing was changed" would be
 * wrong. Its intent stays open until it is resolved from the directory.
 */
export function outcomeUnknown(cause?: unknown): Failure {
  return new Failure('directory-outcome-unknown', { cause });
}

import { Failure, failureCode } from '../../../app/shared/failure.ts';

interface DatabaseError {
  /** SQLSTATE on PostgreSQL, a Node code such as ECONNREFUSED, or ERR_SQLITE_ERROR. */
  readonly code?: unknown;
  /** SQLite's extended result code. */
  readonly errcode?: unknown;
  readonly errstr?: unknown;
  readonly message?: unknown;
  readonly constraint?: unknown;
  readonly severity?: unknown;
}

/** SQLite's primary result code (the low byte of the extended one); null for any other error. */
export function sqliteCode(error: unknown): number | null {
  const errcode = (error as DatabaseError | null)?.errcode;
  return typeof errcode === 'number' ? errcode & 0xff : null;
}

const SQLITE_CONSTRAINT = 19;
/** SQLSTATE classes whose messages speak of the server, never of values (PostgreSQL, appendix A). */
const SERVER_CLASSES = new Set(['08', '28', '3D', '53', '55', '57', '58']);

/**
 * Turns whatever a driver threw into a `Failure`: `store-misuse` for a broken constraint, which only our own code can
 * cause, `store-unavailable` for the rest. The cause says what happened without any value of a parameter.
 */
export function storeFailure(error: unknown): Failure {
  if (failureCode(error) !== null) return error as Failure;
  const cause = new Error(describe(error as DatabaseError));
  return new Failure(isConstraint(error as DatabaseError) ? 'store-misuse' : 'store-unavailable', { cause });
}

function isConstraint(error: DatabaseError): boolean {
  return (
    sqliteCode(error) === SQLITE_CONSTRAINT || (isSqlState(error) && String(error.code).startsWith('23'))
  );
}

function isSqlState(error: DatabaseError): boolean {
  return typeof error?.severity === 'string' && typeof error.code === 'string';
}

function describe(error: DatabaseError): string {
  if (sqliteCode(error) !== null) return `SQLite ${error.errcode}: ${error.errstr}`;
  if (!isSqlState(error)) return String(error?.message ?? error);
  const code = String(error.code);
  const constraint = error.constraint === undefined ? '' : ` on ${error.constraint}`;
  return `SQLSTATE ${code}${constraint}${SERVER_CLASSES.has(code.slice(0, 2)) ? `: ${error.message}` : ''}`;
}

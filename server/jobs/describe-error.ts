import { failureCode } from '../../app/shared/failure.ts';
import { UNREADABLE } from './job.ts';

/**
 * What is kept and logged of a job's error: the failure code, or the error's name, code and place. Messages stay out,
 * since they may quote the payload.
 */
export function describeError(error: unknown): string {
  const code = failureCode(error);
  if (code !== null) return code;
  if (!(error instanceof Error)) return 'something that is not an error was thrown';
  if (error.name === UNREADABLE) return `${UNREADABLE} ${error.message}`.slice(0, 300);
  const { code: systemCode } = error as { code?: unknown };
  const place = /^\s+at .*?([^/\\]+:\d+):\d+\)?$/m.exec(error.stack ?? '')?.[1];
  const parts = [
    error.name,
    typeof systemCode === 'string' ? systemCode : '',
    place === undefined ? '' : `at ${place}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

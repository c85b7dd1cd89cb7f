import pino, { type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from './config/settings.ts';

/** Field names whose values never reach a log line, at any depth that the portal logs. */
const secretFields = [
  'password',
  'currentPassword',
  'newPassword',
  'confirmPassword',
  'bindPassword',
  'temporaryPassword',
  'cookie',
  'authorization',
  'token',
  '_token',
  'handOver',
];

/** Structured log lines on standard output. What is logged is named field by field; this only guards mistakes. */
export function createLog(level: LogLevel, destination: DestinationStream = pino.destination(1)): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: '[redacted]' },
  };
  return pino(options, destination);
}

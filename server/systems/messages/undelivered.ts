import { Failure } from '../../../app/shared/failure.ts';
import type { MessageLog } from './port.ts';

/** What may be told of an error of the wire. Its message stays out: it may quote an address or the text. */
interface WireError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly command?: unknown;
}

/** The one failure of a channel; why goes to the log, as codes. */
export function undelivered(log: MessageLog, channel: string, error: unknown): Failure {
  const { name, code: told, responseCode, command } = (error ?? {}) as WireError;
  const code = typeof told === 'string' ? told : name;
  const known = {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof responseCode === 'number' ? { status: responseCode } : {}),
    ...(typeof command === 'string' ? { command: command.split(' ')[0] } : {}),
  };
  log.warn({ channel, ...known }, 'message not delivered');
  return new Failure('messages-unavailable');
}

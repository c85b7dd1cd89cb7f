import { Failure } from '../../../app/shared/failure.ts';
import type { Messages } from './port.ts';

/** No channel is configured: messages wait in the outbox until one is, and are given up like any other job. */
export function createUnconfiguredMessages(): Messages {
  return {
    channels: new Set(),
    async send() {
      throw new Failure('messages-unavailable');
    },
  };
}

import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../../app/shared/failure.ts';
import type { Messages } from './port.ts';

/** Writes each message as one JSON file (mode 0600); a repeated delivery overwrites its own file. */
export function createFileMessages(folder: string, now: () => number): Messages {
  return {
    channels: new Set(['mail', 'sms']),
    async send(message) {
      const name = createHash('sha256').update(message.idempotencyKey).digest('hex').slice(0, 24);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const text = JSON.stringify({ at: new Date(now()).toISOString(), ...message }, null, 2);
        await writeFile(join(folder, `${name}.json`), `${text}\n`, { mode: 0o600 });
      } catch (cause) {
        throw new Failure('messages-unavailable', { cause });
      }
    },
  };
}

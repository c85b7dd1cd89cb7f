import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from './configuration-error.ts';

const bytes = 32;

function decode(text: string, where: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length === bytes) return key;
  throw new ConfigurationError([
    `${where}: expected 32 random bytes in base64, e.g. the output of: openssl rand -base64 32`,
  ]);
}

/** The configured master key, or the one in `DATA_DIR/master.key`, made (mode 0600) at the first start. */
export function masterKey(dataFolder: string, configured: string | null): Buffer {
  if (configured !== null) return decode(configured, 'key');
  const file = join(dataFolder, 'master.key');
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  try {
    // `wx`: of two processes starting at once one makes the file and the other reads it.
    writeFileSync(file, `${randomBytes(bytes).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return decode(readFileSync(file, 'utf8'), file);
}

const purposes = {
  journal: 'journal',
  limits: 'limits',
  formToken: 'form-token',
  onceSecret: 'once-secret',
  oneTimeCode: 'one-time-code',
  notMe: 'not-me',
  approvals: 'approvals',
} as const;

/** What a derived key is for; each purpose has its own, so a leak of one opens nothing else (RFC 5869). */
export type KeyPurpose =
  | 'journal'
  | 'limits'
  | 'form-token'
  | 'once-secret'
  | 'one-time-code'
  | 'not-me'
  | 'approvals';

export function derivedKey(master: Buffer, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', master, 'reprise', purpose, bytes));
}

/** Every key that the portal uses, by the name that the code calls it. */
export function derivedKeys(master: Buffer): { readonly [Name in keyof typeof purposes]: Buffer } {
  const keys = Object.entries(purposes).map(([name, purpose]) => [name, derivedKey(master, purpose)]);
  return Object.fromEntries(keys) as { [Name in keyof typeof purposes]: Buffer };
}

import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { createGate } from './gate.ts';

/** N = 2^14, r = 8, p = 1: 16 MiB (128·N·r) a derivation, RFC 7914 §2. */
const [logN, r, p] = [14, 8, 1];
const maxAtOnce = 2;
const maxWaiting = 50;
const keyLength = 32;

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, keyLength, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** A hash of nobody's password, which takes as long to check as any. */
export function hashOfNobody(): string {
  const [salt, key] = [randomBytes(16), randomBytes(keyLength)];
  return ['scrypt', logN, r, p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** A hash as stored: `scrypt$14$8$1$SALT$KEY`, base64. */
function parse(hash: string) {
  const [name, log, blockSize, parallel, salt, key] = hash.split('$');
  if (name !== 'scrypt' || salt === undefined || key === undefined) throw new Error('not a scrypt hash');
  const options: ScryptOptions = { N: 2 ** Number(log), r: Number(blockSize), p: Number(parallel) };
  return {
    parameters: `${log}$${blockSize}$${parallel}$${salt}`,
    options,
    salt,
    key: Buffer.from(key, 'base64'),
  };
}

/**
 * Hashes and checks passwords with scrypt, off the main thread, never more than two at once and in 32 MiB. Waiting
 * ends when `signal` aborts; with fifty waiting, the next fails with `directory-busy`.
 */
export function createPasswordHasher() {
  const gate = createGate({ limit: maxAtOnce, maxWaiting });

  return {
    /** `like`: a hash of the same account, whose salt is kept so that a whole history is checked by one derivation. */
    hash(password: string, signal: AbortSignal, like?: string): Promise<string> {
      const salt = like === undefined ? randomBytes(16) : Buffer.from(parse(like).salt, 'base64');
      return gate(signal, async () => {
        const key = await derive(password, salt, { N: 2 ** logN, r, p });
        return ['scrypt', logN, r, p, salt.toString('base64'), key.toString('base64')].join('$');
      });
    },

    /** True when the password is behind one of the hashes: one derivation for each salt among them. */
    async matchesAny(password: string, hashes: readonly string[], signal: AbortSignal): Promise<boolean> {
      const bySalt = Map.groupBy(hashes.map(parse), ({ parameters }) => parameters);
      for (const group of bySalt.values()) {
        const { salt, options } = group[0]!;
        const key = await gate(signal, () => derive(password, Buffer.from(salt, 'base64'), options));
        if (group.some((known) => timingSafeEqual(known.key, key))) return true;
      }
      return false;
    },
  };
}

export type PasswordHasher = ReturnType<typeof createPasswordHasher>;

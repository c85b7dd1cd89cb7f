import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { Failure } from '../../app/shared/failure.ts';

/**
 * Refuses a post that another site made (`origin-foreign`). A post without Origin passes here: its token decides.
 * Host and X-Forwarded-Host are never consulted, only the configured origins.
 */
export function assertOwnOrigin(headers: Headers, origins: readonly string[]): void {
  const origin = headers.get('origin');
  if (origin !== null && !origins.includes(origin)) throw new Failure('origin-foreign');
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') throw new Failure('origin-foreign');
}

/** The token that belongs to a session cookie: an HMAC, so nothing needs to be stored for it. */
export function createFormTokens(bytes: Buffer) {
  // A key object is made once; from raw bytes every HMAC would cost several times as much.
  const key = createSecretKey(bytes);
  const tokenOf = (cookie: string) => createHmac('sha256', key).update(cookie).digest('base64url');
  return {
    tokenOf,
    /** `form-expired` when the token is missing or belongs to another session. */
    assert(cookie: string, token: string | undefined): void {
      const expected = Buffer.from(tokenOf(cookie));
      const given = Buffer.from(token ?? '');
      if (given.length !== expected.length || !timingSafeEqual(given, expected))
        throw new Failure('form-expired');
    },
  };
}

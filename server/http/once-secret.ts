import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import type { AnswerHeaders } from './answer-headers.ts';
import type { OnceSecret } from './context.ts';
import { readCookie } from './cookies.ts';

const cookieName = 'reprise_once';
const cookieSeconds = 60;
const fieldMillis = 10 * 60_000;
/** AES-GCM: 96-bit nonce, 128-bit tag (NIST SP 800-38D). */
const nonceBytes = 12;
const tagBytes = 16;

/** Seals small texts with a purpose bound in as associated data; opening anything else gives null. */
export function createSealer(key: Buffer) {
  return {
    seal(purpose: string, text: string): string {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
    },
    open(purpose: string, value: string): string | null {
      const bytes = Buffer.from(value, 'base64url');
      if (bytes.length < nonceBytes + tagBytes) return null;
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
          .setAAD(Buffer.from(purpose))
          .setAuthTag(bytes.subarray(-tagBytes));
        return Buffer.concat([
          decipher.update(bytes.subarray(nonceBytes, -tagBytes)),
          decipher.final(),
        ]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}

interface OnceSecretDeps {
  readonly sealer: ReturnType<typeof createSealer>;
  readonly clock: Clock;
  readonly secure: boolean;
}

interface Sealed {
  readonly until: number;
  readonly login?: string;
  readonly secret: string;
}

/** See `OnceSecret`. The cookie is for `/recover/done` alone and gone after its first use. */
export function createOnceSecrets({ sealer, clock, secure }: OnceSecretDeps) {
  const attributes = `Path=/recover/done; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

  const open = (purpose: string, value: string | null): Sealed | null => {
    const text = value === null ? null : sealer.open(purpose, value);
    if (text === null) return null;
    const sealed = JSON.parse(text) as Sealed;
    return clock.now() <= sealed.until ? sealed : null;
  };

  return (request: {
    cookieHeader: string | null;
    sessionHash: string;
    answer: AnswerHeaders;
  }): OnceSecret => ({
    put(reference, secret) {
      const until = clock.now() + cookieSeconds * 1000;
      const value = sealer.seal(`once:${reference}`, JSON.stringify({ until, secret } satisfies Sealed));
      request.answer.setCookie(cookieName, `${value}; ${attributes}; Max-Age=${cookieSeconds}`);
    },
    take(reference) {
      const value = readCookie(request.cookieHeader, cookieName);
      if (value !== null) request.answer.setCookie(cookieName, `; ${attributes}; Max-Age=0`);
      return open(`once:${reference}`, value)?.secret ?? null;
    },
    sealField(login, secret) {
      const until = clock.now() + fieldMillis;
      return sealer.seal(
        `field:${request.sessionHash}`,
        JSON.stringify({ until, login, secret } satisfies Sealed),
      );
    },
    openField(value) {
      const sealed = open(`field:${request.sessionHash}`, value);
      return sealed ? { login: sealed.login ?? '', secret: sealed.secret } : null;
    },
  });
}

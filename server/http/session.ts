import { createHash, randomBytes } from 'node:crypto';
import type { Origin } from '../domain/actors/actor.ts';
import { type Actor, visitor } from '../domain/actors/actor.ts';
import type { Clock } from '../domain/clock.ts';
import type { Store } from '../systems/store/port.ts';
import type { AnswerHeaders } from './answer-headers.ts';
import type { SessionControl } from './context.ts';
import { readCookie } from './cookies.ts';
import { languageCookie } from './locale.ts';

/** A recovery takes minutes; nothing of it needs to live longer at a kiosk. */
const lifetimeMillis = 30 * 60_000;
const idPattern = /^[\w-]{43}$/;

interface SessionDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly tokenOf: (cookie: string) => string;
  /** Public URL is https: the cookie gets the `__Host-` prefix and Secure. */
  readonly secure: boolean;
}

interface RequestFacts {
  readonly cookieHeader: string | null;
  readonly origin: Origin;
  readonly requestId: string;
  readonly answer: AnswerHeaders;
}

const hashOf = (cookie: string) => createHash('sha256').update(cookie).digest('hex');
const newId = () => randomBytes(32).toString('base64url');

/**
 * Sessions live on the server: the browser holds a random id, the store only its hash. A visitor who has done nothing
 * costs no row; the row comes with the first step that must be remembered.
 */
export function createSessions({ store, clock, tokenOf, secure }: SessionDeps) {
  const cookieName = secure ? '__Host-reprise' : 'reprise_session';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

  return {
    /** Actor and session of one request; gives the browser an id when it brought none of ours. */
    open({ cookieHeader, origin, requestId, answer }: RequestFacts): {
      actor: Actor;
      session: SessionControl;
      cookie: string;
    } {
      const brought = readCookie(cookieHeader, cookieName);
      const known = brought !== null && idPattern.test(brought);
      const cookie = known ? brought : newId();
      if (!known) answer.setCookie(cookieName, `${cookie}; ${attributes}`);

      const session: SessionControl = {
        formToken: tokenOf(cookie),
        async rotate() {
          const fresh = newId();
          const now = clock.now();
          const row = {
            idHash: hashOf(fresh),
            createdAt: now,
            lastSeenAt: now,
            expiresAt: now + lifetimeMillis,
            accountId: null,
          };
          await store.transaction(
            async ({ sessions }) => {
              await sessions.delete(hashOf(cookie));
              await sessions.save(row);
            },
            { outlives: 'process' },
          );
          answer.setCookie(cookieName, `${fresh}; ${attributes}`);
          return visitor({ sessionHash: hashOf(fresh), origin, requestId });
        },
        async isOpen() {
          return known && (await store.sessions.find(hashOf(cookie))) !== null;
        },
        async end() {
          answer.setCookie(cookieName, `; ${attributes}; Max-Age=0`);
          answer.setCookie(languageCookie, '; Path=/; Max-Age=0');
          // Never "cookies": that would also take the kiosk's own token and other sessions of the domain.
          answer.set('Clear-Site-Data', '"cache", "storage"');
          await store.sessions.delete(hashOf(cookie));
        },
      };
      return { actor: visitor({ sessionHash: hashOf(cookie), origin, requestId }), session, cookie };
    },
  };
}

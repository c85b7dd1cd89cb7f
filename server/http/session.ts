import { createHash, randomBytes } from 'node:crypto';
import { Failure } from '../../app/shared/failure.ts';
import { type Actor, type Origin, technician, visitor } from '../domain/actors/actor.ts';
import type { Clock } from '../domain/clock.ts';
import type { AccountId } from '../systems/directory/port.ts';
import type { Store } from '../systems/store/port.ts';
import type { AnswerHeaders } from './answer-headers.ts';
import type { SessionControl } from './context.ts';
import { readCookie } from './cookies.ts';
import { languageCookie } from './locale.ts';

/** A recovery takes minutes; nothing of it needs to live longer at a kiosk. */
const lifetimeMillis = 30 * 60_000;
/** A desk session ends after this long without use, and after a working day in any case (ASVS 5.0, 7.3). */
const deskIdleMillis = 15 * 60_000;
const deskLifetimeMillis = 10 * 3_600_000;
/** Use is noted this exactly, so that most requests write nothing. */
const touchMillis = 60_000;
/** A session that seems to begin later than this from now was made by a clock that has been put right since. */
const clockSkewMillis = 5 * 60_000;
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
export const sessionCookieName = (secure: boolean) => (secure ? '__Host-reprise' : 'reprise_session');

/**
 * Sessions live on the server: the browser holds a random id, the store only its hash. A visitor who has done nothing
 * costs no row; the row comes with the first step that must be remembered. A session is for one thing: identifying
 * ends a desk session in the same browser, and signing in ends a recovery there.
 */
export function createSessions({ store, clock, tokenOf, secure }: SessionDeps) {
  const cookieName = sessionCookieName(secure);
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

      /** Replaces the session by a new one under a new id; returns the hash of that id. */
      async function begin(accountId: AccountId | null, lifetime: number): Promise<string> {
        const fresh = newId();
        const now = clock.now();
        const row = {
          idHash: hashOf(fresh),
          createdAt: now,
          lastSeenAt: now,
          expiresAt: now + lifetime,
          accountId,
        };
        await store.transaction(
          async ({ sessions }) => {
            await sessions.delete(hashOf(cookie));
            await sessions.save(row);
          },
          { outlives: 'process' },
        );
        answer.setCookie(cookieName, `${fresh}; ${attributes}`);
        return row.idHash;
      }

      const session: SessionControl = {
        formToken: tokenOf(cookie),
        async rotate() {
          return visitor({ sessionHash: await begin(null, lifetimeMillis), origin, requestId });
        },
        async signIn(accountId) {
          const sessionHash = await begin(accountId, deskLifetimeMillis);
          return technician({ sessionHash, accountId, origin, requestId });
        },
        async technician() {
          const sessionHash = hashOf(cookie);
          const row = known ? await store.sessions.find(sessionHash) : null;
          const now = clock.now();
          const live =
            row !== null &&
            row.expiresAt >= now &&
            row.createdAt <= now + clockSkewMillis &&
            row.lastSeenAt + deskIdleMillis >= now;
          if (!live || row.accountId === null) throw new Failure('desk-sign-in-needed');
          if (now - row.lastSeenAt > touchMillis) await store.sessions.touch(sessionHash, now);
          return technician({ sessionHash, accountId: row.accountId, origin, requestId });
        },
        async isOpen() {
          return known && (await store.sessions.find(hashOf(cookie)))?.accountId === null;
        },
        async renew() {
          if (!known || (await store.sessions.find(hashOf(cookie))) !== null) return;
          answer.setCookie(cookieName, `${newId()}; ${attributes}`);
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

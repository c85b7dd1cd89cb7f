import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Failure } from '../../../app/shared/failure.ts';
import type { KioskRow, Repositories, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal, JournalEvent } from '../journal/journal.ts';

/** How long a one-time link may wait for its device. */
export const enrolMillis = 24 * 3_600_000;
/** `lastSeenAt` is written at most this often, and the device's cookie renewed with it. */
const seenEveryMillis = 24 * 3_600_000;
/** 256 random bits, as base64url. */
const secretPattern = /^[\w-]{43}$/;

export interface KioskDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly journal: Journal;
}

export type Enrolment =
  | { readonly enrolled: true; readonly code: string; readonly until: number }
  | { readonly enrolled: false; readonly because: 'name-taken' };

/** What a page may show of a kiosk. */
export type KioskFace = Pick<KioskRow, 'name' | 'establishment'>;

interface KnownKiosk {
  readonly id: string;
  readonly establishment: string;
  readonly due: boolean;
}

const newSecret = () => randomBytes(32).toString('base64url');
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
const linkSpent = () => new Failure('link-spent');

/**
 * Devices that count as kiosks of an establishment. A kiosk begins as a one-time link; whoever opens it and presses
 * its button turns their device into that kiosk. Codes and tokens are stored as hashes: 256 random bits need no salt.
 */
export function createKiosks({ store, clock, journal }: KioskDeps) {
  const note = (unit: Repositories, event: JournalEvent, actor: Actor, kiosk: KioskFace & { id: string }) =>
    journal.append(unit, {
      event,
      actor,
      subject: kiosk.id,
      reference: null,
      details: { name: kiosk.name, establishment: kiosk.establishment },
    });

  /** The kiosk that a one-time link still stands for; `link-spent` when used, unknown, revoked or too late. */
  async function waiting(repositories: Pick<Repositories, 'kiosks'>, code: string): Promise<KioskRow> {
    const row = secretPattern.test(code) ? await repositories.kiosks.findByEnrolment(hashOf(code)) : null;
    if (row === null || row.revokedAt !== null || row.enrolUntil < clock.now()) throw linkSpent();
    return row;
  }

  return {
    /** Makes the kiosk and the code of its link, which is valid once and for 24 h. */
    async enrol(actor: Actor, { name, establishment }: KioskFace): Promise<Enrolment> {
      const code = newSecret();
      const now = clock.now();
      const row: KioskRow = {
        id: randomUUID(),
        name,
        establishment,
        enrolHash: hashOf(code),
        enrolUntil: now + enrolMillis,
        tokenHash: null,
        createdAt: now,
        enrolledAt: null,
        lastSeenAt: null,
        revokedAt: null,
      };
      return store.transaction(async (unit) => {
        if (!(await unit.kiosks.insert(row))) return { enrolled: false, because: 'name-taken' };
        await note(unit, 'kiosk-added', actor, row);
        return { enrolled: true, code, until: row.enrolUntil };
      });
    },

    /** Which kiosk a device would become; spends nothing. Fails `link-spent`. */
    async offered(code: string): Promise<KioskFace> {
      const { name, establishment } = await waiting(store, code);
      return { name, establishment };
    },

    /** The device's token, for exactly one caller; `link-spent` for every other. */
    async claim(actor: Actor, code: string): Promise<KioskFace & { readonly token: string }> {
      const token = newSecret();
      return store.transaction(async (unit) => {
        const row = await waiting(unit, code);
        if (!(await unit.kiosks.claim(hashOf(code), hashOf(token), clock.now()))) throw linkSpent();
        await note(unit, 'kiosk-enrolled', actor, row);
        return { name: row.name, establishment: row.establishment, token };
      });
    },

    /**
     * The enrolled kiosk of a device's token; `revoked` when it was one, null when nothing is known of it. `due`: it
     * was not seen within a day (or a clock was wrong), so `seen` is to be called.
     */
    async ofToken(token: string): Promise<KnownKiosk | 'revoked' | null> {
      const row = secretPattern.test(token) ? await store.kiosks.findByToken(hashOf(token)) : null;
      if (row === null) return null;
      if (row.revokedAt !== null) return 'revoked';
      const rested = Math.abs(clock.now() - (row.lastSeenAt ?? 0));
      return { id: row.id, establishment: row.establishment, due: rested >= seenEveryMillis };
    },

    /** Notes that the kiosk is in use. */
    seen: (id: string) => store.kiosks.seen(id, clock.now()),

    /** By name, the revoked ones included. */
    list: () => store.kiosks.list(),

    /** Ends a kiosk, or a link that waits, from the next request on; false when none of that name is left. */
    async revoke(actor: Actor, name: string): Promise<boolean> {
      return store.transaction(async (unit) => {
        const wanted = name.toLowerCase();
        const row = (await unit.kiosks.list()).find(
          (one) => one.revokedAt === null && one.name.toLowerCase() === wanted,
        );
        if (row === undefined || (await unit.kiosks.revoke(row.name, clock.now())) === 0) return false;
        await note(unit, 'kiosk-revoked', actor, row);
        return true;
      });
    },
  };
}

export type Kiosks = ReturnType<typeof createKiosks>;

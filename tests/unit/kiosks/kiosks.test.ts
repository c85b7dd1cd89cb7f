import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureCode } from '../../../app/shared/failure.ts';
import { system } from '../../../server/domain/actors/actor.ts';
import { createJournal, type Journal } from '../../../server/domain/journal/journal.ts';
import { createKiosks, type Kiosks } from '../../../server/domain/kiosks/kiosks.ts';
import { handClock, type TemporaryStore, temporaryStore } from '../../support/temporary-store.ts';

const DAY = 24 * 3_600_000;
const actor = system('test');
const hall = { name: 'Hall A', establishment: 'Clinique des Trois Rivières' };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let files: TemporaryStore;
let clock: ReturnType<typeof handClock>;
let journal: Journal;
let kiosks: Kiosks;

beforeEach(async () => {
  files = await temporaryStore();
  clock = handClock();
  journal = createJournal({ store: files.store, sealKey: randomBytes(32), clock });
  kiosks = createKiosks({ store: files.store, clock, journal });
});
afterEach(() => files.end());

async function enrol(face = hall): Promise<string> {
  const made = await kiosks.enrol(actor, face);
  if (!made.enrolled) throw new Error(made.because);
  return made.code;
}
const codeOf = (asked: Promise<unknown>) => asked.then(() => null, failureCode);
const events = async () => (await files.store.journal.page(0, 100)).map(({ event }) => event);

describe('a one-time link', () => {
  it('shows its kiosk as often as it is opened and makes one device of it', async () => {
    const code = await enrol();
    for (let opened = 0; opened < 3; opened += 1) expect(await kiosks.offered(code)).toEqual(hall);
    const { token, ...face } = await kiosks.claim(actor, code);
    expect(face).toEqual(hall);
    expect(await kiosks.ofToken(token)).toMatchObject({ establishment: hall.establishment, due: false });
    expect(await codeOf(kiosks.offered(code))).toBe('link-spent');
    expect(await codeOf(kiosks.claim(actor, code))).toBe('link-spent');
  });

  it('of ten claims at once one gets a token', async () => {
    const code = await enrol();
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => kiosks.claim(actor, code)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(failureCode(result.reason)).toBe('link-spent');
    expect((await events()).filter((event) => event === 'kiosk-enrolled')).toHaveLength(1);
  });

  it('lives 24 hours, and not when the clock went on without it', async () => {
    const [late, inTime] = [await enrol(), await enrol({ ...hall, name: 'Hall B' })];
    clock.advance(DAY);
    expect(await kiosks.offered(inTime)).toMatchObject({ name: 'Hall B' });
    await kiosks.claim(actor, inTime);
    clock.advance(1);
    expect(await codeOf(kiosks.offered(late))).toBe('link-spent');
    expect(await codeOf(kiosks.claim(actor, late))).toBe('link-spent');
  });

  it('is 256 random bits each, of which the store and the journal hold a hash at most', async () => {
    const code = await enrol();
    const { token } = await kiosks.claim(actor, code);
    expect(code).toMatch(/^[\w-]{43}$/);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(token).not.toBe(code);
    const kept = JSON.stringify([files.rows('select * from kiosks'), files.rows('select * from journal')]);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(token);
    expect(kept).toContain(sha256(token));
    expect(kept).not.toContain(sha256(code));
  });

  it.each(['', 'x', 'A'.repeat(43), 'é'.repeat(43), '../../x', `${'A'.repeat(43)}\n`])(
    'that never was (%j) is answered like a spent one',
    async (code) => {
      await enrol();
      expect(await codeOf(kiosks.offered(code))).toBe('link-spent');
      expect(await codeOf(kiosks.claim(actor, code))).toBe('link-spent');
      expect(await kiosks.ofToken(code)).toBeNull();
    },
  );

  it('does not open as a token, nor a token as a link', async () => {
    const code = await enrol();
    expect(await kiosks.ofToken(code)).toBeNull();
    const { token } = await kiosks.claim(actor, code);
    expect(await codeOf(kiosks.claim(actor, token))).toBe('link-spent');
  });
});

describe('a name', () => {
  it('is taken until it is revoked, whatever its case', async () => {
    const code = await enrol();
    expect(await kiosks.enrol(actor, { ...hall, name: 'HALL a' })).toEqual({
      enrolled: false,
      because: 'name-taken',
    });
    expect(await kiosks.revoke(actor, 'hall A')).toBe(true);
    expect(await codeOf(kiosks.claim(actor, code))).toBe('link-spent');
    expect(await kiosks.offered(await enrol())).toEqual(hall);
    expect(await kiosks.list()).toHaveLength(2);
  });
});

describe('revoking', () => {
  it('ends the device’s trust at once, and only that device’s', async () => {
    const { token } = await kiosks.claim(actor, await enrol());
    const other = await kiosks.claim(actor, await enrol({ ...hall, name: 'Hall B' }));
    expect(await kiosks.revoke(actor, 'Hall A')).toBe(true);
    expect(await kiosks.ofToken(token)).toBe('revoked');
    expect(await kiosks.ofToken('U'.repeat(43))).toBeNull();
    expect(await kiosks.ofToken(other.token)).not.toBeNull();
    expect(await kiosks.revoke(actor, 'Hall A')).toBe(false);
    expect(await kiosks.revoke(actor, 'nowhere')).toBe(false);
  });
});

describe('the journal', () => {
  it('has every step, sealed; a refusal is none', async () => {
    await kiosks.claim(actor, await enrol());
    await kiosks.enrol(actor, hall);
    await kiosks.revoke(actor, 'Hall A');
    await kiosks.revoke(actor, 'Hall A');
    expect(await events()).toEqual(['kiosk-added', 'kiosk-enrolled', 'kiosk-revoked']);
    expect(await journal.verify()).toMatchObject({ intact: true });
  });

  it('and the kiosk stand or fall together', async () => {
    const broken = createKiosks({
      store: files.store,
      clock,
      journal: { ...journal, append: () => Promise.reject(new Error('no journal')) },
    });
    const code = await enrol();
    await expect(broken.enrol(actor, { ...hall, name: 'Hall B' })).rejects.toThrow();
    await expect(broken.claim(actor, code)).rejects.toThrow();
    await expect(broken.revoke(actor, 'Hall A')).rejects.toThrow();
    expect(await kiosks.list()).toHaveLength(1);
    expect(await kiosks.offered(code)).toEqual(hall);
  });
});

describe('last seen', () => {
  it('is due once a day, and after a clock that was wrong', async () => {
    const { token } = await kiosks.claim(actor, await enrol());
    const known = async () => {
      const found = await kiosks.ofToken(token);
      return found === null || found === 'revoked' ? undefined : found;
    };
    const due = async () => (await known())?.due;
    clock.advance(DAY - 1);
    expect(await due()).toBe(false);
    clock.advance(1);
    expect(await due()).toBe(true);
    await kiosks.seen((await known())?.id ?? '');
    expect(await due()).toBe(false);
    clock.advance(-3 * DAY);
    expect(await due()).toBe(true);
  });
});

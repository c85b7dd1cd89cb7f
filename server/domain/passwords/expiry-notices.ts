import type { Outbox } from '../../jobs/outbox.ts';
import type { Directory, ExpiringPassword } from '../../systems/directory/port.ts';
import type { Store } from '../../systems/store/port.ts';
import type { Clock } from '../clock.ts';
import { standsAgainst } from '../people/eligibility.ts';

export interface ExpiryNoticesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly outbox: Outbox;
  /** Days before the expiry at which a mail is sent; empty = never. */
  readonly daysBefore: readonly number[];
}

const dayMillis = 86_400_000;
/** A mail should arrive when people begin to work: 5 h UTC is 6 h or 7 h in France. */
const hourOfLook = 5;

const dayOf = (millis: number) => new Date(millis).toISOString().slice(0, 10);
const lookAt = (day: string) => Date.parse(`${day}T00:00:00Z`) + hourOfLook * 3_600_000;

/**
 * Tells people by mail that their password is going to expire, with the way to change it and no secret. One look a
 * day; the outbox refuses a second notice of the same password and the same number of days, whoever sends it.
 */
export function createExpiryNotices({ store, clock, directory, outbox, daysBefore }: ExpiryNoticesDeps) {
  const numbers = [...new Set(daysBefore)].sort((a, b) => a - b);
  const longest = numbers.at(-1);

  const plan = (day: string) => store.transaction((unit) => outbox.lookForExpiring(unit, day, lookAt(day)));

  /** The smallest of the numbers that has been reached: whoever is looked at late gets one mail, not several. */
  const reached = (expiresAt: Date) =>
    numbers.find((days) => expiresAt.getTime() <= clock.now() + days * dayMillis);

  async function tell({ id, expiresAt }: ExpiringPassword, signal: AbortSignal): Promise<void> {
    const days = reached(expiresAt);
    const account = days === undefined ? null : await directory.read(id, signal);
    // Whoever may not change it here would follow the link in vain.
    if (days === undefined || !account?.mail || standsAgainst(account)) return;
    await store.transaction((unit) => outbox.passwordExpires(unit, account, { expiresAt, daysBefore: days }));
  }

  return {
    /** Plans the look of today; does nothing where no notice is wanted. */
    async begin(): Promise<void> {
      if (longest !== undefined) await plan(dayOf(clock.now()));
    },
    /** The look of `day`, which plans the next one first: one that fails for good is not the last. */
    async run(day: string, signal: AbortSignal): Promise<void> {
      if (longest === undefined) return;
      await plan(dayOf(Math.max(lookAt(day), clock.now()) + dayMillis));
      const until = new Date(clock.now() + longest * dayMillis);
      for (const expiring of await directory.expiringUntil(until, signal)) await tell(expiring, signal);
    },
  };
}

export type ExpiryNotices = ReturnType<typeof createExpiryNotices>;

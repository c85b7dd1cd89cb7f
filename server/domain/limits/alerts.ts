import type { Outbox } from '../../jobs/outbox.ts';
import type { Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';

interface AlertsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly outbox: Outbox;
  readonly log: { error(fields: object, message: string): void };
}

const hourMillis = 3_600_000;

/** Tells the people in charge that something is going on: journal, log, mail, and a number for metrics. */
export function createAlerts({ store, clock, journal, outbox, log }: AlertsDeps) {
  let alertedHour: number | null = null;
  let raised = 0;
  return {
    /**
     * Failed identifications have passed the global budget. Once an hour and process; the outbox sends one mail an
     * hour for all of them. An alert that could not be recorded is raised again by the next try.
     */
    async failuresTripped(actor: Actor): Promise<void> {
      const hour = Math.floor(clock.now() / hourMillis);
      if (alertedHour === hour) return;
      const before = alertedHour;
      alertedHour = hour;
      try {
        await store.transaction(async (unit) => {
          const details = { limit: 'global' };
          await journal.append(unit, {
            event: 'alert-raised',
            actor,
            subject: null,
            reference: null,
            details,
          });
          await outbox.alertRaised(unit, hour);
        });
      } catch (error) {
        alertedHour = before;
        throw error;
      }
      raised += 1;
      log.error({ limit: 'global' }, 'failed identifications have passed the global limit');
    },
    /** How many since the process started. */
    raised: () => raised,
  };
}

export type Alerts = ReturnType<typeof createAlerts>;

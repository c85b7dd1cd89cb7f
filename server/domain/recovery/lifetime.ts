import { DateTime } from 'luxon';
import { type CalendarSettings, type WorkingTime, weekdays } from '../../config/settings.ts';
import type { Millis } from '../../systems/store/port.ts';
import { sameEstablishment } from '../proofs/policy.ts';

export interface LifetimeDeps {
  /** A temporary password lives at least so long. */
  readonly temporaryPasswordHours: number;
  readonly calendar: CalendarSettings;
}

/** An expiry asks the directory's clock at least this often, so that a wrong clock of the portal's counts for no more. */
export const longestWaitMillis = 3_600_000;

/** A closure longer than this is not waited for: the hours alone count then. */
const longestClosureDays = 62;

/**
 * How long a temporary password lives: to the later of the configured hours and the end of the next working day of the
 * agent's establishment. The next working day is never today, so whoever asks on a Friday still gets in on Monday.
 */
export function createLifetime({ temporaryPasswordHours, calendar }: LifetimeDeps) {
  /** The establishment's own working time, or the one that holds where none is given. */
  function workingTimeOf(establishment: string | null): WorkingTime {
    const own = Object.entries(calendar.establishments).find(
      ([name]) => establishment !== null && sameEstablishment(name, establishment),
    );
    return own?.[1] ?? calendar.default;
  }

  function endOfNextWorkingDay(from: Millis, { days, endsAt, holidays }: WorkingTime): Millis | null {
    const today = DateTime.fromMillis(from, { zone: calendar.timeZone }).startOf('day');
    const [hour, minute] = endsAt.split(':').map(Number) as [number, number];
    for (let later = 1; later <= longestClosureDays; later += 1) {
      const day = today.plus({ days: later });
      const works = days.includes(weekdays[day.weekday - 1]!) && !holidays.includes(day.toISODate() ?? '');
      // On the night of a clock change the time that does not exist is taken an hour later.
      if (works) return day.set({ hour, minute }).toMillis();
    }
    return null;
  }

  return {
    timeZone: calendar.timeZone,
    /** When a temporary password that is written at `from` ends. */
    endOf(from: Millis, establishment: string | null): Millis {
      const byHours = from + temporaryPasswordHours * 3_600_000;
      return Math.max(byHours, endOfNextWorkingDay(from, workingTimeOf(establishment)) ?? byHours);
    },
  };
}

export type Lifetime = ReturnType<typeof createLifetime>;

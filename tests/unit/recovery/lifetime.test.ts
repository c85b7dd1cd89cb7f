import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { type CalendarSettings, defaultSafety, weekdays } from '../../../server/config/settings.ts';
import { createLifetime } from '../../../server/domain/recovery/lifetime.ts';

const zone = 'Europe/Paris';
const home = 'EHPAD La Roseraie';
const calendar: CalendarSettings = {
  timeZone: zone,
  default: {
    days: weekdays.slice(0, 5),
    endsAt: '18:00',
    holidays: ['2026-12-25', '2027-01-01', '2027-03-29'],
  },
  establishments: { [home]: { days: [...weekdays], endsAt: '20:30', holidays: [] } },
};
const lifetime = createLifetime({ temporaryPasswordHours: 24, calendar });
const at = (local: string, timeZone = zone) => DateTime.fromISO(local, { zone: timeZone }).toMillis();
const said = (millis: number) => DateTime.fromMillis(millis, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
const end = (local: string, establishment: string | null = null) =>
  said(lifetime.endOf(at(local), establishment));

describe('how long a temporary password lives', () => {
  it.each([
    ['in the week: to the evening of the next day', '2026-11-23T10:00', '2026-11-24T18:00'],
    ['late in the evening: 24 hours', '2026-11-23T19:30', '2026-11-24T19:30'],
    ['shortly after midnight', '2026-11-24T00:10', '2026-11-25T18:00'],
    ['on a Friday: to Monday evening', '2026-11-27T10:00', '2026-11-30T18:00'],
    ['on a Saturday: to Monday evening', '2026-11-28T23:59', '2026-11-30T18:00'],
    ['on a Sunday: to Monday evening', '2026-11-29T03:00', '2026-11-30T18:00'],
    ['before Christmas, a Friday', '2026-12-24T16:00', '2026-12-28T18:00'],
    ['over the end of the year', '2026-12-31T16:00', '2027-01-04T18:00'],
    ['before the Easter weekend, as summer time begins', '2027-03-26T16:00', '2027-03-30T18:00'],
    ['as summer time ends', '2026-10-23T16:00', '2026-10-26T18:00'],
    ['over the 29th of February', '2028-02-28T10:00', '2028-02-29T18:00'],
  ])('%s', (_, from, until) => {
    expect(end(from)).toBe(until);
  });

  it('goes by the clock on the wall in the night in which it changes', () => {
    const nights = createLifetime({
      temporaryPasswordHours: 1,
      calendar: { ...calendar, default: { days: [...weekdays], endsAt: '02:30', holidays: [] } },
    });
    expect(said(nights.endOf(at('2027-03-27T10:00'), null))).toBe('2027-03-28T03:30');
    expect(said(nights.endOf(at('2026-10-24T10:00'), null))).toBe('2026-10-25T02:30');
  });

  it('counts 24 hours, not a day, where the clock changes', () => {
    const round = createLifetime({
      temporaryPasswordHours: 24,
      calendar: { ...calendar, default: { days: [...weekdays], endsAt: '00:00', holidays: [] } },
    });
    const from = at('2027-03-27T10:00');
    expect(round.endOf(from, null) - from).toBe(24 * 3_600_000);
    expect(said(round.endOf(from, null))).toBe('2027-03-28T11:00');
  });

  it.each([home, 'ehpad  la roseraie ', 'EHPAD La Roseraie'.normalize('NFD')])(
    'is the establishment’s own, however the directory spells it: %s',
    (establishment) => {
      expect(end('2026-11-27T10:00', establishment)).toBe('2026-11-28T20:30');
    },
  );

  it('is everyone’s where the establishment is unknown', () => {
    expect(end('2026-11-27T10:00', 'Ailleurs')).toBe('2026-11-30T18:00');
  });

  it('goes by the organisation’s time zone, not by the machine’s', () => {
    const overseas = createLifetime({
      temporaryPasswordHours: 24,
      calendar: { ...calendar, timeZone: 'Indian/Reunion' },
    });
    const from = at('2026-11-27T10:00', 'Indian/Reunion');
    expect(overseas.endOf(from, null)).toBe(at('2026-11-30T18:00', 'Indian/Reunion'));
  });

  it.each([
    ['no day is worked', { days: [], endsAt: '18:00', holidays: [] }],
    [
      'every day is a holiday',
      {
        days: [...weekdays],
        endsAt: '18:00',
        holidays: Array.from({ length: 4000 }, (_, day) =>
          DateTime.fromISO('2026-01-01').plus({ days: day }).toISODate(),
        ) as string[],
      },
    ],
  ])('is the hours alone where %s', (_, workingTime) => {
    const never = createLifetime({
      temporaryPasswordHours: 24,
      calendar: { ...calendar, default: workingTime },
    });
    expect(never.endOf(at('2026-11-23T10:00'), null)).toBe(at('2026-11-24T10:00'));
  });

  it('waits for the end of a closure of some weeks', () => {
    const holidays = Array.from(
      { length: 28 },
      (_, day) => DateTime.fromISO('2027-07-31').plus({ days: day }).toISODate() as string,
    );
    const summer = createLifetime({
      temporaryPasswordHours: 24,
      calendar: { ...calendar, default: { ...defaultSafety.calendar.default, holidays } },
    });
    expect(said(summer.endOf(at('2027-07-30T10:00'), null))).toBe('2027-08-30T18:00');
  });

  it('is never shorter than the hours, never much longer, and ends at the hours or at a working day’s end', () => {
    const day = fc
      .date({ min: new Date('2026-01-01'), max: new Date('2036-01-01'), noInvalidDate: true })
      .map((date) => date.getTime());
    const isoDate = day.map((millis) => new Date(millis).toISOString().slice(0, 10));
    const workingTime = fc.record({
      days: fc.subarray([...weekdays], { minLength: 1 }),
      endsAt: fc
        .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
        .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
      holidays: fc.array(isoDate, { maxLength: 40 }),
    });
    const timeZone = fc.constantFrom(
      'Europe/Paris',
      'UTC',
      'America/Cayenne',
      'Pacific/Noumea',
      'Indian/Mayotte',
    );
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 240 }), workingTime, timeZone, (from, hours, own, name) => {
        const settings = { timeZone: name, default: own, establishments: {} };
        const until = createLifetime({ temporaryPasswordHours: hours, calendar: settings }).endOf(from, null);
        const byHours = from + hours * 3_600_000;
        expect(until).toBeGreaterThanOrEqual(byHours);
        expect(until).toBeLessThanOrEqual(Math.max(byHours, from + 64 * 86_400_000));
        if (until === byHours) return;
        const local = DateTime.fromMillis(until, { zone: name });
        expect(own.days).toContain(weekdays[local.weekday - 1]);
        expect(own.holidays).not.toContain(local.toISODate());
        // But for the hour that a spring night leaves out, it is the very minute.
        const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
        expect([0, 60]).toContain(minutes(local.toFormat('HH:mm')) - minutes(own.endsAt));
        // No working day lies between.
        for (let between = DateTime.fromMillis(from, { zone: name }).plus({ days: 1 }); ; ) {
          if (between.toISODate()! >= local.toISODate()!) break;
          const works = own.days.includes(weekdays[between.weekday - 1]!);
          expect(works && !own.holidays.includes(between.toISODate()!)).toBe(false);
          between = between.plus({ days: 1 });
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

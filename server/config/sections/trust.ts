import { z } from 'zod';
import { list, network, setting, text, whole } from './parts.ts';

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export const networks = setting(
  list(
    z.strictObject({
      establishment: text(120),
      ranges: list(network).min(1, 'at least one'),
      failuresPerMinute: whole(1, 10_000).optional(),
    }),
  ).default([]),
  'Networks of each establishment, by its name in the directory; `failuresPerMinute` for large sites behind one address.',
  [{ establishment: 'Clinique des Trois Rivières', ranges: ['10.20.0.0/16'] }],
);

export const untrustedNetworks = setting(
  list(network).default([]),
  'VPN, VDI and guest Wi-Fi: these count as outside, whatever `networks` says and whoever is enrolled there.',
  ['10.99.0.0/16'],
);

/** `compromised` is not among them: it always needs a further proof. */
const reasons = list(z.enum(['forgotten', 'locked', 'expired', 'first'], { error: 'a reason' }));

export const proof = z
  .strictObject({
    notNeededAtKiosks: setting(
      reasons.default(['forgotten', 'locked', 'expired', 'first']),
      'Reasons for which surname and agent number are enough at an enrolled kiosk.',
      ['forgotten', 'locked', 'expired', 'first'],
    ),
    notNeededOnNetworks: setting(
      reasons.default([]),
      'Reasons for which they are enough on an establishment’s network, for agents of that establishment alone.',
      ['forgotten', 'locked'],
    ),
    methods: setting(
      list(z.enum(['colleague', 'phone', 'code'], { error: 'colleague, phone or code' }))
        .min(1, 'at least one')
        .default(['colleague', 'phone', 'code']),
      'Further proofs that agents may choose from; `code` needs `mail` or `sms`.',
      ['colleague', 'phone', 'code'],
    ),
  })
  .prefault({});

const workingTime = z.strictObject({
  days: list(z.enum(days, { error: 'a day such as monday' })).default([...days.slice(0, 5)]),
  endsAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 18:00')
    .default('18:00'),
  holidays: list(z.iso.date('a date such as 2026-12-25')).default([]),
});

const validTimeZone = (name: string) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC';

export const calendar = z
  .strictObject({
    timeZone: setting(
      text(60).refine(validTimeZone, 'a time zone such as Europe/Paris').default('Europe/Paris'),
      'Time zone of the working days.',
      'Europe/Paris',
    ),
    default: setting(
      workingTime.prefault({}),
      'Working days, the end of a working day, and holidays: a temporary password lives to the end of the next one.',
      { days: [...days.slice(0, 5)], endsAt: '18:00', holidays: ['2026-12-25'] },
    ),
    establishments: setting(
      z.record(text(120), workingTime).default({}),
      'The same for establishments that differ, by name.',
      { 'EHPAD La Roseraie': { days: [...days], endsAt: '20:00' } },
    ),
  })
  .prefault({});

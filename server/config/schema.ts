import { z } from 'zod';
import { directory } from './sections/directory.ts';
import { alerts, mail, notices, sms } from './sections/messages.ts';
import { colour, httpUrl, list, publicUrl, secretReference, setting, text, whole } from './sections/parts.ts';
import { calendar, networks, proof, untrustedNetworks } from './sections/trust.ts';

/**
 * Every setting of `reprise.yaml`, each with the sentence and the example that a wrong value is answered with and
 * that `reprise settings` prints. Secrets are references, resolved by `secrets.ts`; this file reads nothing.
 */
export const fileSchema = z.strictObject({
  publicUrl: setting(
    publicUrl,
    'The address at which browsers reach the portal; posts from any other origin are refused.',
    'https://reprise.example.org',
  ),
  organisation: z.strictObject({
    name: setting(text(80), 'Name shown on every page.', 'Centre hospitalier de l’Exemple'),
    logo: setting(
      text(200)
        .regex(/^\/[\w./-]+$/, 'a path under public/, such as /logo.svg')
        .nullable()
        .default(null),
      'Path of the logo under public/; without one the portal’s own mark is shown.',
      '/logo.svg',
    ),
    theme: setting(
      z
        .strictObject({ brand: colour.optional(), brandInk: colour.optional(), accent: colour.optional() })
        .default({}),
      'Colours of the pages: `brand`, the text on it (`brandInk`) and `accent`.',
      { brand: '#1b4b7a' },
    ),
  }),
  helpDesk: z.strictObject({
    phone: setting(text(40), 'Number of the help desk, shown on every page.', '01 23 45 67 89'),
    hours: setting(
      z.string().trim().max(120).default(''),
      'When the help desk answers.',
      'lundi à vendredi, 8 h à 18 h',
    ),
  }),
  directory,
  store: z
    .strictObject({
      url: setting(
        z
          .union([z.literal('sqlite'), secretReference], {
            error: '"sqlite", or a secret holding a postgres:// URL',
          })
          .default('sqlite'),
        'Where the portal keeps its data: `sqlite` (a file in DATA_DIR) or a secret holding a postgres:// URL.',
        'sqlite',
      ),
    })
    .prefault({}),
  key: setting(
    secretReference.nullable().default(null),
    'Master key (32 random bytes, base64). Without it one is made in DATA_DIR/master.key; several nodes must share one.',
    { file: '/etc/reprise/master.key' },
  ),
  proxies: setting(
    list(text(60)).default([]),
    'Addresses of the reverse proxies whose X-Forwarded-For is believed.',
    ['10.0.0.5'],
  ),
  networks,
  untrustedNetworks,
  proof,
  calendar,
  mail,
  sms,
  notices,
  alerts,
  temporaryPassword: z
    .strictObject({
      hours: setting(
        whole(1, 168).default(24),
        'Hours until a temporary password that nobody changed stops working; never before the end of the next working day.',
        24,
      ),
    })
    .prefault({}),
  passwordRules: z
    .strictObject({
      minLength: setting(
        whole(0, 64).default(0),
        'Fewest characters of a chosen password, besides what the directory asks for; 0 leaves it to the directory.',
        14,
      ),
      minScore: setting(
        whole(0, 4).default(4),
        'How hard to guess a chosen password must be, from 0 (anything) to 4 (10,000 million guesses).',
        4,
      ),
      forbiddenWords: setting(
        list(text(60).min(3, 'a word of three letters at least')).default([]),
        'Words that no password may hold, however disguised, such as the organisation’s own; pages show them.',
        ['valdormes'],
      ),
      establishmentNames: setting(
        list(text(120)).default([]),
        'Names of the establishments; no password may hold their distinctive words.',
        ['Clinique des Trois Rivières'],
      ),
      breachedMirror: setting(
        httpUrl.nullable().default(null),
        'Mirror of the Pwned Passwords range API on your own network, asked besides the built-in list.',
        'https://pwned.example.org',
      ),
    })
    .prefault({}),
  expiryNotice: z
    .strictObject({
      daysBefore: setting(
        list(whole(1, 60)).max(5, 'at most five').default([]),
        'How many days before a password expires its owner gets a mail, once for each number; empty sends none.',
        [14, 3],
      ),
    })
    .prefault({}),
  limits: z
    .strictObject({
      failuresPerHour: setting(
        whole(10, 1_000_000).default(60),
        'Failed identifications an hour, over everyone, that count as normal for your headcount; twice that many may come at once.',
        60,
      ),
    })
    .prefault({}),
  messages: z
    .strictObject({
      folder: setting(
        text(500).nullable().default(null),
        'Writes every mail and SMS as a JSON file into this folder instead of sending it (trials).',
        './data/messages',
      ),
    })
    .prefault({}),
  metricsToken: setting(
    secretReference.nullable().default(null),
    'Token for the details of /readyz from other hosts than the server itself.',
    { env: 'REPRISE_METRICS_TOKEN' },
  ),
});

export type FileSettings = z.output<typeof fileSchema>;
export type { SecretReference } from './sections/parts.ts';

import { z } from 'zod';

/**
 * Every setting of `reprise.yaml`, each with the sentence and the example that a wrong value is answered with and
 * that `reprise settings` prints. Secrets are references, resolved by `secrets.ts`; this file reads nothing.
 */
const setting = <T extends z.ZodType>(schema: T, description: string, example: unknown): T =>
  schema.meta({ description, examples: [example] });

const secretReference = z.union(
  [z.strictObject({ file: z.string().min(1) }), z.strictObject({ env: z.string().min(1) })],
  { error: 'a secret given as { file: PATH } or { env: NAME }' },
);

const text = (max = 200) => z.string({ error: 'a text' }).trim().min(1, 'a text that is not empty').max(max);
const list = <T extends z.ZodType>(item: T) => z.array(item, { error: 'a list' });
const whole = (min: number, max: number) =>
  z
    .int({ error: `a whole number from ${min} to ${max}` })
    .min(min, `a whole number from ${min} to ${max}`)
    .max(max, `a whole number from ${min} to ${max}`);
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour as #rrggbb');
const distinguishedName = text(500).regex(/^\w[\w.-]*=.+,.+/, 'a distinguished name');

const ldapsUrl = z
  .string({ error: 'an ldaps:// URL' })
  .regex(/^ldaps:\/\/[^/\s]+$/, 'an ldaps:// URL without a path (cleartext LDAP is not accepted)');

const publicUrl = z
  .string({ error: 'an http(s):// URL' })
  .regex(/^https?:\/\/[^/\s?#]+$/, 'the origin alone, without a path or a final slash');

const httpUrl = z
  .string({ error: 'an http(s):// URL' })
  .regex(/^https?:\/\/[^/\s?#]+(\/[^\s?#]*[^/\s?#])?$/, 'an http(s):// URL without a final slash');

const directory = z.strictObject({
  urls: setting(
    list(ldapsUrl).min(1, 'at least one URL'),
    'Writable domain controllers, the preferred one first; the next is asked when one is down.',
    ['ldaps://dc1.example.org:636'],
  ),
  ca: setting(
    secretReference,
    'PEM file of the authority that signed the domain controllers’ certificates; only these are trusted.',
    { file: '/etc/reprise/ca.pem' },
  ),
  bindDN: setting(
    distinguishedName,
    'The delegated service account (docs/operating.md lists the rights it needs, and no more).',
    'CN=svc-reprise,OU=Services,DC=example,DC=org',
  ),
  bindPassword: setting(secretReference, 'Password of the service account.', {
    file: '/etc/reprise/directory.password',
  }),
  base: setting(distinguishedName, 'Root of the domain.', 'DC=example,DC=org'),
  peopleBases: setting(
    list(distinguishedName).min(1, 'at least one'),
    'Where the agents’ accounts live; an account elsewhere is as if it did not exist.',
    ['OU=Agents,DC=example,DC=org'],
  ),
  agentNumberAttribute: setting(
    text(60).default('employeeNumber'),
    'Attribute that holds the agent number; must be indexed and unique.',
    'employeeNumber',
  ),
  extraSurnameAttributes: setting(
    list(text(60)).default([]),
    'Attributes that hold further surnames of a person, such as the birth name.',
    ['extensionAttribute1'],
  ),
  establishmentAttribute: setting(
    text(60).default('physicalDeliveryOfficeName'),
    'Attribute that names the person’s establishment.',
    'physicalDeliveryOfficeName',
  ),
  privilegedGroups: setting(
    list(text(500)).default([]),
    'Groups whose members, nested ones included, are never served, besides AD’s own protected groups.',
    ['CN=Tier-0,OU=Admins,DC=example,DC=org'],
  ),
  excludedGroups: setting(
    list(text(500)).default([]),
    'Groups whose members recover by phone only: technicians, directors, service accounts.',
    ['CN=IT-Support,OU=Groups,DC=example,DC=org'],
  ),
});

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
  trustedNetworks: setting(
    list(text(60)).default([]),
    'Networks (CIDR) from which surname and agent number alone are accepted, such as the kiosks’ own; requests from anywhere else end at the help desk.',
    ['10.20.0.0/24'],
  ),
  temporaryPassword: z
    .strictObject({
      hours: setting(
        whole(1, 168).default(24),
        'Hours until a temporary password that nobody changed stops working.',
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
export type SecretReference = z.output<typeof secretReference>;

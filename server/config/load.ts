import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Score } from '../../app/shared/password/strength.ts';
import { ConfigurationError } from './configuration-error.ts';
import { settingAt } from './describe.ts';
import { masterKey } from './master-key.ts';
import { type FileSettings, fileSchema, type SecretReference } from './schema.ts';
import { type LogLevel, logLevels, type Settings } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const environmentSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number({ error: 'a port number' }).int('a port number').min(0).max(65_535).default(3000),
  DATA_DIR: z.string().min(1).default('./data'),
  REPRISE_CONFIG: z.string().min(1).default('./reprise.yaml'),
  LOG_LEVEL: z.enum(logLevels, { error: `one of ${logLevels.join(', ')}` }).default('info'),
});

const environmentExamples: Record<string, string> = {
  HOST: '127.0.0.1',
  PORT: '3000',
  DATA_DIR: './data',
  REPRISE_CONFIG: './reprise.yaml',
  LOG_LEVEL: 'info',
};

/** The part of the environment that every command shares. */
export function loadEnvironment(environment: Environment = process.env) {
  const parsed = environmentSchema.safeParse(environment);
  if (parsed.success) return { ...parsed.data, DATA_DIR: resolve(parsed.data.DATA_DIR) } as const;
  throw new ConfigurationError(
    parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `environment ${name}: expected ${issue.message}, e.g. ${name}=${environmentExamples[name]}`;
    }),
  );
}

const dotted = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
    '',
  );

function findings(file: string, error: z.ZodError): string[] {
  return error.issues.flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    if (keys.length > 0) {
      return keys.map(
        (key) =>
          `${file}: ${dotted([...issue.path, key])}: no such setting (\`npm run reprise -- settings\` lists them)`,
      );
    }
    const path = dotted(issue.path);
    const known = settingAt(path);
    const example = known ? `, e.g. ${known.path}: ${known.example}. ${known.description}` : '';
    return [`${file}: ${path}: expected ${issue.message}${example}`];
  });
}

/** Parses the text of a configuration file; every wrong setting is named at once. */
export function parseFile(text: string, file: string): FileSettings {
  let raw: unknown;
  try {
    raw = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw new ConfigurationError([
      `${file}: not readable as YAML: ${(error as Error).message.split('\n')[0]}`,
    ]);
  }
  const parsed = fileSchema.safeParse(raw ?? {});
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(findings(file, parsed.error));
}

function secretReader(file: string, environment: Environment) {
  return (path: string, reference: SecretReference): string => {
    if ('env' in reference) {
      const value = environment[reference.env];
      if (value) return value;
      throw new ConfigurationError([`${file}: ${path}: the environment has no ${reference.env}`]);
    }
    try {
      const value = readFileSync(resolve(reference.file), 'utf8').replace(/\r?\n$/, '');
      if (value) return value;
    } catch {
      throw new ConfigurationError([`${file}: ${path}: cannot read the file ${reference.file}`]);
    }
    throw new ConfigurationError([`${file}: ${path}: the file ${reference.file} is empty`]);
  };
}

function readFile(env: ReturnType<typeof loadEnvironment>): FileSettings {
  const path = env.REPRISE_CONFIG;
  if (existsSync(path)) return parseFile(readFileSync(path, 'utf8'), path);
  throw new ConfigurationError([
    `There is no configuration at ${path}.`,
    'Copy reprise.example.yaml to reprise.yaml and fill it in, or name another file in REPRISE_CONFIG.',
    'To look around without one: npm run demo',
  ]);
}

/**
 * Where the data lie and the key to them, and what links need: all that a tool which only works on the store needs.
 * Without a configuration file it is the embedded store of DATA_DIR, as the demo leaves it.
 */
export function loadStoreSettings(environment: Environment = process.env): {
  url: string;
  folder: string;
  key: Buffer;
  publicUrl: string;
  networks: Settings['networks'];
} {
  const env = loadEnvironment(environment);
  const folder = env.DATA_DIR;
  if (!existsSync(env.REPRISE_CONFIG) && existsSync(join(folder, 'master.key'))) {
    const publicUrl = `http://localhost:${env.PORT}`;
    return { url: 'sqlite', folder, key: masterKey(folder, null), publicUrl, networks: [] };
  }
  const file = readFile(env);
  const secret = secretReader(env.REPRISE_CONFIG, environment);
  return {
    url: file.store.url === 'sqlite' ? 'sqlite' : secret('store.url', file.store.url),
    folder,
    key: masterKey(folder, file.key ? secret('key', file.key) : null),
    publicUrl: file.publicUrl,
    networks: file.networks,
  };
}

/**
 * Reads environment, file and secrets. Throws `ConfigurationError` before anything is started.
 * The only other reader of the environment is the tests' own set-up.
 */
export function loadSettings(environment: Environment = process.env): Settings {
  const env = loadEnvironment(environment);
  const file = readFile(env);
  const secret = secretReader(env.REPRISE_CONFIG, environment);
  const { directory, organisation, helpDesk } = file;
  const theme = {
    '--brand': organisation.theme.brand,
    '--brand-ink': organisation.theme.brandInk,
    '--accent': organisation.theme.accent,
  };
  return {
    host: env.HOST,
    port: env.PORT,
    dataFolder: env.DATA_DIR,
    logLevel: env.LOG_LEVEL as LogLevel,
    origins: [file.publicUrl],
    proxies: file.proxies,
    networks: file.networks,
    untrustedNetworks: file.untrustedNetworks,
    proof: file.proof,
    calendar: file.calendar,
    mail: mailOf(file.mail, secret),
    sms: smsOf(file.sms, secret),
    notices: file.notices,
    alertMails: file.alerts.mail,
    directory: {
      kind: 'active-directory',
      settings: {
        urls: directory.urls,
        ca: [secret('directory.ca', directory.ca)],
        bindDN: directory.bindDN,
        bindPassword: secret('directory.bindPassword', directory.bindPassword),
        base: directory.base,
        people: { bases: directory.peopleBases },
        attributes: {
          agentNumber: directory.agentNumberAttribute,
          extraSurnames: directory.extraSurnameAttributes,
          establishment: directory.establishmentAttribute,
          mobile: directory.mobileAttribute,
          privateMail: directory.privateMailAttribute,
        },
        roles: directory.roles,
        privilegedGroups: directory.privilegedGroups,
        excludedGroups: [...directory.excludedGroups, ...Object.values(directory.roles).flat()],
      },
    },
    storeUrl: file.store.url === 'sqlite' ? 'sqlite' : secret('store.url', file.store.url),
    masterKey: masterKey(env.DATA_DIR, file.key ? secret('key', file.key) : null),
    passwordRules: { ...file.passwordRules, minScore: file.passwordRules.minScore as Score },
    expiryNoticeDays: file.expiryNotice.daysBefore,
    failuresPerHour: file.limits.failuresPerHour,
    messagesFolder: file.messages.folder ? resolve(file.messages.folder) : null,
    metricsToken: file.metricsToken ? secret('metricsToken', file.metricsToken) : null,
    public: {
      organisation: organisation.name,
      helpDesk,
      theme: Object.fromEntries(
        Object.entries(theme).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
      logo: organisation.logo,
      temporaryPasswordHours: file.temporaryPassword.hours,
      demo: false,
    },
  };
}

type Secret = ReturnType<typeof secretReader>;

function mailOf(mail: FileSettings['mail'], secret: Secret): Settings['mail'] {
  if (mail === null) return null;
  const { host, port, tls, from, user, password, ca } = mail;
  return {
    host,
    port,
    tls,
    from,
    user: user ?? null,
    password: password ? secret('mail.password', password) : null,
    ca: ca ? secret('mail.ca', ca) : null,
  };
}

function smsOf(sms: FileSettings['sms'], secret: Secret): Settings['sms'] {
  if (sms === null) return null;
  const { url, body, type, headers, ca } = sms;
  const resolved = Object.entries(headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : secret(`sms.headers.${name}`, value),
  ]);
  return {
    url,
    body,
    type,
    headers: Object.fromEntries(resolved) as Record<string, string>,
    ca: ca ? secret('sms.ca', ca) : null,
  };
}

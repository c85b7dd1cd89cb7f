import type { Score } from '../../app/shared/password/strength.ts';
import type { LimitRules } from '../domain/limits/rules.ts';
import type { ActiveDirectorySettings } from '../systems/directory/active-directory/settings.ts';
import type { ProofMethod, RecoveryReason } from '../systems/store/port.ts';
import type { PublicSettings } from './public-settings.ts';

/** Everything a running portal was told, secrets resolved. Made once, by `load.ts` or by the demo. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly logLevel: LogLevel;
  /** Origins whose posts are accepted; the first is the public URL. */
  readonly origins: readonly [string, ...string[]];
  readonly proxies: readonly string[];
  readonly networks: readonly NetworkSettings[];
  /** VPN, VDI, guests: always `other`. */
  readonly untrustedNetworks: readonly string[];
  readonly proof: ProofSettings;
  readonly calendar: CalendarSettings;
  readonly mail: MailSettings | null;
  readonly sms: SmsSettings | null;
  readonly notices: {
    /** Also tells the agent's manager of a reset. */
    readonly manager: boolean;
    readonly scrambleWhenDisavowed: boolean;
  };
  /** Who gets a mail when the global limit trips. */
  readonly alertMails: readonly string[];
  readonly directory:
    | { readonly kind: 'active-directory'; readonly settings: ActiveDirectorySettings }
    | { readonly kind: 'embedded' };
  /** `sqlite`, or a postgres:// URL. */
  readonly storeUrl: string;
  /** 32 bytes; every other key is derived from it. */
  readonly masterKey: Buffer;
  readonly passwordRules: PasswordRuleSettings;
  /** Days before a password's expiry at which its owner gets a mail; empty = none. */
  readonly expiryNoticeDays: readonly number[];
  readonly failuresPerHour: number;
  /** Rules that stand in for the defaults; the bench sets them above its load. */
  readonly limits?: Partial<LimitRules>;
  /** Null = no channel is configured yet: messages stay in the outbox. */
  readonly messagesFolder: string | null;
  readonly metricsToken: string | null;
  readonly public: PublicSettings;
}

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface NetworkSettings {
  /** As the directory names it. */
  readonly establishment: string;
  /** Addresses and CIDR networks. */
  readonly ranges: readonly string[];
  /** Failed identifications a minute before answers slow down; the default rule where left out. */
  readonly failuresPerMinute?: number | undefined;
}

export interface ProofSettings {
  /** Reasons for which surname and number are enough; `compromised` is never among them. */
  readonly notNeededAtKiosks: readonly RecoveryReason[];
  readonly notNeededOnNetworks: readonly RecoveryReason[];
  readonly methods: readonly ProofMethod[];
}

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export interface WorkingTime {
  readonly days: readonly (typeof weekdays)[number][];
  /** Wall-clock time, e.g. `18:00`. */
  readonly endsAt: string;
  /** Dates such as `2026-12-25`. */
  readonly holidays: readonly string[];
}

export interface CalendarSettings {
  /** IANA name, e.g. `Europe/Paris`. */
  readonly timeZone: string;
  readonly default: WorkingTime;
  /** By the establishment's name. */
  readonly establishments: Readonly<Record<string, WorkingTime>>;
}

export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first byte; `required`: STARTTLS or nothing; `none`: a relay on the same machine. */
  readonly tls: 'implicit' | 'required' | 'none';
  readonly from: string;
  readonly user: string | null;
  readonly password: string | null;
  /** PEM of the only authority trusted; null = the system's. */
  readonly ca: string | null;
}

export interface SmsSettings {
  readonly url: string;
  /** With `{to}` and `{text}`. */
  readonly body: string;
  readonly type: 'json' | 'form';
  readonly headers: Readonly<Record<string, string>>;
  readonly ca: string | null;
}

type Safety =
  | 'networks'
  | 'untrustedNetworks'
  | 'proof'
  | 'calendar'
  | 'mail'
  | 'sms'
  | 'notices'
  | 'alertMails';

/** What holds where nothing is configured: only kiosks need no further proof. */
export const defaultSafety: Pick<Settings, Safety> = {
  networks: [],
  untrustedNetworks: [],
  proof: {
    notNeededAtKiosks: ['forgotten', 'locked', 'expired', 'first'],
    notNeededOnNetworks: [],
    methods: ['colleague', 'phone', 'code'],
  },
  calendar: {
    timeZone: 'Europe/Paris',
    default: { days: weekdays.slice(0, 5), endsAt: '18:00', holidays: [] },
    establishments: {},
  },
  mail: null,
  sms: null,
  notices: { manager: false, scrambleWhenDisavowed: false },
  alertMails: [],
};

/** What the organisation asks of a chosen password besides the directory's policy. */
export interface PasswordRuleSettings {
  readonly minLength: number;
  readonly minScore: Score;
  readonly forbiddenWords: readonly string[];
  readonly establishmentNames: readonly string[];
  /** Base URL of an own mirror of the Pwned Passwords range API; null = the built-in list alone. */
  readonly breachedMirror: string | null;
}

/** What holds where nothing is configured. */
export const defaultPasswordRules: PasswordRuleSettings = {
  minLength: 0,
  minScore: 4,
  forbiddenWords: [],
  establishmentNames: [],
  breachedMirror: null,
};

import type { Score } from '../../app/shared/password/strength.ts';
import type { LimitRules } from '../domain/limits/rules.ts';
import type { ActiveDirectorySettings } from '../systems/directory/active-directory/settings.ts';
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
  /** Networks whose requests need no further proof. */
  readonly trustedNetworks: readonly string[];
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

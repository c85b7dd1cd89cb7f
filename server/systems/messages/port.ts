/** What the portal needs of a channel that reaches a person outside the browser. */
export type Channel = 'mail' | 'sms';

export interface Message {
  readonly channel: Channel;
  /** A mail address or an E.164 number. */
  readonly to: string;
  /** Empty for SMS. */
  readonly subject: string;
  /** Plain text. Never holds a password. */
  readonly text: string;
  /** Makes a repeated delivery of the same notice recognisable. */
  readonly idempotencyKey: string;
}

export interface Messages {
  /** Those that are configured; `send` fails at once for any other. */
  readonly channels: ReadonlySet<Channel>;
  /** Resolves when the channel has taken the message; rejects with `Failure('messages-unavailable')` otherwise. */
  send(message: Message, signal: AbortSignal): Promise<void>;
  /** Ends idle connections; what is under way is given up. */
  close(): void;
}

/** The part of pino that adapters use: names and codes alone, never an address, a number or a text. */
export interface MessageLog {
  warn(fields: object, message: string): void;
}

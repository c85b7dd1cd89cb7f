/** What the portal needs of a channel that reaches a person outside the browser. */
export interface Message {
  readonly channel: 'mail' | 'sms';
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
  /** What is configured; `send` on any other channel is refused. */
  readonly channels: ReadonlySet<Message['channel']>;
  /** Resolves when the channel has taken the message; rejects with `Failure('messages-unavailable')` otherwise. */
  send(message: Message, signal: AbortSignal): Promise<void>;
}

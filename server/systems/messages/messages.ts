import { Failure } from '../../../app/shared/failure.ts';
import { createFileMessages } from './files.ts';
import type { Channel, Message, MessageLog, Messages } from './port.ts';
import { createSmsGateway, type SmsGatewaySettings } from './sms.ts';
import { createSmtp, type SmtpSettings } from './smtp.ts';

export interface MessageSettings {
  readonly mail: SmtpSettings | null;
  readonly sms: SmsGatewaySettings | null;
  /** Takes every message instead of sending it (trials); null = they are sent. */
  readonly messagesFolder: string | null;
}

interface Way {
  send(message: Message, signal: AbortSignal): Promise<void>;
}

/** One port over the ways out that are configured, told apart by the message's channel. A folder takes them all. */
export function createMessages(settings: MessageSettings, now: () => number, log: MessageLog): Messages {
  if (settings.messagesFolder !== null) return createFileMessages(settings.messagesFolder, now);
  const smtp = settings.mail === null ? null : createSmtp(settings.mail, log);
  const ways = new Map<Channel, Way>();
  if (smtp !== null) ways.set('mail', smtp);
  if (settings.sms !== null) ways.set('sms', createSmsGateway(settings.sms, log));

  return {
    channels: new Set(ways.keys()),
    async send(message, signal) {
      const way = ways.get(message.channel);
      if (way === undefined) throw new Failure('messages-unavailable');
      await way.send(message, signal);
    },
    close: () => smtp?.close(),
  };
}

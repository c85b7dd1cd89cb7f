import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Channel, Message, Messages } from '../../server/systems/messages/port.ts';

/** What arrived, as whoever receives it reads it. */
export interface Arrived {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface MessagesHarness {
  readonly messages: Messages;
  /** Everything of a channel that arrived so far, oldest first. */
  arrived(channel: Channel): Promise<readonly Arrived[]>;
  stop(): Promise<void>;
}

const link = `https://reprise.example.org/not-me/${'aB3-_'.repeat(8)}xyz`;

/** Texts that break what is put together carelessly. No line ends in a space: no channel promises to keep those. */
export const hostileTexts: Readonly<Record<string, string>> = {
  plain: 'Bonjour Nadia,\n\nVotre compte vient d’être déverrouillé.',
  'a header in a line': 'un\r\nBcc: voleur@example.org\r\n\r\ndeux',
  'lines of the protocol': 'un\n.\nQUIT\n..deux\n.trois\nFrom quatre',
  quotes: `"guillemets" 'simples' \\ \\" {to} {text} $& $1 %0A &to=33600000000 </script>`,
  'a very long line': `début ${'mot '.repeat(2_000)}fin`,
  'a word without an end': 'é'.repeat(3_000),
  emoji: 'Jeton 🔑 pour 👩🏽‍⚕️, ĳ, ﬃ, Ω, 漢字, \u202eéà\u202c',
  'the equals sign at the end of a line': `a=\nb==\n=C3=A9 ${'='.repeat(80)}`,
  'a link': `Pas vous ? ${link}\nOu appelez.`,
};

const addressOf = { mail: 'nadia.benali@example.org', sms: '+33639980017' } as const;
const subjectOf = { mail: 'Votre compte a été déverrouillé : « É »', sms: '' } as const;

/** What every way out for messages keeps. */
export function messagesSuite(
  name: string,
  channels: readonly Channel[],
  start: () => Promise<MessagesHarness>,
): void {
  const signal = () => AbortSignal.timeout(30_000);
  let harness: MessagesHarness;
  let next = 0;

  const message = (change: Partial<Message> = {}): Message => {
    next += 1;
    return {
      channel: 'mail',
      to: 'nadia.benali@example.org',
      subject: 'Votre compte a été déverrouillé',
      text: 'Bonjour',
      idempotencyKey: `message ${next}`,
      ...change,
    };
  };
  const lines = (text: string | undefined) => text?.replace(/\r\n?/g, '\n').replace(/\n$/, '');

  describe(name, () => {
    beforeAll(async () => {
      harness = await start();
    });
    afterAll(() => harness?.stop());

    const kept = channels.flatMap((channel) =>
      Object.entries(hostileTexts).map(([kind, text]) => [channel, kind, text] as const),
    );
    test.each(kept)('%s arrives as it was written: %s', async (channel, _, text) => {
      const sent = { channel, to: addressOf[channel], subject: subjectOf[channel], text };
      await harness.messages.send(message(sent), signal());
      const last = (await harness.arrived(channel)).at(-1);
      expect(last).toMatchObject({ to: sent.to, subject: sent.subject });
      expect(lines(last?.text)).toBe(lines(text));
    });

    test('many at once all arrive', async () => {
      const [channel = 'mail'] = channels;
      const to = addressOf[channel];
      const before = (await harness.arrived(channel)).length;
      const texts = Array.from({ length: 12 }, (_, index) => `message n° ${index}`);
      await Promise.all(texts.map((text) => harness.messages.send(message({ channel, to, text }), signal())));
      const arrived = (await harness.arrived(channel)).slice(before).map(({ text }) => lines(text));
      expect(arrived.sort()).toEqual(texts.sort());
    });

    test('it names its channels, and any other fails at once', async () => {
      expect([...harness.messages.channels].sort()).toEqual([...channels].sort());
      for (const channel of ['mail', 'sms'] as const) {
        const sending = harness.messages.send(message({ channel, to: addressOf[channel] }), signal());
        if (channels.includes(channel)) await sending;
        else await expect(sending).rejects.toMatchObject({ code: 'messages-unavailable' });
      }
    });
  });
}

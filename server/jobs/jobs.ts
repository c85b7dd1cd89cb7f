import { randomUUID } from 'node:crypto';
import { system } from '../domain/actors/actor.ts';
import type { NotMeLinks } from '../domain/notices/link.ts';
import type { Scramble } from '../domain/notices/scramble.ts';
import type { Tell } from '../domain/notices/tell.ts';
import type { ExpiryNotices } from '../domain/passwords/expiry-notices.ts';
import type { Expiry } from '../domain/recovery/expiry.ts';
import type { Messages } from '../systems/messages/port.ts';
import type { Tickets } from '../systems/tickets/port.ts';
import { defineJob } from './job.ts';
import type { Outbox } from './outbox.ts';
import { jobPayloads } from './payloads.ts';

interface JobDeps {
  readonly tickets: Tickets;
  readonly messages: Messages;
  readonly outbox: Outbox;
  readonly tell: Tell;
  readonly links: NotMeLinks;
  readonly scramble: Scramble;
  readonly expiry: Expiry;
  readonly expiryNotices: ExpiryNotices;
}

/** Every kind of job and what it does. Each may run twice: the handlers make the second time harmless. */
export function createJobs(deps: JobDeps) {
  const { tickets, messages, outbox, tell, links, scramble, expiry, expiryNotices } = deps;
  return [
    defineJob('open-ticket', jobPayloads['open-ticket'], async (ticket, { signal }) => {
      await tickets.open(ticket, signal);
    }),
    defineJob('follow-ticket', jobPayloads['follow-ticket'], ({ reference, text, ...change }, { signal }) =>
      tickets.follow(reference, text, change, signal),
    ),
    defineJob('notice-expiring-passwords', jobPayloads['notice-expiring-passwords'], ({ day }, { signal }) =>
      expiryNotices.run(day, signal),
    ),
    defineJob('send-message', jobPayloads['send-message'], ({ notMe, ...message }, { signal }) =>
      messages.send(notMe ? { ...message, text: links.fill(message.text, notMe) } : message, signal),
    ),
    defineJob('tell-agent', jobPayloads['tell-agent'], async (told, context) => {
      const messages = await tell.agent(told, context.signal);
      const unheard = told.exceptAttribute !== null && messages.length === 0;
      await context.finish((unit) =>
        unheard ? outbox.agentUntold(unit, told.reference, told.intentId) : outbox.send(unit, messages),
      );
    }),
    defineJob('tell-voucher', jobPayloads['tell-voucher'], async (told, context) => {
      const messages = await tell.voucher(told, context.signal);
      await context.finish((unit) => outbox.send(unit, messages));
    }),
    defineJob('scramble-password', jobPayloads['scramble-password'], ({ intentId }, { signal }) =>
      scramble.run(system(randomUUID()), intentId, signal),
    ),
    defineJob(
      'expire-temporary-password',
      jobPayloads['expire-temporary-password'],
      async (temporary, { signal, postpone }) => {
        const next = await expiry.run(system(randomUUID()), temporary, signal);
        if (next !== null) await postpone(next);
      },
      // Buried, it would leave a temporary password that works for ever.
      { maxAttempts: Number.MAX_SAFE_INTEGER },
    ),
  ];
}

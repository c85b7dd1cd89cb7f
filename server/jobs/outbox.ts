import type { Clock } from '../domain/clock.ts';
import { staffTexts } from '../domain/notices/staff-texts.ts';
import type { Outgoing } from '../domain/notices/tell.ts';
import { noticeTexts } from '../domain/notices/texts.ts';
import { longestWaitMillis } from '../domain/recovery/lifetime.ts';
import { newReference } from '../domain/recovery/reference.ts';
import type { Account } from '../systems/directory/port.ts';
import type { RecoveryAction, RecoveryRow, Repositories } from '../systems/store/port.ts';
import type { JobPayload } from './payloads.ts';

interface OutboxDeps {
  readonly clock: Clock;
  readonly helpDesk: string;
  /** Where people reach the portal, without a final slash. */
  readonly url: string;
  /** Who gets a mail when an alert is raised. */
  readonly alertMails: readonly string[];
}

/** Somebody's word for a colleague. */
export interface Vouched {
  readonly voucher: Pick<Account, 'id'>;
  readonly agentName: string;
  readonly reference: string;
  /** See `proofKeyOf`. */
  readonly proofKey: string;
}

interface DisavowedFacts {
  readonly intentId: string;
  /** Reference of the new ticket. */
  readonly ticket: string;
  readonly establishment: string | null;
  readonly facts: Parameters<typeof noticeTexts.fr.ticket.disavowed>[0];
}

/** Names one colleague's word for one request, so that its notice is written once. */
export const proofKeyOf = (recoveryId: string, voucherId: string) => `${recoveryId} ${voucherId}`;

/**
 * Writes jobs in the very transaction of the act that causes them, so that an act without its ticket and notice, or
 * a notice of something that never happened, cannot exist.
 */
export function createOutbox({ clock, helpDesk, url, alertMails }: OutboxDeps) {
  const texts = noticeTexts.fr;

  const enqueue = <K extends keyof JobPayload>(
    unit: Repositories,
    kind: K,
    payload: JobPayload[K],
    uniqueKey: string,
    runAt = clock.now(),
  ) =>
    unit.jobs.enqueue({
      kind,
      payload: JSON.stringify(payload),
      runAt,
      uniqueKey: `${kind}:${uniqueKey}`,
      now: clock.now(),
    });

  /** Each message once, whoever asks for it however often. */
  async function send(unit: Repositories, messages: readonly Outgoing[]): Promise<void> {
    for (const message of messages) await enqueue(unit, 'send-message', message, message.idempotencyKey);
  }

  async function notice(
    unit: Repositories,
    account: Account,
    text: { subject: string; text: string; notMe?: string },
    key: string,
  ) {
    if (!account.mail) return;
    await send(unit, [{ channel: 'mail', to: account.mail, ...text, idempotencyKey: key }]);
  }

  async function vouched(
    unit: Repositories,
    { voucher, agentName, reference, proofKey }: Vouched,
  ): Promise<void> {
    const payload = { voucherId: voucher.id, agentName, reference, at: clock.now(), proofKey };
    await enqueue(unit, 'tell-voucher', payload, proofKey);
  }

  const compromisedTicket = (reference: string, account: Account): JobPayload['open-ticket'] => ({
    reference,
    ...texts.ticket.compromised,
    level: 3,
    state: 'new',
    requesterLogin: account.login,
    establishment: account.establishment,
  });

  return {
    send,

    /** Tells whoever vouched; the second notice of the same `proofKey` is not written. */
    vouched,

    /** Looks after the password of this intent until it is changed, or its time is over and it is replaced. */
    expireTemporary: (unit: Repositories, temporary: JobPayload['expire-temporary-password']) => {
      const first = clock.now() + Math.min(temporary.lifetimeMs, longestWaitMillis);
      return enqueue(unit, 'expire-temporary-password', temporary, temporary.intentId, first);
    },

    /** No look at a temporary password is planned further ahead: one that is, was planned by a wrong clock. */
    hastenExpiries: ({ jobs }: Pick<Repositories, 'jobs'>): Promise<number> =>
      jobs.hasten('expire-temporary-password', clock.now() + longestWaitMillis, clock.now()),

    /** `key` is the password's own: its ticket says it once. */
    temporaryPasswordExpired: (unit: Repositories, reference: string, key: string) =>
      enqueue(unit, 'follow-ticket', { reference, text: texts.ticketExpired }, `expired ${key}`),

    /** A code proved, and neither another way to the agent nor a manager is left: the ticket says so. */
    agentUntold: (unit: Repositories, reference: string, attempt: string) =>
      enqueue(unit, 'follow-ticket', { reference, text: texts.ticketUntold }, `untold ${attempt}`),

    /** Level 3 looks into it, whatever becomes of the reset. Once a day and account: whoever asks again adds nothing. */
    compromised: (unit: Repositories, reference: string, account: Account) => {
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      return enqueue(
        unit,
        'open-ticket',
        compromisedTicket(reference, account),
        `compromised ${account.id} ${day}`,
      );
    },

    /** `attempt` is the intent: a repeated reset of one request has its own notice, and the same ticket. */
    async recoveryDone(
      unit: Repositories,
      done: {
        row: Pick<RecoveryRow, 'id' | 'reference' | 'reason'>;
        attempt: string;
        action: RecoveryAction;
        account: Account;
      },
    ): Promise<void> {
      const { row, action, account, attempt } = done;
      const { reference } = row;
      if (row.reason === 'compromised') {
        // Level 3 has its ticket since the request was opened, or has it now; it stays open and learns of this.
        const { text } = texts.ticket[action];
        await enqueue(unit, 'open-ticket', compromisedTicket(reference, account), reference);
        await enqueue(unit, 'follow-ticket', { reference, text }, `done ${attempt}`);
      } else {
        const ticket = { reference, ...texts.ticket[action], level: 1 as const, state: 'closed' as const };
        const { login: requesterLogin, establishment } = account;
        await enqueue(unit, 'open-ticket', { ...ticket, requesterLogin, establishment }, reference);
      }
      const proofs = await unit.proofs.of(row.id);
      const told = {
        intentId: attempt,
        accountId: account.id,
        reference,
        action,
        at: clock.now(),
        exceptAttribute: proofs.findLast(({ method }) => method === 'code')?.by ?? null,
      };
      await enqueue(unit, 'tell-agent', told, attempt);
    },

    /** Looks for passwords about to expire on `day`, from `runAt` on; once a day, however often it is asked for. */
    lookForExpiring: (unit: Repositories, day: string, runAt: number) =>
      enqueue(unit, 'notice-expiring-passwords', { day }, day, runAt),

    /** Once for each password and each number of days: the password is told apart by when it was set. */
    async passwordExpires(
      unit: Repositories,
      account: Account,
      { expiresAt, daysBefore }: { readonly expiresAt: Date; readonly daysBefore: number },
    ): Promise<void> {
      const key = `expires ${account.id} ${account.version.pwdLastSet} ${daysBefore}`;
      const text = texts.expires({
        givenName: account.givenName,
        expiresAt,
        link: `${url}/password/change`,
        helpDesk,
      });
      await notice(unit, account, text, key);
    },

    /** Surname and number of an account that is never served: a ticket to level 3, once a day and account. */
    async excludedAsked(
      unit: Repositories,
      account: Account,
      asked: { readonly frozen: boolean; readonly seq: number },
    ): Promise<void> {
      const { login, establishment, state } = account;
      const text = staffTexts.fr.excluded({ login, exclusions: state.exclusions, ...asked });
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      const ticket = { reference: newReference(), ...text, level: 3 as const, state: 'new' as const };
      const payload = { ...ticket, requesterLogin: login, establishment };
      await enqueue(unit, 'open-ticket', payload, `excluded ${account.id} ${day}`);
    },

    /** Failed identifications have passed the global limit; one mail an hour (counted from 1970) and address. */
    async alertRaised(unit: Repositories, hour: number): Promise<void> {
      const text = staffTexts.fr.alert({ url });
      for (const to of alertMails) {
        const key = `alert ${hour} ${to}`;
        await enqueue(unit, 'send-message', { channel: 'mail', to, ...text, idempotencyKey: key }, key);
      }
    },

    async passwordChanged(unit: Repositories, account: Account, intentId: string): Promise<void> {
      const text = texts.changed({ givenName: account.givenName, helpDesk });
      await notice(unit, account, { ...text, notMe: intentId }, intentId);
    },

    /** The ticket of "it was not me" for the third level, under a reference of its own, and what policy adds. */
    async disavowed(
      unit: Repositories,
      { intentId, ticket, establishment, facts }: DisavowedFacts,
    ): Promise<void> {
      const { login: requesterLogin, scrambled } = facts;
      await enqueue(
        unit,
        'open-ticket',
        {
          reference: ticket,
          ...texts.ticket.disavowed(facts),
          level: 3,
          state: 'new',
          requesterLogin,
          establishment,
        },
        ticket,
      );
      if (scrambled) await enqueue(unit, 'scramble-password', { intentId }, intentId);
      // A temporary password that nobody has changed yet ends now; whoever has changed it is level 3's to deal with.
      const ended = { intentId, lifetimeMs: 0 };
      if (!scrambled && facts.action === 'reset')
        await enqueue(unit, 'expire-temporary-password', ended, `now ${intentId}`);
    },
  };
}

export type Outbox = ReturnType<typeof createOutbox>;

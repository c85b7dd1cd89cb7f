import type { Clock } from '../domain/clock.ts';
import { noticeTexts } from '../domain/notices/texts.ts';
import type { Account } from '../systems/directory/port.ts';
import type { RecoveryAction, Repositories } from '../systems/store/port.ts';
import type { JobPayload } from './payloads.ts';

interface OutboxDeps {
  readonly clock: Clock;
  readonly helpDesk: string;
  /** Where people reach the portal, without a final slash. */
  readonly url: string;
}

/**
 * Writes jobs in the very transaction of the act that causes them, so that an act without its ticket and notice, or
 * a notice of something that never happened, cannot exist.
 */
export function createOutbox({ clock, helpDesk, url }: OutboxDeps) {
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

  async function notice(
    unit: Repositories,
    account: Account,
    text: { subject: string; text: string },
    key: string,
  ) {
    if (!account.mail) return;
    await enqueue(
      unit,
      'send-message',
      { channel: 'mail', to: account.mail, ...text, idempotencyKey: key },
      key,
    );
  }

  return {
    /** Replaces the password of this intent at `runAt`, should it still be the temporary one. */
    expireTemporary: (unit: Repositories, intentId: string, runAt: number) =>
      enqueue(unit, 'expire-temporary-password', { intentId }, intentId, runAt),

    /** Level 3 looks into it, whatever becomes of the reset; the ticket of the reference stays open for them. */
    compromised: (unit: Repositories, reference: string, account: Account) =>
      enqueue(
        unit,
        'open-ticket',
        {
          reference,
          ...texts.ticket.compromised,
          level: 3,
          state: 'new',
          requesterLogin: account.login,
          establishment: account.establishment,
        },
        reference,
      ),

    /** `attempt` is the intent: a repeated reset of one request has its own notice, and the same ticket. */
    async recoveryDone(
      unit: Repositories,
      done: { reference: string; attempt: string; action: RecoveryAction; account: Account },
    ): Promise<void> {
      const { reference, action, account } = done;
      const ticket = { reference, ...texts.ticket[action], level: 1 as const, state: 'closed' as const };
      await enqueue(
        unit,
        'open-ticket',
        { ...ticket, requesterLogin: account.login, establishment: account.establishment },
        reference,
      );
      await notice(
        unit,
        account,
        texts[action]({ givenName: account.givenName, reference, helpDesk }),
        done.attempt,
      );
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

    async passwordChanged(unit: Repositories, account: Account, intentId: string): Promise<void> {
      await notice(unit, account, texts.changed({ givenName: account.givenName, helpDesk }), intentId);
    },
  };
}

export type Outbox = ReturnType<typeof createOutbox>;

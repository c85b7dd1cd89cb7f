import type { Outbox } from '../../jobs/outbox.ts';
import type { IntentRow, Repositories } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Journal } from '../journal/journal.ts';

/**
 * What follows from an expiry that was carried out: the journal and the ticket say so. To be called in the transaction
 * that resolves its intent, so that it happens once, also when the process died in between and the intent was
 * resolved from the directory afterwards.
 */
export async function noteExpired(
  unit: Repositories,
  { journal, outbox }: { readonly journal: Journal; readonly outbox: Outbox },
  actor: Actor,
  intent: IntentRow,
): Promise<void> {
  const recovery = intent.recoveryId === null ? null : await unit.recoveries.find(intent.recoveryId);
  const reference = recovery?.reference ?? null;
  await journal.append(unit, {
    event: 'temporary-password-expired',
    actor,
    subject: intent.accountId,
    reference,
    details: { intent: intent.id, server: intent.server },
  });
  if (reference !== null)
    await outbox.temporaryPasswordExpired(unit, reference, `${intent.accountId} ${intent.keyVersion}`);
}

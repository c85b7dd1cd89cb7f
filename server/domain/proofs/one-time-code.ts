import { createHmac, createSecretKey, randomInt, timingSafeEqual } from 'node:crypto';
import { Failure } from '../../../app/shared/failure.ts';
import type { ProofSettings } from '../../config/settings.ts';
import type { Contact, Directory } from '../../systems/directory/port.ts';
import type { Messages } from '../../systems/messages/port.ts';
import type { CodeRow, RecoveryRow, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { LimitRequest, Limits } from '../limits/limits.ts';
import { noticeTexts } from '../notices/texts.ts';
import { ineligible } from '../people/eligibility.ts';
import type { OwnRequest } from '../recovery/own.ts';
import { masked, mayProve } from './contacts.ts';
import { recordProof } from './record.ts';

/** NIST SP 800-63B-4 §3.1.3.1: at least six digits, at most ten minutes; five tries leave 1 in 200,000. */
const digits = 6;
const validMillis = 10 * 60_000;
const tries = 5;

export interface OneTimeCodeDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly limits: Limits;
  readonly messages: Messages;
  readonly request: OwnRequest;
  readonly settings: ProofSettings;
  /** Key of the codes' hashes: six digits without a key would be found by trying them all. */
  readonly key: Uint8Array;
}

/**
 * A code to a contact that the directory has held for a week. It is sent at once and not by the outbox: a code that
 * comes hours later helps nobody, and so it is kept nowhere in the clear.
 */
export function createOneTimeCode(deps: OneTimeCodeDeps) {
  const { store, clock, directory, journal, limits, messages, request } = deps;
  const key = createSecretKey(deps.key);
  const hashOf = (row: RecoveryRow, code: string) =>
    createHmac('sha256', key).update(`${row.id} ${code}`).digest('hex');

  async function contactOf(row: RecoveryRow, attribute: string, signal: AbortSignal): Promise<Contact> {
    const account = await directory.read(row.accountId, signal);
    if (!account || (await ineligible(store, account))) throw new Failure('account-changed');
    const contacts = await directory.contactsOf(account, signal);
    const contact = contacts.find((one) => one.attribute === attribute);
    const usable = contact && messages.channels.has(contact.kind) && mayProve(contact, clock.now());
    if (!usable) throw new Failure('proof-not-offered');
    return contact;
  }

  async function keep(actor: Actor, row: RecoveryRow, contact: Contact, code: string): Promise<CodeRow> {
    const now = clock.now();
    const kept: CodeRow = {
      recoveryId: row.id,
      channel: contact.kind,
      attribute: contact.attribute,
      masked: masked(contact),
      hash: hashOf(row, code),
      triesLeft: tries,
      createdAt: now,
      expiresAt: now + validMillis,
    };
    await store.transaction(async (unit) => {
      await unit.codes.put(kept);
      await journal.append(unit, {
        event: 'code-sent',
        actor,
        subject: row.accountId,
        reference: row.reference,
        details: { channel: contact.kind, attribute: contact.attribute },
      });
    });
    return kept;
  }

  async function deliver(row: RecoveryRow, contact: Contact, code: string, signal: AbortSignal) {
    const { reference } = row;
    const text = noticeTexts.fr.code({ code, reference, minutes: validMillis / 60_000 });
    await messages.send(
      { channel: contact.kind, to: contact.value, ...text, idempotencyKey: `code ${hashOf(row, code)}` },
      signal,
    );
  }

  const refuse = (actor: Actor, row: RecoveryRow) =>
    store.transaction((unit) =>
      journal.append(unit, {
        event: 'proof-refused',
        actor,
        subject: row.accountId,
        reference: row.reference,
        details: { method: 'code', why: 'code-wrong' },
      }),
    );

  return {
    /**
     * Sends a new code to the contact that `attribute` names, in place of an earlier one. Fails `proof-not-offered`
     * (no such contact, or changed within a week), `too-many-tries` (five a day for an agent) or `code-not-sent`.
     */
    async send(actor: Actor, { attribute }: { attribute: string }, signal: AbortSignal): Promise<void> {
      const row = await request.proving(actor);
      if (!deps.settings.methods.includes('code')) throw new Failure('proof-not-offered');
      const contact = await contactOf(row, attribute, signal);
      const budget: LimitRequest[] = [
        // By class of origin: whoever spends it elsewhere does not spend it for the agent.
        { name: 'code-day', key: `${row.accountId} ${row.originClass}` },
      ];
      const taken = await limits.take(budget);
      if (!taken.allowed) throw new Failure('too-many-tries', taken);
      const code = String(randomInt(10 ** digits)).padStart(digits, '0');
      const kept = await keep(actor, row, contact, code);
      try {
        await deliver(row, contact, code, signal);
      } catch (cause) {
        await store.codes.consume(row.id, kept.hash);
        // No code has reached anybody: a gateway that is down must not use up the agent's day.
        await limits.refund(budget).catch(() => undefined);
        throw new Failure('code-not-sent', { cause });
      }
    },

    /** Fails `code-wrong`, or `code-expired` after ten minutes, five tries, or where another code was sent since. */
    async check(actor: Actor, { code }: { code: string }): Promise<void> {
      const row = await request.proving(actor);
      const kept = await store.codes.find(row.id);
      const live =
        kept !== null && clock.now() < kept.expiresAt && (await store.codes.spendTry(row.id, kept.hash));
      if (!live) throw new Failure('code-expired');
      if (!timingSafeEqual(Buffer.from(kept.hash), Buffer.from(hashOf(row, code)))) {
        await refuse(actor, row);
        throw new Failure('code-wrong');
      }
      await store.transaction(async (unit) => {
        if (!(await unit.codes.consume(row.id, kept.hash))) throw new Failure('code-expired');
        await recordProof(unit, deps, actor, row, { method: 'code', by: kept.attribute, enough: true });
      });
    },
  };
}

export type OneTimeCode = ReturnType<typeof createOneTimeCode>;

import { Failure } from '../../../app/shared/failure.ts';
import type { JournalRow, Repositories, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import { canonicalJson } from './canonical.ts';
import type { JournalEvent } from './event.ts';
import { headIsGenuine, headSeal, pseudonymOf, rowSeal, sealKeyOf } from './seal.ts';
import { verifyJournal } from './verify.ts';

export type { JournalEvent } from './event.ts';

export interface JournalEntry {
  readonly event: JournalEvent;
  readonly actor: Actor;
  /** Whom it concerns: an objectGUID, or the pseudonym of an input that matched nobody. */
  readonly subject: string | null;
  /** The reference of the recovery or the ticket. */
  readonly reference: string | null;
  /** Never a password, a code, a token or a cookie. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

export interface JournalDeps {
  readonly store: Store;
  /** 32 random bytes that the store does not hold. */
  readonly sealKey: Uint8Array;
  readonly clock: Clock;
}

/**
 * The append-only journal. Each row's seal covers the seal before it, and the recorded end carries a seal of its own,
 * so that without the key nothing can be altered, left out or cut off unnoticed. What this cannot show is a whole
 * store put back to an earlier copy: for that, compare `verify`'s last number with one noted elsewhere.
 */
export function createJournal({ store, sealKey, clock }: JournalDeps) {
  const key = sealKeyOf(sealKey);
  return {
    /**
     * Adds a row within the transaction of the act that it records, and returns it. Fails `store-unavailable` when the
     * recorded end is not genuine: going on would seal what somebody has cut off.
     */
    async append(unit: Repositories, entry: JournalEntry): Promise<JournalRow> {
      const head = await unit.journal.lockHead();
      if (!headIsGenuine(key, head)) throw brokenEnd();
      const row = { seq: head.seq + 1, at: clock.now(), event: entry.event, body: bodyOf(entry) };
      const sealed = { ...row, seal: rowSeal(key, head.seal, row) };
      await unit.journal.insert(sealed, headSeal(key, sealed));
      return sealed;
    },
    verify: () => verifyJournal(store, sealKey),
    /** A keyed hash for input that matched nobody; the caller passes it in canonical form. */
    pseudonym: (value: string) => pseudonymOf(key, value),
  };
}

export type Journal = ReturnType<typeof createJournal>;

function bodyOf({ actor, subject, reference, details }: JournalEntry): string {
  const { class: originClass, address } = actor.origin;
  const account = actor.accountId === null ? {} : { account: actor.accountId };
  const who = { kind: actor.kind, ...account, origin: originClass, address, request: actor.requestId };
  return canonicalJson({ actor: who, subject, reference, details });
}

function brokenEnd(): Failure {
  return new Failure('store-unavailable', {
    cause: new Error('the recorded end of the journal is not genuine'),
  });
}

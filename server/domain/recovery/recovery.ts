import { randomUUID } from 'node:crypto';
import { canonicalAgentNumber } from '../../../app/shared/agent-number.ts';
import { Failure, failureCode } from '../../../app/shared/failure.ts';
import { canonicalSurname } from '../../../app/shared/surname.ts';
import type { ProofSettings } from '../../config/settings.ts';
import type { RecoveryAction, RecoveryReason, RecoveryRow } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import { proofNeeded } from '../proofs/policy.ts';
import { outcomeUnknown } from '../write-failure.ts';
import { type IdentificationDeps, type Identified, identifyAgent } from './identification.ts';
import { createOwnRequest, idleMillis } from './own.ts';
import { newReference } from './reference.ts';
import { createReset, type ResetDeps } from './reset.ts';
import { type RecoveryView, validUntil } from './view.ts';

/** How long a lost page may be followed by one more reset (docs/security.md, "Order of a reset"). */
const repeatMillis = 10 * 60_000;
/** Once the page has left the server, only for as long as somebody may still be standing before a broken one. */
const repeatAfterDisplayMillis = 2 * 60_000;

export interface IdentificationInput {
  readonly surname: string;
  readonly agentNumber: string;
  readonly reason: RecoveryReason;
}

export interface CarriedOut {
  readonly reference: string;
  /** Null after an unlock. Shown once, kept nowhere. */
  readonly temporaryPassword: string | null;
}

/** The part of a browser session that a use case may steer. */
export interface RotatingSession {
  rotate(): Promise<Actor>;
}

/** No request is not a failure; a store that does not answer is. */
const orNone = (error: unknown): null => {
  if (failureCode(error) === 'recovery-not-found') return null;
  throw error;
};

export type RecoveryDeps = IdentificationDeps & ResetDeps & { readonly proof: ProofSettings };

/** The main job: from surname and agent number to a temporary password, or to an unlocked account. */
export function createRecovery(deps: RecoveryDeps) {
  const { store, clock, journal } = deps;
  const reset = createReset(deps);
  const { own } = createOwnRequest(deps);

  async function openFor(
    actor: Actor,
    { account, raised }: Identified,
    reason: RecoveryReason,
  ): Promise<RecoveryRow> {
    const now = clock.now();
    const needed = proofNeeded(
      { origin: actor.origin, reason, establishment: account.establishment, raised },
      deps.proof,
    );
    const row: RecoveryRow = {
      id: randomUUID(),
      reference: newReference(),
      sessionHash: actor.sessionHash,
      accountId: account.id,
      login: account.login,
      givenName: account.givenName,
      locked: account.state.locked,
      establishment: account.establishment,
      originClass: actor.origin.class,
      reason,
      state: needed ? 'proving' : 'identified',
      action: null,
      resets: 0,
      displayedAt: null,
      createdAt: now,
      doneAt: null,
      expiresAt: now + idleMillis,
    };
    await store.transaction(async (unit) => {
      await unit.recoveries.insert(row);
      if (reason === 'compromised') await deps.outbox.compromised(unit, row.reference, account);
      await journal.append(unit, {
        event: 'recovery-opened',
        actor,
        subject: account.id,
        reference: row.reference,
        details: { reason, login: account.login, proof: needed ? 'needed' : 'not-needed', raised },
      });
    });
    return row;
  }

  const mayRepeat = (row: RecoveryRow) =>
    row.state === 'done' &&
    row.action === 'reset' &&
    row.resets === 1 &&
    clock.now() < (row.doneAt ?? 0) + repeatMillis &&
    (row.displayedAt === null || clock.now() < row.displayedAt + repeatAfterDisplayMillis);

  function view(row: RecoveryRow): RecoveryView {
    return {
      reference: row.reference,
      reason: row.reason,
      state: row.state,
      action: row.action,
      givenName: row.givenName,
      login: row.login,
      locked: row.locked,
      displayed: row.displayedAt !== null,
      validUntil: validUntil(row, deps.lifetime),
      mayRepeat: mayRepeat(row),
    };
  }

  return {
    /**
     * Step one. Every refusal is the same `identification-refused`; the journal alone knows why. On success the
     * session gets a new id and holds the request.
     */
    async identify(
      actor: Actor,
      input: IdentificationInput,
      session: RotatingSession,
      signal: AbortSignal,
    ): Promise<RecoveryView> {
      const typed = {
        agentNumber: canonicalAgentNumber(input.agentNumber),
        typedNumber: input.agentNumber,
        surname: canonicalSurname(input.surname),
        typedSurname: input.surname,
      };
      const identified = await identifyAgent(deps, actor, typed, signal);
      const row = await openFor(await session.rotate(), identified, input.reason);
      return view(row);
    },

    /**
     * The request of this session; null when there is nothing to go on with. Asks the store alone, so its pages show
     * whatever is down. Fails `directory-outcome-unknown` while nobody knows what became of its write.
     */
    async current(actor: Actor): Promise<RecoveryView | null> {
      const row = await own(actor).catch(orNone);
      if (!row) return null;
      // While nobody knows what became of a write, no page may say that nothing was changed.
      if (row.state !== 'done' && (await store.intents.inDoubt(row.id))) throw outcomeUnknown();
      return view(row);
    },

    /**
     * Step two: the reset or the unlock. Of any number of parallel calls one writes; the others fail with
     * `recovery-already-done`.
     */
    async carryOut(
      actor: Actor,
      input: { action: RecoveryAction },
      signal: AbortSignal,
    ): Promise<CarriedOut> {
      const { id } = await own(actor);
      return reset.underLock(await own(actor), signal, async () => {
        const row = await own(actor);
        if (row.id !== id || row.state === 'done') throw new Failure('recovery-already-done');
        if (row.state === 'proving') throw new Failure('proof-needed');
        return input.action === 'unlock' ? reset.unlock(actor, row, signal) : reset.reset(actor, row, signal);
      });
    },

    /** One more reset of a request whose page was lost; `recovery-already-done` when it is spent or too late. */
    async repeat(actor: Actor, signal: AbortSignal): Promise<CarriedOut> {
      return reset.underLock(await own(actor), signal, async () => {
        const row = await own(actor);
        if (!mayRepeat(row)) throw new Failure('recovery-already-done');
        return reset.reset(actor, row, signal);
      });
    },

    /** True for the one page that may show the temporary password of the latest reset. */
    async markDisplayed(actor: Actor): Promise<boolean> {
      const row = await own(actor);
      if (row.state !== 'done' || row.action !== 'reset') return false;
      return store.transaction(async (unit) => {
        const first = await unit.recoveries.claimDisplay(row.id, clock.now());
        if (!first) return false;
        await journal.append(unit, {
          event: 'temporary-password-shown',
          actor,
          subject: row.accountId,
          reference: row.reference,
          details: { resets: row.resets },
        });
        return true;
      });
    },

    /** The agent has finished: the request takes no further step. */
    async finish(actor: Actor): Promise<void> {
      const row = await store.recoveries.findBySession(actor.sessionHash);
      if (row) await store.recoveries.update(row.id, { state: 'ended' });
    },
  };
}

export type Recovery = ReturnType<typeof createRecovery>;

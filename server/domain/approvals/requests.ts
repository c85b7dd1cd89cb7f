import { randomUUID } from 'node:crypto';
import { Failure, failureCode } from '../../../app/shared/failure.ts';
import type { ProofSettings } from '../../config/settings.ts';
import type { ApprovalRow, Millis, RecoveryRow, Repositories, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { Limits } from '../limits/limits.ts';
import { createOwnRequest, idleMillis } from '../recovery/own.ts';
import type { ApprovalCodes } from './codes.ts';
import {
  type ApprovalStanding,
  approvalMillis,
  callBudget,
  isLive,
  secondCodeTries,
  standingOf,
} from './live.ts';

export interface ApprovalRequestsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly limits: Limits;
  readonly codes: ApprovalCodes;
  readonly proof: ProofSettings;
}

/** What the waiting page may know. */
export interface ApprovalStatus {
  readonly id: string;
  readonly state: ApprovalStanding;
  readonly pairingCode: string;
  /** Only while a technician is calling: whoever answers the call-back reads it out. */
  readonly secondCode: string | null;
  readonly expiresAt: Millis;
  readonly secondsLeft: number;
  readonly reference: string;
  /** The request has its proof and waits for nothing any more. */
  readonly proved: boolean;
}

/** However often somebody asks again, the browser session ends this long after it began. */
const longestSessionMillis = 60 * 60_000;
/** What the agent has for choosing another proof once nobody has approved in time. */
const choosingMillis = 5 * 60_000;
const idTries = 10;

/** The waiting side of a phone approval: what the agent's own session may ask for. */
export function createApprovalRequests(deps: ApprovalRequestsDeps) {
  const { store, clock, journal, limits, codes, proof } = deps;
  const { own, proving } = createOwnRequest(deps);

  function view(row: ApprovalRow, recovery: RecoveryRow): ApprovalStatus {
    const state = standingOf(row, clock.now());
    return {
      id: row.id,
      state,
      pairingCode: codes.pairing(row.id),
      secondCode: state === 'calling' ? codes.second(row.id) : null,
      expiresAt: row.expiresAt,
      secondsLeft: Math.max(0, Math.ceil((row.expiresAt - clock.now()) / 1_000)),
      reference: recovery.reference,
      proved: recovery.state !== 'proving',
    };
  }

  /** An id whose pairing code no other approval has. */
  async function freshId(unit: Repositories): Promise<string> {
    for (let i = 0; i < idTries; i += 1) {
      const id = randomUUID();
      if ((await unit.approvals.findByPairing(codes.pairingHash(codes.pairing(id)))) === null) return id;
    }
    throw new Failure('store-unavailable');
  }

  /** The request and its session outlive the approval, so that the agent can go on or choose another proof. */
  async function keepAlive(unit: Repositories, actor: Actor, recovery: RecoveryRow, until: Millis) {
    await unit.recoveries.update(recovery.id, { expiresAt: until + choosingMillis });
    const session = await unit.sessions.find(actor.sessionHash);
    if (session === null) throw new Failure('recovery-not-found');
    const longest = session.createdAt + longestSessionMillis;
    const expiresAt = Math.max(session.expiresAt, Math.min(until + idleMillis, longest));
    if (!(await unit.sessions.extend(actor.sessionHash, expiresAt))) throw new Failure('recovery-not-found');
  }

  /** The approval that another node opened for this request in the same moment. */
  async function theOther(unit: Repositories, recovery: RecoveryRow): Promise<ApprovalRow> {
    const row = await unit.approvals.newestOf(recovery.id);
    if (row === null || !isLive(row, clock.now())) throw new Failure('store-unavailable');
    return row;
  }

  /** Nobody answered in time: makes room for another approval, and gives the technician who called the call back. */
  async function endExpired(unit: Repositories, actor: Actor, recovery: RecoveryRow): Promise<void> {
    const row = await unit.approvals.newestOf(recovery.id);
    if (row === null || standingOf(row, clock.now()) !== 'expired') return;
    const patch = { state: 'cancelled', updatedAt: clock.now() } as const;
    if (!(await unit.approvals.move(row.id, row.state, patch))) return;
    if (row.technicianId !== null) await limits.refundWithin(unit, callBudget(row.technicianId));
    await journal.append(unit, {
      event: 'approval-refused',
      actor,
      subject: recovery.accountId,
      reference: recovery.reference,
      details: { approval: row.id, by: 'portal', why: 'expired' },
    });
  }

  async function insert(unit: Repositories, actor: Actor, recovery: RecoveryRow): Promise<ApprovalRow> {
    const now = clock.now();
    const id = await freshId(unit);
    const row: ApprovalRow = {
      id,
      recoveryId: recovery.id,
      pairingHash: codes.pairingHash(codes.pairing(id)),
      state: 'waiting',
      technicianId: null,
      openedFrom: codes.networkHash(actor.origin.address),
      triesLeft: secondCodeTries,
      createdAt: now,
      updatedAt: now,
      expiresAt: now + approvalMillis,
    };
    if (!(await unit.approvals.insert(row))) return theOther(unit, recovery);
    await keepAlive(unit, actor, recovery, row.expiresAt);
    await journal.append(unit, {
      event: 'approval-requested',
      actor,
      subject: recovery.accountId,
      reference: recovery.reference,
      details: { approval: id },
    });
    return row;
  }

  async function live(unit: Repositories, recovery: RecoveryRow): Promise<ApprovalRow | null> {
    const newest = await unit.approvals.newestOf(recovery.id);
    return newest !== null && isLive(newest, clock.now()) ? newest : null;
  }

  return {
    /**
     * Opens an approval for the actor's own request, or returns the one that waits already. Fails `proof-not-offered`
     * where the configuration has no phone, `too-many-tries`, and as `proving` does.
     */
    async request(actor: Actor): Promise<ApprovalStatus> {
      const recovery = await proving(actor);
      if (!proof.methods.includes('phone')) throw new Failure('proof-not-offered');
      const waiting = await live(store, recovery);
      if (waiting !== null) return view(waiting, recovery);
      const taken = await limits.take([{ name: 'approval-request', key: recovery.id }]);
      if (!taken.allowed) throw new Failure('too-many-tries', { retryAfterSeconds: taken.retryAfterSeconds });
      return store.transaction(async (unit) => {
        const row = await live(unit, recovery);
        if (row !== null) return view(row, recovery);
        await endExpired(unit, actor, recovery);
        return view(await insert(unit, actor, recovery), recovery);
      });
    },

    /** How the newest approval of the actor's own request stands; null when there is no request or no approval. */
    async status(actor: Actor): Promise<ApprovalStatus | null> {
      const recovery = await own(actor).catch((error: unknown) => {
        if (failureCode(error) === 'recovery-not-found') return null;
        throw error;
      });
      const newest = recovery === null ? null : await store.approvals.newestOf(recovery.id);
      return recovery === null || newest === null ? null : view(newest, recovery);
    },

    /** The agent waits no longer; of no effect when nothing waits. */
    async cancel(actor: Actor): Promise<void> {
      const recovery = await own(actor);
      await store.transaction(async (unit) => {
        const row = await live(unit, recovery);
        if (row === null) return;
        const patch = { state: 'cancelled', updatedAt: clock.now() } as const;
        if (!(await unit.approvals.move(row.id, row.state, patch))) return;
        await journal.append(unit, {
          event: 'approval-refused',
          actor,
          subject: recovery.accountId,
          reference: recovery.reference,
          details: { approval: row.id, by: 'agent', why: 'cancelled' },
        });
      });
    },
  };
}

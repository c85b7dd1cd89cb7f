import { Failure } from '../../../app/shared/failure.ts';
import type { Repositories } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { JournalEvent } from '../journal/event.ts';
import type { Journal } from '../journal/journal.ts';
import type { LimitRequest, Limits } from '../limits/limits.ts';
import { standsAgainst } from '../people/eligibility.ts';
import { recordProof } from '../proofs/record.ts';
import { type ApprovalCard, cardOf, isTakenBy, type OwnCall } from './card.ts';
import { callableNumbers } from './contacts.ts';
import { approvalMillis, callBudget, isLive } from './live.ts';
import { createPermitted, type Permitted, type PermittedDeps } from './permitted.ts';

export interface CallsDeps extends PermittedDeps {
  readonly journal: Journal;
  readonly limits: Limits;
}

/** Why a technician refuses; for the journal, the agent reads one kind sentence whatever it was. */
export const refusalReasons = ['not-the-person', 'no-answer', 'suspicious', 'other'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Clocks of two nodes may differ by this much. */
const skewMillis = 5 * 60_000;
const mostCalls = 1_000;

/**
 * The technician's side of a phone approval: open by the code that the caller reads out, call the directory's number,
 * approve with the second code that whoever answers reads out. Role, scope, freshness of the technician's own password
 * and the agent's account are asked again at each act; the page decides nothing.
 */
export function createCalls(deps: CallsDeps) {
  const { store, clock, directory, journal, limits, codes, technicians } = deps;
  const permitted = createPermitted(deps);

  const note = (
    unit: Repositories,
    actor: Actor,
    event: JournalEvent,
    { approval, recovery, technician, sameNetwork }: Permitted,
    details: Readonly<Record<string, string | number>> = {},
  ) =>
    journal.append(unit, {
      event,
      actor,
      subject: recovery.accountId,
      reference: recovery.reference,
      details: {
        approval: approval.id,
        technician: technician.account.id,
        ...(sameNetwork ? { 'same-network': true } : {}),
        ...details,
      },
    });

  async function spend(actor: Actor, requests: LimitRequest[], technicianId: string): Promise<void> {
    const taken = await limits.take(requests);
    if (taken.allowed) return;
    const { limit, retryAfterSeconds } = taken;
    await store.transaction((unit) =>
      journal.append(unit, {
        event: 'limit-tripped',
        actor,
        subject: technicianId,
        reference: null,
        details: { limit, at: 'desk' },
      }),
    );
    throw new Failure('too-many-tries', { retryAfterSeconds });
  }

  /** Ends an approval against the agent; false when it had ended before. */
  const end = (actor: Actor, found: Permitted, by: 'technician' | 'portal', why: string) =>
    store.transaction(async (unit) => {
      const { approval, technician } = found;
      const patch = {
        state: 'refused',
        technicianId: technician.account.id,
        updatedAt: clock.now(),
      } as const;
      if (!(await unit.approvals.move(approval.id, approval.state, patch))) return false;
      await note(unit, actor, 'approval-refused', found, { by, why });
      return true;
    });

  /** An open approval whose agent may still recover; one whose agent may not any more ends here. */
  async function actable(actor: Actor, id: string, signal: AbortSignal): Promise<Permitted> {
    const found = await permitted.open(actor, await store.approvals.find(id), signal);
    const { agent, recovery } = found;
    const frozen = await store.freezes.isFrozen(recovery.accountId);
    const against = agent === null ? 'gone' : frozen ? 'frozen' : standsAgainst(agent);
    if (against === null) return found;
    await end(actor, found, 'portal', against);
    throw new Failure('approval-excluded');
  }

  const numbersOf = async ({ agent }: Permitted, signal: AbortSignal) =>
    agent === null ? [] : callableNumbers(directory, agent, clock.now(), signal);

  type Answer = 'approved' | 'over' | 'wrong' | 'spent';

  /** One try of the second code. A try is spent before it is compared, so parallel guesses get no more than three. */
  const answer = (actor: Actor, found: Permitted, typed: string) =>
    store.transaction(async (unit): Promise<Answer> => {
      const { approval, recovery, technician, sameNetwork } = found;
      if (!(await unit.approvals.spendTry(approval.id))) return 'over';
      const right = codes.isSecond(approval.id, typed);
      const left = (await unit.approvals.find(approval.id))?.triesLeft ?? 0;
      if (!right && left > 0) return 'wrong';
      const patch = { state: right ? 'approved' : 'refused', updatedAt: clock.now() } as const;
      if (!(await unit.approvals.move(approval.id, 'calling', patch))) return 'over';
      if (!right) {
        await note(unit, actor, 'approval-refused', found, { by: 'portal', why: 'second-code' });
        return 'spent';
      }
      const by = technician.account.id;
      await recordProof(unit, deps, actor, recovery, { method: 'phone', by, enough: true, sameNetwork });
      return 'approved';
    });

  return {
    /**
     * The approval of a pairing code. Fails `approval-not-found` for a wrong, ended or expired one and
     * `too-many-tries` after too many; `approval-taken`, `approval-own`, `approval-other-establishment`.
     */
    async open(actor: Actor, typed: string, signal: AbortSignal): Promise<{ readonly id: string }> {
      const technician = await technicians.of(actor, signal);
      const budget: LimitRequest[] = [{ name: 'approval-code', key: technician.account.id }];
      await spend(actor, budget, technician.account.id);
      const code = codes.parsePairing(typed);
      const row = code === null ? null : await store.approvals.findByPairing(codes.pairingHash(code));
      const found = await permitted.open(actor, row, signal);
      await limits.refund(budget);
      await store.transaction((unit) => note(unit, actor, 'approval-opened', found));
      return { id: found.approval.id };
    },

    /** What the desk shows of an approval: an open one, or one that this technician has handled. */
    async card(actor: Actor, id: string, signal: AbortSignal): Promise<ApprovalCard> {
      const found = await permitted.seen(actor, await store.approvals.find(id), signal);
      const open = isLive(found.approval, clock.now());
      if (!open && isTakenBy(found, found.technician.account.id)) return cardOf(found, [], clock.now());
      const current = await permitted.open(actor, found.approval, signal);
      return cardOf(current, await numbersOf(current, signal), clock.now());
    },

    /** Calls in progress of this technician, oldest first. */
    async mine(actor: Actor, signal: AbortSignal): Promise<readonly OwnCall[]> {
      const { account } = await technicians.of(actor, signal);
      const now = clock.now();
      const rows = await store.approvals.changedSince(now - approvalMillis - skewMillis, mostCalls);
      const own = rows.filter(
        (row) => row.technicianId === account.id && row.state === 'calling' && isLive(row, now),
      );
      const recoveries = await Promise.all(own.map((row) => store.recoveries.find(row.recoveryId)));
      return own.flatMap(({ id, updatedAt }, index) => {
        const recovery = recoveries[index];
        if (!recovery) return [];
        const secondsSince = Math.max(0, Math.floor((now - updatedAt) / 1_000));
        return [{ id, reference: recovery.reference, givenName: recovery.givenName, secondsSince }];
      });
    },

    /**
     * "I am calling": takes the approval and shows the second code on the agent's screen. Pressing twice changes
     * nothing. Fails `approval-no-number` when the directory has none to call, `approval-taken` for everybody else.
     */
    async start(actor: Actor, id: string, signal: AbortSignal): Promise<void> {
      const found = await actable(actor, id, signal);
      if (found.approval.state === 'calling') return;
      if ((await numbersOf(found, signal)).length === 0) throw new Failure('approval-no-number');
      const technicianId = found.technician.account.id;
      await spend(actor, callBudget(technicianId), technicianId);
      const taken = await store.transaction(async (unit) => {
        const patch = { state: 'calling', technicianId, updatedAt: clock.now() } as const;
        if (!(await unit.approvals.move(id, 'waiting', patch))) return false;
        await note(unit, actor, 'approval-taken', found);
        return true;
      });
      if (taken) return;
      await limits.refund(callBudget(technicianId));
      // Somebody was faster: this technician with another press, another one, or the agent with "cancel".
      await actable(actor, id, signal);
    },

    /**
     * Proves the agent's request; of any number at once one does, the others fail `recovery-already-done`. Fails
     * `approval-not-found` before "I am calling", `approval-code-wrong`, and `approval-code-spent` at the third wrong
     * code, which ends the approval.
     */
    async approve(actor: Actor, id: string, secondCode: string, signal: AbortSignal): Promise<void> {
      const found = await actable(actor, id, signal);
      if (found.approval.state !== 'calling') throw new Failure('approval-not-found');
      const given = await answer(actor, found, secondCode);
      if (given === 'wrong') throw new Failure('approval-code-wrong');
      if (given === 'spent') throw new Failure('approval-code-spent');
      if (given === 'over') throw new Failure('recovery-already-done');
    },

    /** Ends this approval; the agent may choose another proof. */
    async refuse(actor: Actor, id: string, reason: RefusalReason, signal: AbortSignal): Promise<void> {
      const found = await permitted.open(actor, await store.approvals.find(id), signal);
      if (!(await end(actor, found, 'technician', reason))) throw new Failure('approval-not-found');
      if (found.approval.state === 'calling') await limits.refund(callBudget(found.technician.account.id));
    },
  };
}

import type { FailureCode } from '../../../app/i18n/fr.ts';
import { Failure, failureCode } from '../../../app/shared/failure.ts';
import type { ProofSettings } from '../../config/settings.ts';
import { type Outbox, proofKeyOf } from '../../jobs/outbox.ts';
import type { Account, Directory, Exclusion } from '../../systems/directory/port.ts';
import type { Messages } from '../../systems/messages/port.ts';
import type { RecoveryRow, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { LimitRequest, Limits } from '../limits/limits.ts';
import type { Door } from '../people/password-tries.ts';
import type { SignIn } from '../people/sign-in.ts';
import type { AgentLock } from '../recovery/agent-lock.ts';
import type { OwnRequest } from '../recovery/own.ts';
import { mayProve } from './contacts.ts';
import { sameEstablishment } from './policy.ts';
import { recordProof } from './record.ts';

/** A password that was reset lately may be in the hands of whoever reset it. */
const settledMillis = 72 * 3_600_000;

/** A member of a group that only recovers by phone (a technician, a director) is a person and may vouch. */
const mayNotVouch: readonly Exclusion[] = [
  'privileged',
  'protected-user',
  'service-principal',
  'never-expires',
  'cannot-change-password',
];

/** The rest is told apart once the password is proved: a colleague has to know why they may not. */
const door: Door = { at: 'colleague', barred: () => null };

export interface ColleagueDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly limits: Limits;
  readonly outbox: Outbox;
  readonly messages: Pick<Messages, 'channels'>;
  readonly signIn: SignIn;
  readonly agentLock: AgentLock;
  readonly request: OwnRequest;
  readonly settings: ProofSettings;
}

/** A colleague at the same screen vouches for the agent with their own password; they get no session from it. */
export function createColleague(deps: ColleagueDeps) {
  const { store, clock, directory, journal, limits, messages, outbox, request } = deps;

  async function against(
    row: RecoveryRow,
    voucher: Account,
    signal: AbortSignal,
  ): Promise<FailureCode | null> {
    const { id, establishment, state } = voucher;
    if (id === row.accountId) return 'voucher-same-person';
    const shared = state.exclusions.some((exclusion) => mayNotVouch.includes(exclusion));
    if (shared || (await store.freezes.isFrozen(id))) return 'voucher-not-allowed';
    const together =
      establishment && row.establishment && sameEstablishment(establishment, row.establishment);
    if (!together) return 'voucher-other-establishment';
    const settled = (await directory.passwordAge(voucher, signal)) >= settledMillis;
    return settled ? null : 'voucher-password-recent';
  }

  /** A notice reaches the agent outside the work mailbox: by a channel that is there, at a contact nobody has just set. */
  async function reachable(agent: Account, signal: AbortSignal): Promise<boolean> {
    const contacts = await directory.contactsOf(agent, signal);
    return contacts.some((contact) => messages.channels.has(contact.kind) && mayProve(contact, clock.now()));
  }

  const refused = (actor: Actor, row: RecoveryRow, by: string, why: FailureCode) =>
    store.transaction((unit) =>
      journal.append(unit, {
        event: 'proof-refused',
        actor,
        subject: row.accountId,
        reference: row.reference,
        details: { method: 'colleague', by, why },
      }),
    );

  async function within<T>(budget: readonly LimitRequest[], work: () => Promise<T>): Promise<T> {
    const taken = await limits.take(budget);
    if (!taken.allowed) throw new Failure('too-many-tries', taken);
    return work();
  }

  /** Under the agent's lock: two colleagues at once count as two. */
  async function record(
    actor: Actor,
    row: RecoveryRow,
    voucher: Account,
    signal: AbortSignal,
  ): Promise<void> {
    const agent = await directory.read(row.accountId, signal);
    if (!agent) throw new Failure('account-changed');
    const before = await store.proofs.of(row.id);
    const others = before.filter(({ method, by }) => method === 'colleague' && by !== voucher.id);
    // Where no notice reaches the agent outside the work mailbox, one colleague is not enough.
    const enough = others.length > 0 || (await reachable(agent, signal));
    const budget: LimitRequest[] = [{ name: 'vouch-day', key: voucher.id }];
    await within(budget, () =>
      store
        .transaction(async (unit) => {
          await recordProof(unit, deps, actor, row, { method: 'colleague', by: voucher.id, enough });
          const proofKey = proofKeyOf(row.id, voucher.id);
          const { reference } = row;
          await outbox.vouched(unit, { voucher, agentName: agent.displayName, reference, proofKey });
        })
        .catch(async (error: unknown) => {
          await limits.refund(budget).catch(() => undefined);
          throw error;
        }),
    );
  }

  return {
    /**
     * Fails as `SignIn.signIn` does, then `voucher-*`: nobody for themselves, nobody of another establishment, no
     * password younger than 72 h, no privileged or shared account; and `too-many-tries` beyond three a day.
     */
    async vouch(
      actor: Actor,
      input: { login: string; password: string },
      signal: AbortSignal,
    ): Promise<void> {
      const row = await request.proving(actor);
      if (!deps.settings.methods.includes('colleague')) throw new Failure('proof-not-offered');
      const tries: LimitRequest[] = [{ name: 'vouch-try', key: row.id }];
      const result = await within(tries, () => deps.signIn.signIn(actor, input, signal, door));
      if (!result.signedIn) throw new Failure('voucher-must-change');
      await limits.refund(tries);
      const why = await against(row, result.account, signal);
      if (why) {
        await refused(actor, row, result.account.id, why);
        throw new Failure(why);
      }
      await deps
        .agentLock(row.accountId, signal, () => record(actor, row, result.account, signal))
        .catch(async (error: unknown) => {
          const code = failureCode(error);
          if (code === 'voucher-again' || code === 'too-many-tries')
            await refused(actor, row, result.account.id, code);
          throw error;
        });
    },
  };
}

export type Colleague = ReturnType<typeof createColleague>;

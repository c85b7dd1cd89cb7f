import { Failure, failureCode } from '../../../app/shared/failure.ts';
import type { Outbox } from '../../jobs/outbox.ts';
import type { AccountId, Directory } from '../../systems/directory/port.ts';
import type { IntentRow, ProofRow, RecoveryRow, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import type { AgentLock } from '../recovery/agent-lock.ts';
import { newReference } from '../recovery/reference.ts';
import type { NotMeLinks } from './link.ts';
import type { ToldAction } from './texts.ts';

export interface DisavowDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly outbox: Outbox;
  readonly agentLock: AgentLock;
  readonly links: NotMeLinks;
  /** Whether the account's password is replaced by one that nobody knows. */
  readonly scramble: boolean;
  readonly timeZone: string;
}

/** What the page shows before anything is done. */
export interface NotMeView {
  readonly action: ToldAction;
  /** ISO 8601, and the zone to write it in. */
  readonly at: string;
  readonly timeZone: string;
  readonly reference: string | null;
  readonly scramble: boolean;
}

export interface Disavowed {
  /** Of the new ticket. */
  readonly reference: string;
  readonly scramble: boolean;
}

const validMillis = 7 * 86_400_000;
/** How long a write that is under way for the same agent is waited for; the freeze itself never depends on it. */
const turnMillis = 4_000;
/** For the login of an account that no request names; the directory may be down. */
const nameMillis = 2_000;

const toldActions: Partial<Record<IntentRow['kind'], ToldAction>> = {
  reset: 'reset',
  unlock: 'unlock',
  change: 'change',
};

interface Told {
  readonly intent: IntentRow;
  readonly action: ToldAction;
  readonly at: number;
  readonly recovery: RecoveryRow | null;
}

/**
 * "It was not me": the owner of an account stops self-service for it and calls the third level. The link says who;
 * looking at it changes nothing, since mail scanners look at every link.
 */
export function createDisavow(deps: DisavowDeps) {
  const { store, clock, directory, journal, outbox, agentLock, links, scramble, timeZone } = deps;

  /** What the link was sent about; `link-spent` when it was used, is too old, or was never made by the portal. */
  async function told(token: string): Promise<Told> {
    const id = links.intentOf(token);
    const intent = id === null ? null : await store.intents.find(id);
    const action = intent?.state === 'done' ? toldActions[intent.kind] : undefined;
    if (!intent || !action) throw new Failure('link-spent');
    const at = intent.resolvedAt ?? intent.createdAt;
    if (clock.now() > at + validMillis || (await store.freezes.find(intent.id)))
      throw new Failure('link-spent');
    const recovery = intent.recoveryId === null ? null : await store.recoveries.find(intent.recoveryId);
    return { intent, action, at, recovery };
  }

  async function whose({ intent, recovery }: Told, signal: AbortSignal) {
    if (recovery !== null) return { login: recovery.login, establishment: recovery.establishment };
    const within = AbortSignal.any([signal, AbortSignal.timeout(nameMillis)]);
    const account = await directory.read(intent.accountId, within).catch(() => null);
    return { login: account?.login ?? intent.accountId, establishment: account?.establishment ?? null };
  }

  /** After whatever is being written for the agent, so that it cannot undo the end of its request. */
  async function inTurn(accountId: AccountId, signal: AbortSignal, work: () => Promise<void>) {
    const within = AbortSignal.any([signal, AbortSignal.timeout(turnMillis)]);
    try {
      await agentLock(accountId, within, work);
    } catch (error) {
      if (failureCode(error) !== 'directory-busy') throw error;
      await work();
    }
  }

  async function record(actor: Actor, what: Told, reference: string, signal: AbortSignal): Promise<void> {
    const { intent, action, at, recovery } = what;
    const person = await whose(what, signal);
    const proofs = recovery === null ? [] : (await store.proofs.of(recovery.id)).map(proofName);
    await inTurn(intent.accountId, signal, () =>
      store.transaction(async (unit) => {
        const freeze = { intentId: intent.id, accountId: intent.accountId, login: person.login, reference };
        const first = await unit.freezes.insert({ ...freeze, since: clock.now(), liftedAt: null });
        if (!first) throw new Failure('link-spent');
        if (recovery !== null) await unit.recoveries.update(recovery.id, { state: 'ended' });
        await journal.append(unit, {
          event: 'disavowed',
          actor,
          subject: intent.accountId,
          reference,
          details: { intent: intent.id, action, of: recovery?.reference ?? null, scramble },
        });
        await outbox.disavowed(unit, {
          intentId: intent.id,
          ticket: reference,
          establishment: person.establishment,
          facts: {
            action,
            at: new Date(at),
            timeZone,
            reference: recovery?.reference ?? null,
            login: person.login,
            origin: recovery?.originClass ?? null,
            proofs,
            scrambled: scramble,
          },
        });
      }),
    );
  }

  return {
    /** Reads alone. Fails `link-spent`. */
    async look(token: string): Promise<NotMeView> {
      const { action, at, recovery } = await told(token);
      return {
        action,
        at: new Date(at).toISOString(),
        timeZone,
        reference: recovery?.reference ?? null,
        scramble,
      };
    },

    /** Of any number of calls with one link, one succeeds; the others fail `link-spent`. */
    async disavow(actor: Actor, token: string, signal: AbortSignal): Promise<Disavowed> {
      const reference = newReference();
      await record(actor, await told(token), reference, signal);
      return { reference, scramble };
    },
  };
}

export type Disavow = ReturnType<typeof createDisavow>;

/** Who vouched or approved is in the journal; the ticket says how. */
const proofName = ({ method, by }: ProofRow) => (method === 'code' ? `code (${by})` : method);

import type { Account, AccountId, Contact, Directory } from '../../systems/directory/port.ts';
import type { Channel, Message } from '../../systems/messages/port.ts';
import type { RecoveryAction } from '../../systems/store/port.ts';
import { noticeTexts } from './texts.ts';

export interface TellDeps {
  readonly directory: Directory;
  /** Those that are configured: nothing is written for a way that does not exist. */
  readonly channels: ReadonlySet<Channel>;
  readonly helpDesk: string;
  /** Whether the agent's manager is told too. */
  readonly manager: boolean;
  /** IANA name of the zone in which moments are written. */
  readonly timeZone: string;
}

/** A recovery whose agent is to be told. */
export interface ToldRecovery {
  readonly intentId: string;
  readonly accountId: AccountId;
  readonly reference: string;
  readonly action: RecoveryAction;
  /** When it was done, in milliseconds since 1970. */
  readonly at: number;
  /** The attribute whose contact received the one-time code: whoever held it then holds it still. */
  readonly exceptAttribute: string | null;
}

export interface ToldVouching {
  readonly voucherId: AccountId;
  readonly agentName: string;
  readonly reference: string;
  readonly at: number;
  /** Tells this vouching apart from every other. */
  readonly proofKey: string;
}

/** A message as it waits in the outbox: the link of `notMe` is put in when it leaves. */
export interface Outgoing extends Message {
  /** The intent that the link in the text disavows. */
  readonly notMe?: string | undefined;
}

type Way = Pick<Contact, 'kind' | 'value' | 'attribute'>;

/** Writes what people are told of something that was done, in French, for every way that leads to them. */
export function createTell({ directory, channels, helpDesk, manager, timeZone }: TellDeps) {
  const texts = noticeTexts.fr;

  /** The work mailbox first; a contact that is the same as an earlier one only once. */
  async function waysTo(account: Account, signal: AbortSignal): Promise<Way[]> {
    const contacts = await directory.contactsOf(account, signal);
    const work: Way[] = account.mail ? [{ kind: 'mail', value: account.mail, attribute: 'mail' }] : [];
    const seen = new Set<string>();
    return [...work, ...contacts].filter(({ kind, value }) => {
      const key = value.toLowerCase();
      return channels.has(kind) && !seen.has(key) && seen.add(key);
    });
  }

  function toAgent(account: Account, told: ToldRecovery, { kind, value }: Way, key: string): Outgoing {
    const { reference, action, intentId } = told;
    const text =
      kind === 'mail'
        ? texts[action]({ givenName: account.givenName, reference, helpDesk })
        : { subject: '', text: texts.sms[action](reference) };
    return { channel: kind, to: value, ...text, idempotencyKey: key, notMe: intentId };
  }

  async function toManager(account: Account, told: ToldRecovery, signal: AbortSignal): Promise<Outgoing[]> {
    const found = channels.has('mail') ? await directory.managerOf(account, signal) : null;
    if (!found?.mail) return [];
    const { reference, action, at, intentId } = told;
    const text = texts.manager[action]({
      givenName: found.givenName,
      agentName: account.displayName,
      reference,
      at: new Date(at),
      timeZone,
      helpDesk,
    });
    return [{ channel: 'mail', to: found.mail, ...text, idempotencyKey: `${intentId} manager` }];
  }

  return {
    /**
     * To the agent by every way but the one that proved, and to the manager where that is wanted, or where a code
     * proved and no other way leads to the agent. Empty in that case, nobody can be told.
     */
    async agent(told: ToldRecovery, signal: AbortSignal): Promise<Outgoing[]> {
      const account = await directory.read(told.accountId, signal);
      if (account === null) return [];
      const ways = (await waysTo(account, signal)).filter(
        ({ attribute }) => attribute !== told.exceptAttribute,
      );
      const unheard = told.exceptAttribute !== null && ways.length === 0;
      return [
        ...ways.map((way, index) =>
          toAgent(account, told, way, `${told.intentId} ${way.attribute} ${index}`),
        ),
        ...(manager || unheard ? await toManager(account, told, signal) : []),
      ];
    },

    /**
     * To the colleague in whose name somebody vouched, by every way that leads to them: whoever knows the
     * colleague's password reads the work mailbox too.
     */
    async voucher(told: ToldVouching, signal: AbortSignal): Promise<Outgoing[]> {
      const account = await directory.read(told.voucherId, signal);
      const ways = account === null ? [] : await waysTo(account, signal);
      const { reference, agentName, proofKey } = told;
      const mail = texts.vouched({
        givenName: account?.givenName ?? '',
        agentName,
        reference,
        at: new Date(told.at),
        timeZone,
        helpDesk,
      });
      const sms = { subject: '', text: texts.sms.vouched(reference, helpDesk) };
      return ways.map(({ kind, value, attribute }, index) => ({
        channel: kind,
        to: value,
        ...(kind === 'mail' ? mail : sms),
        idempotencyKey: `vouched ${proofKey} ${attribute} ${index}`,
      }));
    },
  };
}

export type Tell = ReturnType<typeof createTell>;

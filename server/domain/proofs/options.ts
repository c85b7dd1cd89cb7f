import { Failure } from '../../../app/shared/failure.ts';
import type { ProofSettings } from '../../config/settings.ts';
import type { Directory } from '../../systems/directory/port.ts';
import type { Messages } from '../../systems/messages/port.ts';
import type { ProofMethod, RecoveryReason, Store } from '../../systems/store/port.ts';
import type { Actor } from '../actors/actor.ts';
import type { Clock } from '../clock.ts';
import type { OwnRequest } from '../recovery/own.ts';
import { masked, mayProve } from './contacts.ts';

/** What the pages of the further proof may know. */
export interface ProofOptions {
  readonly reference: string;
  readonly givenName: string;
  readonly reason: RecoveryReason;
  /** In the order of the configuration; `code` only where a contact may prove. */
  readonly methods: readonly ProofMethod[];
  readonly contacts: readonly {
    readonly attribute: string;
    readonly kind: 'sms' | 'mail';
    readonly masked: string;
  }[];
  /** A colleague has vouched and a second one is needed. */
  readonly secondColleague: boolean;
  /** The code that is waited for. */
  readonly code: { readonly kind: 'sms' | 'mail'; readonly masked: string; readonly expired: boolean } | null;
}

export interface ProofOptionsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly messages: Messages;
  readonly request: OwnRequest;
  readonly settings: ProofSettings;
}

/** Which further proofs the agent of a request may give. */
export function createProofOptions(deps: ProofOptionsDeps) {
  const { store, clock, directory, messages, request, settings } = deps;
  return async (actor: Actor, signal: AbortSignal): Promise<ProofOptions> => {
    const row = await request.proving(actor);
    const account = await directory.read(row.accountId, signal);
    if (!account) throw new Failure('account-changed');
    const offersCode = settings.methods.includes('code');
    const contacts = (offersCode ? await directory.contactsOf(account, signal) : []).filter(
      (contact) => messages.channels.has(contact.kind) && mayProve(contact, clock.now()),
    );
    const code = await store.codes.find(row.id);
    const { reference, givenName, reason } = row;
    return {
      reference,
      givenName,
      reason,
      methods: settings.methods.filter((method) => method !== 'code' || contacts.length > 0),
      contacts: contacts.map(({ attribute, kind, value }) => ({
        attribute,
        kind,
        masked: masked({ kind, value }),
      })),
      secondColleague: (await store.proofs.of(row.id)).some(({ method }) => method === 'colleague'),
      code: code && {
        kind: code.channel === 'sms' ? 'sms' : 'mail',
        masked: code.masked,
        expired: code.expiresAt <= clock.now(),
      },
    };
  };
}

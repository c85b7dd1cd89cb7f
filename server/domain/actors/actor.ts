import type { AccountId } from '../../systems/directory/port.ts';

declare const made: unique symbol;

/** Where a request comes from; see docs/security.md. */
export type OriginClass = 'kiosk' | 'establishment' | 'other';

/** Origin of a person at any establishment: the demo alone gives it. */
export const anyEstablishment = '*';

export interface Origin {
  readonly class: OriginClass;
  /** Whose kiosk or network it is; null for `other`. */
  readonly establishment: string | null;
  /** The enrolled kiosk; null elsewhere. */
  readonly kioskId: string | null;
  /** The client's address, as far as configured proxies can be believed. */
  readonly address: string;
}

interface ActorFields {
  readonly kind: 'visitor' | 'technician' | 'system';
  /** Who signed in at the desk; null for everybody else. Says who it is, never what they may do. */
  readonly accountId: AccountId | null;
  /** SHA-256 of the session cookie, hex; `system` has none. */
  readonly sessionHash: string;
  readonly origin: Origin;
  /** Ties log lines and journal rows of one request together. */
  readonly requestId: string;
}

/** For whom something is asked: first argument of every use case. Only the functions below make one. */
export type Actor = ActorFields & { readonly [made]: true };

/** A person in a browser. Called by the session code alone. */
export function visitor(fields: Omit<ActorFields, 'kind' | 'accountId'>): Actor {
  return { ...fields, kind: 'visitor', accountId: null } as Actor;
}

/**
 * Whoever signed in at the desk in this session. Called by the session code alone; roles and scope are read again at
 * each act (`domain/desk`).
 */
export function technician(fields: Omit<ActorFields, 'kind'> & { readonly accountId: AccountId }): Actor {
  return { ...fields, kind: 'technician' } as Actor;
}

const nowhere: Origin = { class: 'other', establishment: null, kioskId: null, address: '' };

/** The portal itself: jobs and the start-up resolution of open intents. */
export function system(requestId: string): Actor {
  return { kind: 'system', accountId: null, sessionHash: '', origin: nowhere, requestId } as Actor;
}

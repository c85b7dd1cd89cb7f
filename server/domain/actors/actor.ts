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
  readonly kind: 'visitor' | 'system';
  /** SHA-256 of the session cookie, hex; `system` has none. */
  readonly sessionHash: string;
  readonly origin: Origin;
  /** Ties log lines and journal rows of one request together. */
  readonly requestId: string;
}

/** For whom something is asked: first argument of every use case. Only the functions below make one. */
export type Actor = ActorFields & { readonly [made]: true };

/** A person in a browser. Called by the session code alone. */
export function visitor(fields: Omit<ActorFields, 'kind'>): Actor {
  return { ...fields, kind: 'visitor' } as Actor;
}

const nowhere: Origin = { class: 'other', establishment: null, kioskId: null, address: '' };

/** The portal itself: jobs and the start-up resolution of open intents. */
export function system(requestId: string): Actor {
  return { kind: 'system', sessionHash: '', origin: nowhere, requestId } as Actor;
}

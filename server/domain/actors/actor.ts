declare const made: unique symbol;

/** Where a request comes from; see docs/security.md. */
export type OriginClass = 'kiosk' | 'establishment' | 'other';

export interface Origin {
  readonly class: OriginClass;
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

/** The portal itself: jobs and the start-up resolution of open intents. */
export function system(requestId: string): Actor {
  return { kind: 'system', sessionHash: '', origin: { class: 'other', address: '' }, requestId } as Actor;
}

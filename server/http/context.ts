import type { FailureCode } from '../../app/i18n/fr.ts';
import type { PublicSettings } from '../config/public-settings.ts';
import type { Actor } from '../domain/actors/actor.ts';
import type { Services } from '../services.ts';
import type { AccountId } from '../systems/directory/port.ts';

/** What every loader and action gets through Remix's load context. Services are made once, the rest per request. */
export interface AppContext {
  readonly services: Services;
  readonly actor: Actor;
  readonly session: SessionControl;
  readonly once: OnceSecret;
  /** Gives this device a kiosk's token, in a long-lived cookie. */
  readonly becomeKiosk: (token: string) => void;
  readonly settings: PublicSettings;
  readonly locale: 'fr' | 'en';
  /** Nonce of this answer's Content-Security-Policy. */
  readonly nonce: string;
  /** Aborts at the request's deadline or when the browser goes away. Not for writes that were already sent. */
  readonly signal: AbortSignal;
  /** The posted form, already capped, parsed and checked against forgery; null unless the method is POST. */
  readonly form: SubmittedForm | null;
  /** Why the request was refused before it reached a route; only the `refused` route reads it. */
  readonly refusal: { readonly code: FailureCode; readonly status: number } | null;
}

/** Field name → value. Repeated fields, files and NUL never get this far (400). */
export type SubmittedForm = Readonly<Record<string, string>>;

export interface SessionControl {
  /** Value of the hidden field `_token` that every POST must carry. */
  readonly formToken: string;
  /** Gives the browser a new session id (at identification and sign-in) and returns the actor of that new session. */
  rotate(): Promise<Actor>;
  /** The browser brought a visitor's session that may hold a request; a technician's is not one. */
  isOpen(): Promise<boolean>;
  /** Gives a browser whose session holds nothing a new id, so that whoever comes next shares none; elsewhere nothing. */
  renew(): Promise<void>;
  /** Like `rotate`, for somebody who has just proved to be this account; only the desk's sign-in calls it. */
  signIn(accountId: AccountId): Promise<Actor>;
  /**
   * The actor of a session that was signed in; fails `desk-sign-in-needed` without one, after 15 minutes without use
   * and after ten hours in any case.
   */
  technician(): Promise<Actor>;
  /**
   * Forgets the session in the browser and here, and asks the browser to drop caches (Clear-Site-Data). The browser
   * forgets it even when this fails.
   */
  end(): Promise<void>;
}

/**
 * Carries a temporary password from the POST that made it to the one page that shows it, sealed (AES-256-GCM) in a
 * cookie of that page, for a minute. Nothing of it is kept on the server.
 */
export interface OnceSecret {
  /** `recoveryReference` binds the secret to its request. */
  put(recoveryReference: string, secret: string): void;
  /** Opens and drops the cookie; null when absent, too old or of another request. */
  take(recoveryReference: string): string | null;
  /** Seals a secret for a hidden field of the change form, bound to this session, valid ten minutes. */
  sealField(login: string, secret: string): string;
  /** The reverse; null when forged, too old or of another session. */
  openField(value: string): { readonly login: string; readonly secret: string } | null;
}

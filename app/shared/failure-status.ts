import type { FailureCode } from '../i18n/fr.ts';

/**
 * The status of every failure. 422: what was asked is refused, whatever the reason, so that refusals look alike.
 * 409: the world changed in between. 503: something outside does not answer, and waiting helps.
 */
const statuses: Readonly<Record<FailureCode, number>> = {
  'input-malformed': 400,
  'input-too-large': 413,
  'input-type': 415,
  'origin-foreign': 403,
  'form-expired': 403,
  'page-not-found': 404,
  'method-not-allowed': 405,
  'too-many-tries': 429,
  'identification-refused': 422,
  'recovery-not-found': 404,
  'recovery-already-done': 409,
  'recovery-needs-help-desk': 422,
  'account-changed': 409,
  'unlock-not-possible': 422,
  'sign-in-refused': 422,
  'password-too-short': 422,
  'password-complexity': 422,
  'password-with-name': 422,
  'password-too-weak': 422,
  'password-breached': 422,
  'password-forbidden-word': 422,
  'password-establishment': 422,
  'password-untypeable': 422,
  'password-history': 422,
  'password-too-young': 422,
  'password-policy': 422,
  'password-wrong-old': 422,
  'account-locked': 422,
  'directory-unavailable': 503,
  'directory-busy': 503,
  'directory-moved': 409,
  'directory-forbidden': 422,
  'directory-outcome-unknown': 503,
  'directory-refused': 422,
  'store-unavailable': 503,
  'store-misuse': 500,
  'messages-unavailable': 503,
  'tickets-unavailable': 503,
  'deadline-passed': 503,
  internal: 500,
};

/** The HTTP status that a failure is answered with (RFC 9110). */
export const statusOf = (code: FailureCode): number => statuses[code];

import type { FailureCode } from '../../app/i18n/fr.ts';

const statuses: Partial<Record<FailureCode, number>> = {
  'input-malformed': 400,
  'input-too-large': 413,
  'input-type': 415,
  'origin-foreign': 403,
  'form-expired': 403,
  'page-not-found': 404,
  'method-not-allowed': 405,
  'directory-unavailable': 503,
  'directory-busy': 503,
  'directory-outcome-unknown': 503,
  'store-unavailable': 503,
  'deadline-passed': 503,
  internal: 500,
  'store-misuse': 500,
};

/** HTTP status of a request refused before it reached a page (RFC 9110); 422 for everything a person may mend. */
export const statusOf = (code: FailureCode): number => statuses[code] ?? 422;

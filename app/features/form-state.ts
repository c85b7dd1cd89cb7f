import type { FailureCode } from '../i18n/fr.ts';
import type { FieldErrorKey } from '../i18n/messages.ts';

export type FieldErrors = Readonly<Partial<Record<string, FieldErrorKey>>>;

/** What a form's page knows after a refusal: what to correct, and what was typed except secrets. */
export interface FormState {
  readonly status: number;
  readonly errors: FieldErrors;
  readonly failure: FailureCode | null;
  readonly retryAfterSeconds: number | null;
  readonly values: Readonly<Record<string, string>>;
}

export const untouched: FormState = {
  status: 200,
  errors: {},
  failure: null,
  retryAfterSeconds: null,
  values: {},
};

import type { z } from 'zod';
import type { SubmittedForm } from '../../server/contract.ts';
import { answerWith, type Caught } from '../http.server.ts';
import type { FieldErrorKey } from '../i18n/messages.ts';
import { type FieldErrors, type FormState, untouched } from './form-state.ts';

type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: FieldErrors };

/** Makes a schema's message a checked key of the forms' messages. */
export const says = (key: FieldErrorKey): FieldErrorKey => key;

/** Validates a posted form. The first message of each field is kept; every message is a key made by `says`. */
export function readForm<T>(schema: z.ZodType<T>, form: SubmittedForm | null): Read<T> {
  const result = schema.safeParse(form ?? {});
  if (result.success) return { ok: true, value: result.data };
  const errors: Record<string, FieldErrorKey> = {};
  for (const issue of result.error.issues) {
    const field = String(issue.path[0]);
    errors[field] ??= issue.message as FieldErrorKey;
  }
  return { ok: false, errors };
}

/** The named fields as they were sent, to fill the form again. Never name a password here. */
export function kept(form: SubmittedForm | null, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, form?.[name] ?? '']));
}

/** 422: the form itself is to be corrected. */
export function toCorrect(errors: FieldErrors, values: FormState['values']): FormState {
  return { ...untouched, status: 422, errors, values };
}

/** The form was fine and the portal could not do what it asks. */
export function notDone(failure: Caught, values: FormState['values']): FormState {
  const { code, status, retryAfterSeconds } = failure;
  return { status, errors: {}, failure: code, retryAfterSeconds, values };
}

export function answerForm(state: FormState) {
  return answerWith(state, state);
}

import type { SummaryLine } from '../components/error-summary.tsx';
import type { Messages } from '../i18n/messages.ts';
import type { FieldErrors } from './form-state.ts';

/** The lines of the error summary, in the order in which the page shows the fields. */
export function summaryOf(
  errors: FieldErrors,
  fields: readonly string[],
  messages: Messages,
): readonly SummaryLine[] {
  return fields.flatMap((field) => {
    const key = errors[field];
    return key === undefined ? [] : [{ field, sentence: messages.fieldErrors[key] }];
  });
}

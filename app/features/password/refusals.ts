import type { FailureCode } from '../../i18n/fr.ts';
import type { Locale, Messages } from '../../i18n/messages.ts';
import type { FormState } from '../form-state.ts';

type ChangeField = 'login' | 'currentPassword' | 'newPassword';

type Advised = keyof Messages['password']['advice'];

/** The field on which a refusal of the directory lands. */
const fields: Readonly<Partial<Record<FailureCode, ChangeField>>> = {
  'sign-in-refused': 'login',
  'password-wrong-old': 'currentPassword',
  'password-too-short': 'newPassword',
  'password-complexity': 'newPassword',
  'password-with-name': 'newPassword',
  'password-too-weak': 'newPassword',
  'password-breached': 'newPassword',
  'password-forbidden-word': 'newPassword',
  'password-establishment': 'newPassword',
  'password-untypeable': 'newPassword',
  'password-history': 'newPassword',
  'password-too-young': 'newPassword',
  'password-policy': 'newPassword',
};

export interface Refusal {
  readonly code: FailureCode;
  /** Null when it concerns the whole form. */
  readonly field: ChangeField | null;
  /** What happened and what to do, ready to be read. */
  readonly sentence: string;
}

/** The first whole minute after so many seconds, as a day and a time of the server's own zone. */
function momentIn(seconds: number, locale: Locale): string {
  const options = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  const moment = new Date(Math.ceil((Date.now() + seconds * 1000) / 60_000) * 60_000);
  return new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', options).format(moment);
}

/**
 * A refused change in words; null where nothing was refused. After a recovery the current password is not asked for, so
 * a refusal of it concerns the whole form: the temporary password no longer works.
 */
export function refusalOf(
  { failure: code, retryAfterSeconds }: Pick<FormState, 'failure' | 'retryAfterSeconds'>,
  handedOver: boolean,
  { failure, password }: Messages,
  locale: Locale,
): Refusal | null {
  if (code === null) return null;
  const field = fields[code] ?? null;
  if (handedOver && (field === 'login' || field === 'currentPassword')) {
    return { code, field: null, sentence: password.handOverRefused };
  }
  const advice = code in password.advice ? password.advice[code as Advised] : '';
  const since = code === 'password-too-young' ? retryAfterSeconds : null;
  const possible = since === null ? '' : password.possibleFrom(momentIn(since, locale));
  return { code, field, sentence: [failure[code], possible, advice].filter((text) => text !== '').join(' ') };
}

/** Where the person can help themselves after a refusal that no field can correct. */
export function wayOut(refusal: Refusal, messages: Messages): string | null {
  if (refusal.code === 'account-locked') return messages.password.unlockLink;
  return refusal.sentence === messages.password.handOverRefused ? messages.password.againLink : null;
}

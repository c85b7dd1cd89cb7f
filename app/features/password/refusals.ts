import type { FailureCode } from '../../i18n/fr.ts';
import type { Messages } from '../../i18n/messages.ts';

type ChangeField = 'login' | 'currentPassword' | 'newPassword';

type Advised = keyof Messages['password']['advice'];

/** The field on which a refusal of the directory lands. */
const fields: Readonly<Partial<Record<FailureCode, ChangeField>>> = {
  'sign-in-refused': 'login',
  'password-wrong-old': 'currentPassword',
  'password-too-short': 'newPassword',
  'password-complexity': 'newPassword',
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

/**
 * A refused change in words. After a recovery the current password is not asked for, so a refusal of it concerns the
 * whole form: the temporary password no longer works.
 */
export function refusalOf(code: FailureCode, handedOver: boolean, messages: Messages): Refusal {
  const field = fields[code] ?? null;
  if (handedOver && (field === 'login' || field === 'currentPassword')) {
    return { code, field: null, sentence: messages.password.handOverRefused };
  }
  const advice = code in messages.password.advice ? ` ${messages.password.advice[code as Advised]}` : '';
  return { code, field, sentence: `${messages.failure[code]}${advice}` };
}

/** Where the person can help themselves after a refusal that no field can correct. */
export function wayOut(refusal: Refusal, messages: Messages): string | null {
  if (refusal.code === 'account-locked') return messages.password.unlockLink;
  return refusal.sentence === messages.password.handOverRefused ? messages.password.againLink : null;
}

import { common } from './fr/common.ts';
import { desk } from './fr/desk.ts';
import { failure } from './fr/failure.ts';
import { feedback } from './fr/feedback.ts';
import { fieldErrors } from './fr/field-errors.ts';
import { help } from './fr/help.ts';
import { home } from './fr/home.ts';
import { kiosk } from './fr/kiosk.ts';
import { learn } from './fr/learn.ts';
import { notMe } from './fr/not-me.ts';
import { notOpen } from './fr/not-open.ts';
import { password } from './fr/password.ts';
import { phone } from './fr/phone.ts';
import { proof } from './fr/proof.ts';
import { recover } from './fr/recover.ts';
import { typeset } from './typography.ts';

/** The source of every message. English must have the same keys or it does not compile (see `messages.ts`). */
export const fr = typeset({
  common,
  desk,
  failure,
  feedback,
  fieldErrors,
  help,
  home,
  kiosk,
  learn,
  notMe,
  notOpen,
  password,
  proof,
  phone,
  recover,
});

export type FailureCode = keyof typeof failure;

import { common } from './en/common.ts';
import { failure } from './en/failure.ts';
import { feedback } from './en/feedback.ts';
import { fieldErrors } from './en/field-errors.ts';
import { help } from './en/help.ts';
import { home } from './en/home.ts';
import { kiosk } from './en/kiosk.ts';
import { learn } from './en/learn.ts';
import { notMe } from './en/not-me.ts';
import { notOpen } from './en/not-open.ts';
import { password } from './en/password.ts';
import { proof } from './en/proof.ts';
import { recover } from './en/recover.ts';
import type { Messages } from './messages.ts';

export const en: Messages = {
  common,
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
  recover,
};

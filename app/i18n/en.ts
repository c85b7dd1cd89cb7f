import { common } from './en/common.ts';
import { desk } from './en/desk.ts';
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
import { phone } from './en/phone.ts';
import { proof } from './en/proof.ts';
import { recover } from './en/recover.ts';
import type { Messages } from './messages.ts';

export const en: Messages = {
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
};

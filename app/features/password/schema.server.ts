import { z } from 'zod';
import { says } from '../form.server.ts';

/** Windows takes up to 127 characters at its logon screen. */
const longestPassword = 127;
/** A user principal name has at most 1,024 characters (MS-ADTS); nobody types more than this. */
const longestLogin = 256;

const chosen = {
  newPassword: z
    .string(says('new-password-missing'))
    .min(1, says('new-password-missing'))
    .max(longestPassword, says('password-long')),
  confirmPassword: z.string(says('confirm-password-missing')).min(1, says('confirm-password-missing')),
};

const sameTwice = {
  path: ['confirmPassword'],
  message: says('confirm-password-different'),
  when: typed,
};

/** Both passwords were typed, so that "not the same" is worth saying. */
function typed({ value }: { value: unknown }): boolean {
  const { newPassword, confirmPassword } = value as Readonly<Record<string, unknown>>;
  return Boolean(newPassword) && Boolean(confirmPassword);
}

/** Passwords are taken as typed: no trimming, no normalisation. */
export const changeSchema = z
  .object({
    login: z
      .string(says('login-missing'))
      .trim()
      .min(1, says('login-missing'))
      .max(longestLogin, says('login-long')),
    currentPassword: z
      .string(says('current-password-missing'))
      .min(1, says('current-password-missing'))
      .max(longestPassword, says('password-long')),
    ...chosen,
  })
  .refine((form) => form.newPassword === form.confirmPassword, sameTwice)
  .refine((form) => form.newPassword !== form.currentPassword, {
    path: ['newPassword'],
    message: says('new-password-same'),
    when: typed,
  });

/** The same after a recovery: login and temporary password come sealed in the form. */
export const handedOverSchema = z
  .object(chosen)
  .refine((form) => form.newPassword === form.confirmPassword, sameTwice);

import { z } from 'zod';
import { says } from '../form.server.ts';
import { longestPassword, typedLogin, typedPassword } from '../typed-sign-in.server.ts';

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

export const changeSchema = z
  .object({
    login: typedLogin,
    currentPassword: typedPassword,
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

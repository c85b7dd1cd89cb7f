import { z } from 'zod';
import { says } from '../form.server.ts';
import { methods } from './methods.ts';

const longestLogin = 120;
const longestPassword = 256;

export const methodSchema = z.object({ method: z.enum(methods, says('method-missing')) });

export const colleagueSchema = z.object({
  login: z
    .string(says('login-missing'))
    .trim()
    .min(1, says('login-missing'))
    .max(longestLogin, says('login-long')),
  password: z
    .string(says('current-password-missing'))
    .min(1, says('current-password-missing'))
    .max(longestPassword, says('password-long')),
});

export const sendSchema = z.object({
  contact: z.string(says('contact-missing')).min(1, says('contact-missing')).max(60),
});

/** Spaces and dashes that people copy along do not count. */
export const codeSchema = z.object({
  code: z
    .string(says('code-missing'))
    .max(40, says('code-form'))
    .transform((text) => text.replace(/[\s\p{Pd}.]+/gu, ''))
    .pipe(
      z
        .string()
        .min(1, says('code-missing'))
        .regex(/^\d{6}$/, says('code-form')),
    ),
});

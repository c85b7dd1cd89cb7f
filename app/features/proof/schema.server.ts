import { z } from 'zod';
import { says } from '../form.server.ts';
import { methods } from './methods.ts';

export const methodSchema = z.object({ method: z.enum(methods, says('method-missing')) });

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

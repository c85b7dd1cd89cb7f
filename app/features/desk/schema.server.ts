import { z } from 'zod';
import type { RefusalReason } from '../../../server/contract.ts';
import { says } from '../form.server.ts';

/** Longer than anybody reads out; keeps the work on strange input small. */
const longestCode = 40;
const longestLogin = 256;
const longestPassword = 127;

export const signInSchema = z.object({
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

export const openSchema = z.object({
  code: z
    .string(says('pairing-code-missing'))
    .trim()
    .min(1, says('pairing-code-missing'))
    .max(longestCode, says('pairing-code-missing')),
});

export const approveSchema = z.object({
  secondCode: z
    .string(says('second-code-missing'))
    .trim()
    .min(1, says('second-code-missing'))
    .max(longestCode, says('second-code-missing')),
});

const refusals = ['not-the-person', 'no-answer', 'suspicious', 'other'] as const satisfies RefusalReason[];

export const refuseSchema = z.object({ why: z.enum(refusals, says('refusal-missing')) });

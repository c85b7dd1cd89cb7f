import { z } from 'zod';
import type { RefusalReason } from '../../../server/contract.ts';
import { says } from '../form.server.ts';

/** Longer than anybody reads out; keeps the work on strange input small. */
const longestCode = 40;

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

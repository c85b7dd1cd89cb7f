import { z } from 'zod';
import { says } from '../form.server.ts';
import { actions, reasons } from './choices.ts';

/** Longer than any surname or number that a directory holds; keeps the work on strange input small. */
const longestSurname = 120;
const longestAgentNumber = 40;

export const identifySchema = z.object({
  surname: z
    .string(says('surname-missing'))
    .trim()
    .min(1, says('surname-missing'))
    .max(longestSurname, says('surname-long')),
  agentNumber: z
    .string(says('agent-number-missing'))
    .trim()
    .min(1, says('agent-number-missing'))
    .max(longestAgentNumber, says('agent-number-long')),
  reason: z.enum(reasons, says('reason-missing')),
});

/**
 * A reset needs the agent's word that the old password is gone for good; an unlock keeps it. Without a choice, which
 * the page only offers to a locked agent, a reset is meant.
 */
export const confirmSchema = z
  .object({
    understood: z.string().optional(),
    action: z.enum(actions, says('action-missing')).default('reset'),
  })
  .refine(({ action, understood }) => action === 'unlock' || Boolean(understood), {
    path: ['understood'],
    message: says('understood-missing'),
  })
  .transform(({ action }) => ({ action }));

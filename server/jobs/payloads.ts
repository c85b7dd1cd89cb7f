import { z } from 'zod';

const ticketStates = ['new', 'assigned', 'pending', 'solved', 'closed'] as const;

/** Shape of each job's payload, checked again when the job runs. */
export const jobPayloads = {
  'expire-temporary-password': z.strictObject({ intentId: z.uuid(), lifetimeMs: z.int().nonnegative() }),
  'follow-ticket': z.strictObject({
    reference: z.string(),
    text: z.string(),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
    state: z.enum(ticketStates).optional(),
  }),
  /** `day`: of the look, as 2026-11-23. */
  'notice-expiring-passwords': z.strictObject({ day: z.iso.date() }),
  /** `intentId`: of the write that was disavowed. */
  'scramble-password': z.strictObject({ intentId: z.uuid() }),
  'tell-agent': z.strictObject({
    intentId: z.uuid(),
    accountId: z.string(),
    reference: z.string(),
    action: z.enum(['reset', 'unlock']),
    at: z.int(),
    exceptAttribute: z.string().nullable(),
  }),
  'tell-voucher': z.strictObject({
    voucherId: z.string(),
    agentName: z.string(),
    reference: z.string(),
    at: z.int(),
    proofKey: z.string(),
  }),
  'open-ticket': z.strictObject({
    reference: z.string(),
    title: z.string(),
    text: z.string(),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    state: z.enum(ticketStates),
    requesterLogin: z.string().nullable(),
    establishment: z.string().nullable(),
  }),
  'send-message': z.strictObject({
    channel: z.enum(['mail', 'sms']),
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    idempotencyKey: z.string(),
    /** The intent that the link in the text disavows; the link itself is made when the message leaves. */
    notMe: z.uuid().optional(),
  }),
} as const;

export type JobPayload = { [K in keyof typeof jobPayloads]: z.output<(typeof jobPayloads)[K]> };

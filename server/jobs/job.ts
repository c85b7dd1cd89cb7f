import type { z } from 'zod';
import type { Millis, Repositories } from '../systems/store/port.ts';

export interface JobContext {
  /** Aborts shortly before the lease runs out, and when the portal stops. */
  readonly signal: AbortSignal;
  /** The same at every attempt; fit for an idempotency key. */
  readonly id: string;
  /** 1 at the first attempt. */
  readonly attempt: number;
  /**
   * Ends the job and commits `work` in one transaction: both happen exactly once or not at all. Rejects without
   * running `work` when the lease has passed to somebody else.
   */
  finish(work: (unit: Repositories) => Promise<void>): Promise<void>;
  /** Ends this attempt, which is no failure; the job comes back at `runAt`, its attempts counted anew. */
  postpone(runAt: Millis): Promise<void>;
}

/** A piece of work that outlives the request that caused it. May run more than once; see `JobContext.finish`. */
export interface Job {
  readonly kind: string;
  /** Tries before the job is buried; null = the runner's default, several days of trying. */
  readonly maxAttempts: number | null;
  /** Runs the handler on a stored payload; rejects with an error named `UNREADABLE` when the schema refuses it. */
  runStored(payload: string, context: JobContext): Promise<void>;
}

/** The name of the error of a payload that no later attempt can read either. */
export const UNREADABLE = 'UnreadablePayload';

export function defineJob<Payload>(
  kind: string,
  schema: z.ZodType<Payload>,
  run: (payload: Payload, context: JobContext) => Promise<void>,
  { maxAttempts = null }: { readonly maxAttempts?: number | null } = {},
): Job {
  return { kind, maxAttempts, runStored: async (payload, context) => run(parsed(schema, payload), context) };
}

/** The message names places and kinds of error, never a value: parsers quote what they could not read. */
function parsed<Payload>(schema: z.ZodType<Payload>, text: string): Payload {
  const result = schema.safeParse(jsonOrUndefined(text));
  if (result.success) return result.data;
  const places = result.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.code}`);
  throw Object.assign(new Error(places.join(', ')), { name: UNREADABLE });
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

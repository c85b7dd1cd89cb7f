import type { AppLoadContext } from '@remix-run/node';
import type { AppContext } from '../server/contract.ts';

/** The typed view of Remix's load context: the HTTP layer fills it and Remix hands it through unread. */
export function appContext(context: AppLoadContext): AppContext {
  return context as unknown as AppContext;
}

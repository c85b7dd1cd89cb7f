import type { AppContext } from '../../server/contract.ts';
import { caught } from '../http.server.ts';

/**
 * "I have finished": the request takes no further step, the session ends, the browser forgets. When the store does not
 * answer the browser forgets all the same, and what is left there runs out by itself.
 */
export async function finishVisit({ actor, services, session }: AppContext): Promise<void> {
  const parts = await Promise.allSettled([services.recovery.finish(actor), session.end()]);
  for (const part of parts) if (part.status === 'rejected') caught(part.reason);
}

/** The start page of a kiosk belongs to whoever comes next: a session still open there is ended, any other renewed. */
export async function startAfresh(app: AppContext, request: Request): Promise<void> {
  const ahead = request.headers.get('Sec-Purpose')?.includes('prefetch') ?? false;
  if (app.actor.origin.class !== 'kiosk' || request.method !== 'GET' || ahead) return;
  const open = await app.session.isOpen().catch((error: unknown) => caught(error) !== null);
  if (open) return finishVisit(app);
  await app.session.renew().catch(caught);
}

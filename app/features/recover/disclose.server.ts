import type { AppContext, RecoveryView } from '../../../server/contract.ts';
import type { Outcome } from './done-page.tsx';

/**
 * Takes the temporary password out of its cookie for the page that shows it. Only a person's own first look gets it:
 * not an answer to a form, a HEAD, or a browser that loads ahead; and of several such looks, the one that the store
 * lets claim the display.
 */
export async function disclose(app: AppContext, view: RecoveryView, request: Request): Promise<Outcome> {
  if (view.action === 'unlock') return { kind: 'unlocked' };
  if (!isFirstLook(app, request)) return { kind: 'gone' };
  const password = app.once.take(view.reference);
  if (password === null || !(await app.services.recovery.markDisplayed(app.actor))) return { kind: 'gone' };
  return { kind: 'shown', password, handOver: app.once.sealField(view.login, password) };
}

function isFirstLook(app: AppContext, request: Request): boolean {
  const ahead = request.headers.get('Sec-Purpose')?.includes('prefetch') ?? false;
  return app.form === null && request.method === 'GET' && !ahead;
}

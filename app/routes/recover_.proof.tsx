import type { LoaderFunctionArgs } from '@remix-run/node';
import { appContext } from '../context.ts';
import { answering, seeOther } from '../http.server.ts';

/** No origin asks for a further proof: whoever has identified goes on, everybody else starts. */
export async function loader({ context }: LoaderFunctionArgs) {
  const { actor, services } = appContext(context);
  const view = await answering(() => services.recovery.current(actor));
  return seeOther(view === null ? '/recover' : '/recover/confirm');
}

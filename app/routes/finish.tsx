import type { ActionFunctionArgs } from '@remix-run/node';
import { appContext } from '../context.ts';
import { finishVisit } from '../features/finish.server.ts';
import { seeOther } from '../http.server.ts';

/** Opened by hand there is nothing to see: only a post ends anything. */
export const loader = () => seeOther('/');

export async function action({ context }: ActionFunctionArgs) {
  await finishVisit(appContext(context));
  return seeOther('/?done');
}

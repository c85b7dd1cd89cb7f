import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { EnrolledPage, EnrolPage } from '../features/kiosk/enrol-page.tsx';
import { answering, documentHeaders } from '../http.server.ts';

export const headers = documentHeaders;

/** Looks only: mail scanners and previews open links too. */
export function loader({ context, params }: LoaderFunctionArgs) {
  const { services, form } = appContext(context);
  // After its own post the link is spent, and the page speaks from the answer to it.
  if (form !== null) return null;
  return answering(() => services.kiosks.offered(params['code'] ?? ''));
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { actor, services, becomeKiosk } = appContext(context);
  const { token, ...face } = await answering(() => services.kiosks.claim(actor, params['code'] ?? ''));
  becomeKiosk(token);
  return face;
}

export default function Enrol() {
  const enrolled = useActionData<typeof action>();
  const offered = useLoaderData<typeof loader>();
  if (enrolled !== undefined) return <EnrolledPage kiosk={enrolled} />;
  return offered === null ? null : <EnrolPage kiosk={offered} />;
}

import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { answerDesk, viewDesk } from '../features/desk/desk.server.ts';
import { DeskPage } from '../features/desk/desk-page.tsx';
import { untouched } from '../features/form-state.ts';
import { documentHeaders } from '../http.server.ts';

export const headers = documentHeaders;

export function loader({ context }: LoaderFunctionArgs) {
  return viewDesk(appContext(context));
}

export function action({ context }: ActionFunctionArgs) {
  return answerDesk(appContext(context));
}

export default function Desk() {
  const { calls } = useLoaderData<typeof loader>();
  return <DeskPage calls={calls} state={useActionData<typeof action>() ?? untouched} />;
}

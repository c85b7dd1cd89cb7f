import type { ActionFunctionArgs } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { answerSignIn } from '../features/desk/desk.server.ts';
import { SignInPage } from '../features/desk/sign-in-page.tsx';
import { untouched } from '../features/form-state.ts';
import { documentHeaders } from '../http.server.ts';

export const headers = documentHeaders;

export function action({ context }: ActionFunctionArgs) {
  return answerSignIn(appContext(context));
}

export default function SignIn() {
  return <SignInPage state={useActionData<typeof action>() ?? untouched} />;
}

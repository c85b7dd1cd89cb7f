import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { appContext } from '../context.ts';
import { startAfresh } from '../features/finish.server.ts';
import { HomePage } from '../features/home/home-page.tsx';
import styles from '../styles/home.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export async function loader({ context, request }: LoaderFunctionArgs) {
  await startAfresh(appContext(context), request);
  return { finished: new URL(request.url).searchParams.has('done') };
}

export default function Index() {
  return <HomePage finished={useLoaderData<typeof loader>().finished} />;
}

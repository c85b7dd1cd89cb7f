import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { HomePage } from '../features/home/home-page.tsx';
import styles from '../styles/home.css?url';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: styles }];

export function loader({ request }: LoaderFunctionArgs) {
  return { finished: new URL(request.url).searchParams.has('done') };
}

export default function Index() {
  return <HomePage finished={useLoaderData<typeof loader>().finished} />;
}

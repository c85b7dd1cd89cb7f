import { useLoaderData } from '@remix-run/react';

export const loader = () => ({ greeting: 'Bonjour' });

export default function Index() {
  const { greeting } = useLoaderData<typeof loader>();
  return (
    <main>
      <h1>{greeting}</h1>
      <form method="post">
        <input name="surname" />
        <button type="submit">Continuer</button>
      </form>
    </main>
  );
}

import { Outlet } from '@remix-run/react';

export default function Root() {
  return (
    <html lang="fr">
      <head>
        <title>Bare</title>
      </head>
      <body>
        <Outlet />
      </body>
    </html>
  );
}

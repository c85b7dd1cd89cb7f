import { readdirSync } from 'node:fs';
import { serveStatic } from '@hono/node-server/serve-static';
import { compress } from 'hono/compress';
import type { HttpApp } from './bindings.ts';
import { fixedHeaders } from './security-headers.ts';

/** Built files carry a hash in their name and never change; the others may, within the hour. */
const cacheFor = (path: string) =>
  path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';

/**
 * Serves the browser's files. The names at the top are read once: a request for a page must not ask the disk
 * whether a file of that name exists.
 */
export function mountFiles(app: HttpApp, folder: string): void {
  const files = serveStatic({
    root: folder,
    onFound(path, c) {
      for (const [name, value] of Object.entries(fixedHeaders)) c.header(name, value);
      c.header('Cache-Control', cacheFor(path));
    },
  });
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.name.startsWith('.'))
      app.use(`/${entry.name}${entry.isDirectory() ? '/*' : ''}`, compress(), files);
  }
}

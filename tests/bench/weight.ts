import { gzipSync } from 'node:zlib';
import { startTestPortal } from '../support/portal.ts';
import { atMost, type Figure } from './report.ts';

/** What a browser loads for `/recover` with nothing cached, compressed as the server sends it. */
export async function benchWeight(): Promise<Figure[]> {
  const portal = await startTestPortal();
  try {
    const page = await (await fetch(`${portal.url}/recover`)).text();
    const files = [
      ...new Set(
        [...page.matchAll(/(?:src|href)="(\/[^"?#]+\.(?:js|css|svg|png|woff2))"/g)].map(
          (match) => match[1] ?? '',
        ),
      ),
    ];
    const sizes = await Promise.all(
      files.map(async (file) => ({
        file,
        bytes: gzipSync(Buffer.from(await (await fetch(portal.url + file)).arrayBuffer())).length,
      })),
    );
    const kB = (match: (file: string) => boolean) =>
      sizes.filter(({ file }) => match(file)).reduce((sum, { bytes }) => sum + bytes, 0) / 1024;
    return [
      atMost(
        '/recover cold: JavaScript, compressed',
        kB((file) => file.endsWith('.js')),
        60,
        ' kB',
      ),
      // The page itself is sent uncompressed: docs/decisions/0004-http.md.
      atMost('/recover cold: everything', kB(() => true) + Buffer.byteLength(page) / 1024, 100, ' kB'),
    ];
  } finally {
    await portal.stop();
  }
}

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface RangeRequest {
  readonly url: string;
  readonly padding: string | undefined;
}

/** What the stand-in does instead of answering properly. */
export type RangeFault = 'none' | 'slow' | 'refused' | 'html' | 'reset' | 'endless' | 'empty' | 'lower-case';

const hashOf = (password: string) => createHash('sha1').update(password, 'utf8').digest('hex').toUpperCase();

/** Padding as the real service sends it: suffixes that are no password's, with the count 0. */
const padding = Array.from({ length: 800 }, (_, index) => `${hashOf(`padding ${index}`).slice(5)}:0`);

/**
 * A stand-in for the Pwned Passwords range API that speaks its wire: `/range/<5 digits>`, lines of suffix and count
 * with CRLF, 400 for anything else, padding on request. Port 0: an address of its own for each test.
 */
export async function startRangeApi(passwords: readonly string[]) {
  const requests: RangeRequest[] = [];
  let fault: RangeFault = 'none';

  function proper(request: IncomingMessage, response: ServerResponse, prefix: string) {
    const listed = passwords
      .map(hashOf)
      .filter((hash) => hash.startsWith(prefix))
      .map((hash) => `${hash.slice(5)}:42`);
    const lines = [
      ...listed,
      ...(request.headers['add-padding'] === 'true' ? padding : ['0'.repeat(34).concat('A:3')]),
    ];
    const body = lines.join('\r\n');
    response
      .writeHead(200, { 'content-type': 'text/plain' })
      .end(fault === 'lower-case' ? body.toLowerCase() : body);
  }

  const answers: Partial<Record<RangeFault, (response: ServerResponse) => void>> = {
    slow: () => {},
    refused: (response) => void response.writeHead(503).end('busy'),
    html: (response) =>
      void response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html>\n<p>Sign in to the proxy: now</p>\n'),
    reset: (response) => void response.destroy(),
    endless: (response) => void response.writeHead(200).write(`${padding[0]}\r\n`),
    empty: (response) => void response.writeHead(200).end(),
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    requests.push({ url: request.url ?? '', padding: request.headers['add-padding'] as string | undefined });
    const wrong = answers[fault];
    if (wrong) return wrong(response);
    const prefix = /^\/range\/([0-9A-F]{5})$/i.exec(url.pathname)?.[1];
    if (!prefix) return void response.writeHead(400).end('The hash prefix was not in a valid format');
    return proper(request, response, prefix.toUpperCase());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fail: (kind: RangeFault) => {
      fault = kind;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

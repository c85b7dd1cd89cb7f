import { createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { localTls } from './local-tls.ts';

interface TakenPost {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

type GatewayFault =
  | 'none'
  | 'slow'
  | 'redirect'
  | 'reset'
  | 'endless'
  | 'broken-off'
  | 400
  | 401
  | 429
  | 500
  | 503;

/** A stand-in for an HTTP gateway for SMS, over TLS or plain, on a port of its own. */
export async function startSmsGateway({ tls = true }: { readonly tls?: boolean } = {}) {
  const taken: TakenPost[] = [];
  let fault: GatewayFault = 'none';

  const listener: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { url = '', headers } = request;
      taken.push({ path: url, headers, body: Buffer.concat(parts).toString('utf8') });
      if (fault === 'slow') return;
      if (fault === 'reset') return void response.destroy();
      if (fault === 'redirect') return void response.writeHead(307, { location: '/elsewhere' }).end();
      if (typeof fault === 'number') return void response.writeHead(fault).end('{"error":"no"}');
      response.writeHead(200, { 'content-type': 'application/json' });
      if (fault === 'broken-off') return void response.write('{', () => response.destroy());
      if (fault === 'endless') return pour();
      response.end('{"accepted":true}');
      return undefined;
    });

    function pour(): void {
      if (response.destroyed) return;
      response.write('x'.repeat(8_192), () => setTimeout(pour, 1));
    }
  };
  const server = tls ? createServer(localTls, listener) : createPlainServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    taken,
    fail(kind: GatewayFault) {
      fault = kind;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type SmsGateway = Awaited<ReturnType<typeof startSmsGateway>>;

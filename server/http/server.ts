import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { HttpApp } from './bindings.ts';

/** A client that does not send its headers or its small body in time is cut off (slow-loris). */
const headersMillis = 5_000;
const requestMillis = 10_000;
const idleMillis = 5_000;
const maxConnections = 2_000;
const drainMillis = 8_000;

export interface RunningServer {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Takes no more requests, lets the open ones end (8 s at most), then resolves. */
  stop(): Promise<void>;
}

/** Answers a request itself or calls `next`; the development server's files come this way. */
export type Before = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly before?: Before | undefined;
}

export async function listen(
  app: HttpApp,
  { host, port, before = (_request, _response, next) => next() }: ListenOptions,
): Promise<RunningServer> {
  const answer = getRequestListener(app.fetch);
  const server = createServer({ maxHeaderSize: 16 * 1024 }, (request, response) =>
    before(request, response, () => void answer(request, response)),
  );
  server.headersTimeout = headersMillis;
  server.requestTimeout = requestMillis;
  server.keepAliveTimeout = idleMillis;
  server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.closeAllConnections(), drainMillis);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

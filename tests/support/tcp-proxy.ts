import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * - `pass`: both ways;
 * - `freeze`: connections are taken and stay open, nothing moves any more;
 * - `lose-answers`: what the client sends arrives, and the first answer to it is replaced by a reset;
 * - `hold`: what the client sends waits here, past the end of the client's connection, until `release`;
 * - `refuse`: nobody listens, open connections are reset.
 */
type ProxyMode = 'pass' | 'freeze' | 'lose-answers' | 'hold' | 'refuse';

export interface TcpProxy {
  readonly port: number;
  /** Connections taken since the start. */
  readonly taken: number;
  /** Connections open now. */
  readonly open: number;
  set(mode: ProxyMode): Promise<void>;
  /** Resets every open connection, and takes new ones. */
  cut(): void;
  /** Sends on what was held, in order; new data passes again. */
  release(): void;
  stop(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  readonly held: Buffer[];
}

/** A TCP proxy that can fail in the ways that networks do. It sees bytes alone, so TLS goes through untouched. */
export async function startTcpProxy(
  target: { readonly host: string; readonly port: number },
  host = '127.0.0.1',
): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let mode: ProxyMode = 'pass';
  let taken = 0;
  let listener = await listen(0);
  const { port } = listener.address() as AddressInfo;

  function listen(at: number): Promise<Server> {
    const server = createServer(accept);
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port: at }, () => resolve(server));
    });
  }

  function accept(client: Socket): void {
    taken += 1;
    const pair: Pair = { client, server: connect(target), held: [] };
    pairs.add(pair);
    client.on('data', (data) => upward(pair, data));
    pair.server.on('data', (data) => downward(pair, data));
    client.on('error', () => client.destroy());
    pair.server.on('error', () => pair.server.destroy());
    client.on('close', () => {
      if (pair.held.length === 0) pair.server.destroy();
    });
    pair.server.on('close', () => {
      if (mode !== 'freeze') client.destroy();
      pairs.delete(pair);
    });
  }

  function upward(pair: Pair, data: Buffer): void {
    if (mode === 'hold') pair.held.push(data);
    else if (mode !== 'freeze') pair.server.write(data);
  }

  function downward({ client, server }: Pair, data: Buffer): void {
    if (mode === 'lose-answers') {
      client.resetAndDestroy();
      server.destroy();
    } else if (mode !== 'freeze' && !client.destroyed) client.write(data);
  }

  function cut(): void {
    for (const { client, server } of pairs) {
      client.resetAndDestroy();
      server.destroy();
    }
  }

  const closed = () => new Promise<void>((resolve) => listener.close(() => resolve()));

  return {
    port,
    get taken() {
      return taken;
    },
    get open() {
      return pairs.size;
    },
    async set(next) {
      const refused = mode === 'refuse';
      mode = next;
      if (next === 'refuse') cut();
      if (next === 'refuse' && !refused) await closed();
      if (next !== 'refuse' && refused) listener = await listen(port);
    },
    cut,
    release() {
      mode = 'pass';
      for (const { server, held } of pairs) for (const data of held.splice(0)) server.write(data);
    },
    async stop() {
      cut();
      if (mode !== 'refuse') await closed();
    },
  };
}

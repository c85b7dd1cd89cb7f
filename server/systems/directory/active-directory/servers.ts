import { createServer, type Server, type Session } from './server.ts';
import {
  type ActiveDirectoryLimits,
  type ActiveDirectorySettings,
  type DirectoryLog,
  normalUrl,
} from './settings.ts';
import { isWireError, wireError } from './wire-error.ts';

/** busy and unavailable (RFC 4511 §A.2): the server itself asks to be left alone. */
const turnedAway = new Set([51, 52]);

/** True where another server may do better: this one was silent or busy, and the caller still waits. */
export function anotherMayAnswer(error: unknown): boolean {
  if (!isWireError(error) || error.aborted) return false;
  return error.kind !== 'refused' || turnedAway.has(error.result ?? -1);
}

/** All domain controllers of the configuration, in its order of preference. */
export function createServers(
  settings: ActiveDirectorySettings,
  limits: ActiveDirectoryLimits,
  log: DirectoryLog,
) {
  const all = [...new Set(settings.urls.map(normalUrl))].map((url) =>
    createServer(url, settings, limits, log),
  );

  /** In the configured order, those that were silent of late last; `first`, where it is one of them, before all. */
  function inOrder(first?: string): readonly Server[] {
    const rank = (server: Server) => (server.url === first ? -1 : Number(server.avoided()));
    return [...all].sort((a, b) => rank(a) - rank(b));
  }

  /** Asks one server after another until one answers. */
  async function tryEach<T>(servers: readonly Server[], ask: (server: Server) => Promise<T>): Promise<T> {
    let silence: unknown = wireError('not-sent', 'no directory server is configured');
    for (const server of servers) {
      try {
        return await ask(server);
      } catch (error) {
        if (!anotherMayAnswer(error)) throw error;
        silence = error;
      }
    }
    throw silence;
  }

  function at(url: string): Server {
    const server = all.find((one) => one.url === url);
    if (!server) throw wireError('not-sent', 'that directory server is not configured any more');
    return server;
  }

  return {
    all: all as readonly Server[],
    at,
    inOrder,
    /** For work that may be repeated, on the first server that answers. */
    read: <T>(work: (session: Session) => Promise<T>, signal: AbortSignal) =>
      tryEach(inOrder(), (server) => server.read(work, signal)),
    close: () => {
      for (const server of all) server.close();
    },
  };
}

export type Servers = ReturnType<typeof createServers>;

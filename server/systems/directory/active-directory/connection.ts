import { connect, type TLSSocket } from 'node:tls';
import { type Change, Client, type Control, type SearchOptions } from 'ldapts';
import { type Entry, entryOf } from './entry.ts';
import { race } from './race.ts';
import { fromLdapts, wireError } from './wire-error.ts';

/** One TLS connection, bound once, for one life: it is never reconnected, so it is never used unauthenticated. */
export interface Connection {
  /** False from the moment the connection was lost, closed or given up. */
  readonly alive: boolean;
  /** Milliseconds since the last answer, on the monotonic clock. */
  idleMs(): number;
  /** Search references are dropped: referrals are not followed. */
  search(base: string, options: SearchOptions, signal: AbortSignal, controls?: Control[]): Promise<Entry[]>;
  /** The same page by page (RFC 2696), each within the time of one operation, for answers without a bound. */
  searchAll(base: string, options: SearchOptions, signal: AbortSignal): Promise<Entry[]>;
  modify(dn: string, changes: Change[], signal: AbortSignal, controls?: Control[]): Promise<void>;
  destroy(): void;
}

export interface ConnectionOptions {
  /** `ldaps://host:port` */
  readonly url: string;
  readonly ca: readonly string[];
  readonly connectMs: number;
  readonly operationMs: number;
  readonly pageSize: number;
}

const binaryAttributes = ['objectGUID', 'objectSid', 'tokenGroups', 'nTSecurityDescriptor'];

/**
 * Connects, verifies the server's name against the pinned authorities and binds, all within `connectMs`. A refused
 * bind rejects with kind `refused`; a bind that was sent and not answered with `no-answer`.
 */
export async function openConnection(
  { url, ca, connectMs, operationMs, pageSize }: ConnectionOptions,
  bindDN: string,
  password: string,
  signal: AbortSignal,
): Promise<Connection> {
  if (password === '') throw new RangeError('an empty password would bind anonymously (RFC 4513 §5.1.2)');
  const tlsOptions = { ca: [...ca], minVersion: 'TLSv1.2' as const, rejectUnauthorized: true };
  let socket: TLSSocket | null = null;
  let destroyed = false;
  const client = new Client({
    url,
    tlsOptions,
    createSecureConnection: (...parameters: unknown[]) => {
      if (socket) throw wireError('not-sent', 'a lost connection is not reconnected');
      socket = (connect as (...all: unknown[]) => TLSSocket)(...parameters);
      socket.setKeepAlive(true, 30_000);
      return socket;
    },
  } as ConstructorParameters<typeof Client>[0]);

  const destroy = () => {
    destroyed = true;
    socket?.destroy();
  };
  let lastAnswer = performance.now();
  const send = async <T>(work: () => Promise<T>, until: AbortSignal, ms: number): Promise<T> => {
    if (destroyed || !client.isConnected) throw wireError('not-sent', 'the connection was lost');
    if (until.aborted) throw wireError('not-sent', 'the caller stopped waiting', { aborted: true });
    try {
      return await race(work(), { signal: until, ms, kind: 'no-answer' }, destroy);
    } catch (error) {
      throw fromLdapts(error);
    } finally {
      lastAnswer = performance.now();
    }
  };

  await bind();
  return {
    get alive() {
      return !destroyed && client.isConnected;
    },
    idleMs: () => performance.now() - lastAnswer,
    search: (base, options, until, controls) =>
      send(
        async () => {
          const asked = { explicitBufferAttributes: binaryAttributes, ...options };
          const { searchEntries } = await client.search(base, asked, controls);
          return searchEntries.map(entryOf);
        },
        until,
        operationMs,
      ),
    async searchAll(base, options, until) {
      const asked = { explicitBufferAttributes: binaryAttributes, ...options, paged: { pageSize } };
      const pages = client.searchPaginated(base, asked);
      const found: Entry[] = [];
      for (;;) {
        const page = await send(() => pages.next(), until, operationMs);
        if (page.done) return found;
        found.push(...page.value.searchEntries.map(entryOf));
      }
    },
    modify: (dn, changes, until, controls) =>
      send(() => client.modify(dn, changes, controls), until, operationMs),
    destroy,
  };

  async function bind(): Promise<void> {
    try {
      await race(client.bind(bindDN, password), { signal, ms: connectMs, kind: 'no-answer' }, destroy);
    } catch (error) {
      const sent = client.isConnected || (socket as TLSSocket | null)?.authorized === true;
      destroy();
      const wire = fromLdapts(error);
      if (wire.kind !== 'no-answer' || sent) throw wire;
      throw wireError('not-sent', reasonOf(error), { aborted: wire.aborted, timedOut: wire.timedOut });
    }
  }
}

/** Node's code of a failed connection or handshake, which names no data: `ECONNREFUSED`, `CERT_HAS_EXPIRED` … */
function reasonOf(error: unknown): string {
  const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown };
  if (name === 'WireError') return String(message);
  return typeof code === 'string' ? code : 'no connection';
}

import { type Connection, openConnection } from './connection.ts';
import { createPool, type Lease } from './pool.ts';
import { type RootDse, rootDseAttributes, rootDseOf } from './root-dse.ts';
import type { ActiveDirectoryLimits, ActiveDirectorySettings, DirectoryLog } from './settings.ts';
import { isWireError, wireError } from './wire-error.ts';

/** What an operation is given: a bound connection and what its server said of itself. */
export interface Session {
  readonly url: string;
  readonly connection: Connection;
  readonly rootDse: RootDse;
}

/** After a refused bind of the portal's own account, no other is tried for so long: it could lock that account. */
const bindRefusalMs = 30_000;
const invalidCredentials = 49;

/** One domain controller: its connections, and whether it answered of late. */
export function createServer(
  url: string,
  settings: ActiveDirectorySettings,
  limits: ActiveDirectoryLimits,
  log: DirectoryLog,
) {
  const connecting = {
    url,
    ca: settings.ca,
    connectMs: limits.connectMs,
    operationMs: limits.operationMs,
    pageSize: limits.pageSize,
  };
  let rootDse: RootDse | null = null;
  let avoidUntil = 0;
  let bindRefusedUntil = 0;

  const pool = createPool({ size: limits.connectionsPerServer, open });

  async function open(signal: AbortSignal): Promise<Connection> {
    if (performance.now() < bindRefusedUntil)
      throw wireError('not-sent', 'the portal account was refused just now');
    const connection = await openConnection(connecting, settings.bindDN, settings.bindPassword, signal).catch(
      refusal,
    );
    try {
      rootDse ??= await introduce(connection, signal);
      return connection;
    } catch (error) {
      connection.destroy();
      throw notSent(error);
    }
  }

  function refusal(error: unknown): never {
    if (isWireError(error) && error.result === invalidCredentials) {
      bindRefusedUntil = performance.now() + bindRefusalMs;
      log.warn({ server: url, data: error.data }, 'the directory refuses the portal account');
    }
    throw notSent(error);
  }

  /** Whatever goes wrong before the first operation, that operation was not sent. */
  function notSent(error: unknown): unknown {
    if (!isWireError(error)) return error;
    return wireError('not-sent', error.message, { aborted: error.aborted, timedOut: error.timedOut });
  }

  async function introduce(connection: Connection, signal: AbortSignal): Promise<RootDse> {
    const [entry] = await connection.search('', { scope: 'base', attributes: rootDseAttributes }, signal);
    const said = rootDseOf(entry);
    if (said?.writable) return said;
    log.warn({ server: url }, 'not a domain controller that takes writes: it is not used');
    throw wireError('not-sent', 'not a writable domain controller');
  }

  async function leaseAlive(signal: AbortSignal): Promise<Lease> {
    const lease = await pool.lease(signal);
    if (lease.fresh || lease.connection.idleMs() < limits.trustIdleMs) return lease;
    try {
      await lease.connection.search('', { scope: 'base', attributes: ['1.1'] }, signal);
      return lease;
    } catch (error) {
      lease.release();
      pool.dropIdle();
      if (isWireError(error) && (error.timedOut || error.aborted)) throw notSent(error);
      return pool.lease(signal);
    }
  }

  async function using<T>(lease: Lease, work: (session: Session) => Promise<T>): Promise<T> {
    try {
      return await work({ url, connection: lease.connection, rootDse: rootDse! });
    } finally {
      lease.release();
    }
  }

  /** Remembers that the server does not answer; a caller who gave up says nothing against it. */
  async function noting<T>(work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      avoidUntil = 0;
      return result;
    } catch (error) {
      if (isWireError(error) && error.kind !== 'refused' && !error.aborted) {
        avoidUntil = performance.now() + limits.avoidMs;
        log.warn({ server: url, because: error.message }, 'a directory server did not answer');
      }
      throw error;
    }
  }

  /** A kept connection may have died unseen: what was asked of it is asked once more on a new one. */
  async function read<T>(work: (session: Session) => Promise<T>, signal: AbortSignal): Promise<T> {
    const lease = await pool.lease(signal);
    try {
      return await using(lease, work);
    } catch (error) {
      const lost = isWireError(error) && error.kind !== 'refused' && !error.aborted;
      if (lost) pool.dropIdle();
      if (!lost || lease.fresh || error.timedOut) throw error;
      return using(await pool.lease(signal), work);
    }
  }

  return {
    url,
    /** When it was last found silent, it is tried after the others. */
    avoided: () => performance.now() < avoidUntil,
    /** For work that may be repeated. */
    read: <T>(work: (session: Session) => Promise<T>, signal: AbortSignal) => noting(read(work, signal)),
    /** For work that may not: never repeated, and on a connection that has just shown to be alive. */
    write: <T>(work: (session: Session) => Promise<T>, signal: AbortSignal) =>
      noting(leaseAlive(signal).then((lease) => using(lease, work))),
    close: () => pool.close(),
  };
}

export type Server = ReturnType<typeof createServer>;

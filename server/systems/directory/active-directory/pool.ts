import type { Connection } from './connection.ts';
import { isWireError, wireError } from './wire-error.ts';

export interface PoolOptions {
  readonly size: number;
  /** Opens one bound connection. */
  readonly open: (signal: AbortSignal) => Promise<Connection>;
}

interface Waiting {
  wake(): void;
  fail(error: unknown): void;
}

export interface Lease {
  readonly connection: Connection;
  /** The connection was opened for this lease, so nothing can have happened to it unseen. */
  readonly fresh: boolean;
  /** Gives it back, or drops it when it was lost. */
  release(): void;
}

/** A small set of bound connections to one server. A lost one is dropped; the next lease opens and binds another. */
export function createPool({ size, open }: PoolOptions) {
  const idle: Connection[] = [];
  const leased = new Set<Connection>();
  const waiting = new Set<Waiting>();
  let opening = 0;
  let closed = false;

  const wakeNext = () => {
    const [next] = waiting;
    next?.wake();
  };

  function lease(connection: Connection, fresh: boolean): Lease {
    leased.add(connection);
    return {
      connection,
      fresh,
      release() {
        leased.delete(connection);
        if (connection.alive && !closed) idle.push(connection);
        else connection.destroy();
        wakeNext();
      },
    };
  }

  function freed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        waiting.delete(one);
        signal.removeEventListener('abort', onAbort);
      };
      const one: Waiting = {
        wake() {
          leave();
          resolve();
        },
        fail(error) {
          leave();
          reject(error);
        },
      };
      const onAbort = () => one.fail(wireError('not-sent', 'the caller stopped waiting', { aborted: true }));
      waiting.add(one);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** Nobody waits for a connection that another could not make; one who gave up says nothing about the server. */
  function openingFailed(error: unknown): void {
    if (isWireError(error) && error.aborted) wakeNext();
    else for (const one of [...waiting]) one.fail(error);
  }

  async function openOne(signal: AbortSignal): Promise<Lease> {
    opening += 1;
    try {
      const connection = await open(signal);
      if (closed) connection.destroy();
      return lease(connection, true);
    } catch (error) {
      queueMicrotask(() => openingFailed(error));
      throw error;
    } finally {
      opening -= 1;
    }
  }

  return {
    async lease(signal: AbortSignal): Promise<Lease> {
      for (;;) {
        if (closed) throw wireError('not-sent', 'the directory is closed');
        if (signal.aborted) throw wireError('not-sent', 'the caller stopped waiting', { aborted: true });
        const kept = idle.pop();
        if (kept?.alive) return lease(kept, false);
        if (kept) continue;
        if (leased.size + opening < size) return openOne(signal);
        await freed(signal);
      }
    },

    /** Drops what is not in use: after a loss or a timeout nothing is known of the others. */
    dropIdle(): void {
      for (const connection of idle.splice(0)) connection.destroy();
    },

    close(): void {
      closed = true;
      for (const connection of [...idle.splice(0), ...leased]) connection.destroy();
      for (const one of [...waiting]) one.wake();
    },
  };
}

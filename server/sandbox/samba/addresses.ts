import { createServer, type Server } from 'node:net';

/** A domain controller cannot choose its ports, so each one gets a loopback address of its own. */
const first = 21;
const last = 220;
/** A reservation is a listening socket on this port of the address: atomic between processes, gone with its owner. */
const reservationPort = 6361;

export interface ReservedAddress {
  readonly address: string;
  release(): Promise<void>;
}

/** The first 127.0.0.x, x from 21 up, that no other process has reserved and where nothing serves LDAPS. */
export async function reserveAddress(): Promise<ReservedAddress> {
  for (let host = first; host <= last; host += 1) {
    const address = `127.0.0.${host}`;
    const reservation = await listen(address, reservationPort);
    if (reservation === null) continue;
    const release = () => close(reservation);
    const probe = await listen(address, 636);
    if (probe === null) {
      await release();
      continue;
    }
    await close(probe);
    return { address, release };
  }
  throw new Error(`no free address between 127.0.0.${first} and 127.0.0.${last}`);
}

function listen(address: string, port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', () => resolve(null));
    server.listen({ host: address, port }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/**
 * A connection over TLS, as one that can be handed to another process.
 *
 *     bridge ===TLS=== front ---plain, loopback--- process
 *
 * The keys of a TLS connection are this process's; no socket that is handed on takes them along. So it is ended here, and
 * the process gets one end of a plain connection whose other end is fed from it. Bytes are moved, never looked at.
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

const LOOPBACK = '127.0.0.1';
/** How long a peer may take to read what was said last. */
const LAST_WORDS_MS = 10_000;

/**
 * @param secure nothing reads it any more; what comes from now on arrives at the plain end
 * @returns paused, unread
 * @throws Error where the machine has no port or descriptor left; the connection is closed then
 */
export const plainEndOf = async (secure: TLSSocket): Promise<Socket> => {
  secure.pause();
  secure.setTimeout(0);
  secure.setNoDelay(true);
  try {
    const [near, far] = await socketPair();
    join(secure, near);
    return far;
  } catch (error) {
    secure.destroy();
    throw error;
  }
};

/**
 * Two ends of one connection of this machine. Whoever else dials the port while it is open is hung up on: the ends know
 * each other by their ports.
 */
const socketPair = async (): Promise<readonly [near: Socket, far: Socket]> => {
  // Paused before the first byte is read: whoever gets it reads it.
  const server = createServer({ pauseOnConnect: true });
  const accepted: Socket[] = [];
  let wake = (): void => undefined;
  server.on('connection', (socket) => {
    socket.on('error', () => socket.destroy());
    accepted.push(socket);
    wake();
  });
  server.listen(0, LOOPBACK);
  try {
    await once(server, 'listening');
    const near = connect({ port: (server.address() as AddressInfo).port, host: LOOPBACK, noDelay: true });
    await once(near, 'connect');
    near.on('error', () => near.destroy());
    let far: Socket | undefined;
    while ((far = accepted.find(({ remotePort }) => remotePort === near.localPort)) === undefined)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    for (const other of accepted) if (other !== far) other.destroy();
    far.setNoDelay(true);
    return [near, far];
  } finally {
    server.close();
  }
};

/** What ends on one side ends on the other. */
const join = (secure: TLSSocket, near: Socket): void => {
  secure.on('error', () => secure.destroy());
  secure.on('close', () => near.destroySoon());
  near.on('close', () => {
    secure.setTimeout(LAST_WORDS_MS, () => secure.destroy());
    secure.destroySoon();
  });
  if (secure.destroyed) near.destroy();
  secure.pipe(near);
  near.pipe(secure);
};

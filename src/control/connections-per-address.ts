/**
 * How many connections one address may have open that carry no leg: who opens more is hung up on before a byte is read, so
 * that one machine cannot take all that the server may have.
 *
 *     connection --- upgraded to a leg ---> not counted here any more: calls have limits of their own
 *          \-------- closed --------------> not counted any more
 *
 * A bridge that carries all calls from one address has few of them for more than a moment. Of IPv6 the first 64 bits count.
 * Addresses of proxies that are trusted stand for everybody, and are not limited.
 */
import type { Server, Socket } from 'node:net';

import { networkOf } from './auth/per-address.js';

/** Why a connection is closed as it comes: there are too many in all, or too many of its address. */
export const DROP_REASONS = ['all', 'address'] as const;
export type DropReason = (typeof DROP_REASONS)[number];

export interface ConnectionsPerAddressOptions {
  readonly most: number;
  readonly isTrusted: (address: string) => boolean;
  readonly onDropped: () => void;
}

/** Both ends of a TLS connection, the socket below and the one above, have the same. */
type Peer = Pick<Socket, 'remoteAddress' | 'remotePort'>;

const nameOf = ({ remoteAddress = '', remotePort = 0 }: Peer): string =>
  `${remoteAddress} ${String(remotePort)}`;

export class ConnectionsPerAddress {
  readonly #options: ConnectionsPerAddressOptions;
  /** The network of each that is counted. */
  readonly #open = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  constructor(options: ConnectionsPerAddressOptions) {
    this.#options = options;
  }

  /** Of all addresses. */
  get size(): number {
    return this.#open.size;
  }

  watch(server: Server): void {
    // Before whoever reads.
    server.prependListener('connection', (socket: Socket) => {
      if (this.opened(socket)) {
        const name = nameOf(socket);
        socket.once('close', () => this.#forget(name));
        return;
      }
      this.#options.onDropped();
      socket.destroy();
    });
  }

  /** @returns whether it may stay */
  opened(peer: Peer): boolean {
    const { remoteAddress } = peer;
    // Gone already: nobody will say any more that it was closed.
    if (remoteAddress === undefined || this.#options.isTrusted(remoteAddress)) return true;
    const network = networkOf(remoteAddress);
    const count = this.#counts.get(network) ?? 0;
    if (count >= this.#options.most) return false;
    const name = nameOf(peer);
    this.#forget(name);
    this.#open.set(name, network);
    this.#counts.set(network, (this.#counts.get(network) ?? 0) + 1);
    return true;
  }

  /** It carries a leg from now on, or is closed. */
  released(peer: Peer): void {
    this.#forget(nameOf(peer));
  }

  #forget(name: string): void {
    const network = this.#open.get(name);
    if (network === undefined) return;
    this.#open.delete(name);
    const left = (this.#counts.get(network) ?? 0) - 1;
    if (left > 0) this.#counts.set(network, left);
    else this.#counts.delete(network);
  }
}

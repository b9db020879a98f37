/**
 * Where the media messages of a connection go: straight onto the wire of a socket that dialled us, or through
 * `ws` on one that we dialled, where each frame must be masked (RFC 6455, section 5.3).
 */
import type { WebSocket } from 'ws';

export interface Outlet {
  /** Bytes the socket still holds. */
  readonly waitingBytes: number;
  /**
   * Copies the message and sends it.
   * @returns false where the socket is closing
   */
  write(message: Uint8Array): boolean;
  /** A message was sent through `ws`: what is written next must not overtake it. */
  follow(): void;
  /** Zeroes what is held. */
  close(): void;
}

export class ClientOutlet implements Outlet {
  readonly #socket: WebSocket;
  readonly #isText: boolean;

  constructor(socket: WebSocket, isText: boolean) {
    this.#socket = socket;
    this.#isText = isText;
  }

  get waitingBytes(): number {
    return this.#socket.bufferedAmount;
  }

  write(message: Uint8Array): boolean {
    if (this.#socket.readyState !== this.#socket.OPEN) return false;
    // `ws` masks in place where it may; the message is reused, so it gets a copy.
    this.#socket.send(Uint8Array.from(message), { binary: !this.#isText });
    return true;
  }

  follow(): void {
    // It goes the same way.
  }

  close(): void {
    // Nothing is held.
  }
}

/**
 * Where the messages of a connection come from: straight off the wire of a socket that dialled us, or through `ws`
 * on one that we dialled.
 */
import type { WebSocket } from 'ws';

/** Who gets the messages. */
export interface MessageTaker {
  /** Each whole message; the bytes are its own to zero, and valid during the call only. */
  message(data: Buffer, isBinary: boolean): void;
}

export interface Inlet {
  /** Once, before anything can come in. */
  listen(taker: MessageTaker): void;
}

export class ClientInlet implements Inlet {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  listen(taker: MessageTaker): void {
    this.#socket.on('message', (data, isBinary) => taker.message(data as Buffer, isBinary));
  }
}

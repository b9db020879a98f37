/**
 * Where the messages of a connection come from: straight off the wire of a socket that dialled us, or through `ws`
 * on one that we dialled.
 */
import type { WebSocket } from 'ws';

/** Gets each whole message; the bytes are its own to zero, and valid during the call only. */
export type OnMessage = (data: Buffer, isBinary: boolean) => void;

export interface Inlet {
  /** Once, before anything can come in. */
  listen(onMessage: OnMessage): void;
}

export class ClientInlet implements Inlet {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  listen(onMessage: OnMessage): void {
    this.#socket.on('message', (data, isBinary) => onMessage(data as Buffer, isBinary));
  }
}

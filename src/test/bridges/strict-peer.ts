/**
 * What the simulators of bridges have in common: a real WebSocket, and a list of everything that their vendor would
 * complain about.
 */
import { once } from 'node:events';
import type { ClientRequestArgs } from 'node:http';
import { WebSocket, type ClientOptions } from 'ws';

import { within, type Closing } from './rtp-client.js';

export interface Dialled {
  readonly url: string;
  readonly subprotocols?: readonly string[];
  readonly options?: ClientOptions & ClientRequestArgs;
}

export const dialled = ({ url, subprotocols = [], options = {} }: Dialled): WebSocket =>
  new WebSocket(url, [...subprotocols], { perMessageDeflate: false, ...options });

export abstract class StrictPeer {
  readonly socket: WebSocket;
  /** Empty where nothing was wrong. */
  readonly complaints: string[] = [];
  /** Resolves with what the other side closed with, or 1006 where it just went away. */
  readonly closed: Promise<Closing>;
  readonly #wakes = new Set<() => void>();

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('error', () => undefined);
    socket.on('message', (data, isBinary) => {
      this.receive(data as Buffer, isBinary);
      this.#wake();
    });
    socket.on('ping', () => this.#wake());
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        this.#wake();
      });
    });
  }

  protected abstract receive(data: Buffer, isBinary: boolean): void;

  async opened(): Promise<this> {
    if (this.socket.readyState !== WebSocket.OPEN) await within(once(this.socket, 'open'), 'the upgrade');
    return this;
  }

  complain(text: string): void {
    this.complaints.push(text);
  }

  /** Resolves when everything that was sent has been read at the other end; rejects where that closes first. */
  async roundTrip(): Promise<void> {
    this.socket.ping();
    const gone = this.closed.then(() => {
      throw new Error('closed before a pong');
    });
    await within(Promise.race([once(this.socket, 'pong'), gone]), 'a pong');
  }

  /** Resolves as soon as it holds, which something that arrives brings about. */
  async until(isIt: () => boolean, what: string): Promise<void> {
    const holds = async (): Promise<void> => {
      while (!isIt()) {
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            this.#wakes.delete(wake);
            resolve();
          };
          this.#wakes.add(wake);
        });
      }
    };
    await within(holds(), what);
  }

  async close(code = 1_000): Promise<Closing> {
    if (this.socket.readyState < WebSocket.CLOSING) this.socket.close(code);
    return within(this.closed, 'the closing handshake');
  }

  #wake(): void {
    for (const wake of this.#wakes) wake();
  }
}

/** One end of a WebSocket that speaks JSON: keeps what it hears, in order, and waits for what it wants. */
import type { WebSocket } from 'ws';

import { within } from './rtp-client.js';

export type Json = Readonly<Record<string, unknown>>;

export interface TextMessage {
  readonly text: string;
  readonly json: Json;
}

export class TextPeer {
  readonly socket: WebSocket;
  readonly messages: TextMessage[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  #wake: () => void = () => undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) throw new Error('a binary message');
      const text = data.toString();
      this.messages.push({ text, json: JSON.parse(text) as Json });
      this.#wake();
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        this.#wake();
      });
    });
  }

  send(message: Json): string {
    const text = JSON.stringify(message);
    this.socket.send(text);
    return text;
  }

  events(name: string): TextMessage[] {
    return this.messages.filter(({ json }) => json['event'] === name);
  }

  /** The audio of all media messages so far, message by message. */
  get audio(): Buffer[] {
    return this.events('media').map(({ json }) =>
      Buffer.from((json['media'] as { payload: string }).payload, 'base64'),
    );
  }

  async until(isThere: () => boolean, what: string): Promise<void> {
    const wait = async (): Promise<void> => {
      while (!isThere()) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    await within(wait(), what);
  }

  async media(count: number): Promise<void> {
    await this.until(() => this.events('media').length >= count, `${String(count)} media messages`);
  }
}

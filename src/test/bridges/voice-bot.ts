/** A server that Tacet dials: keeps the headers it was dialled with and hands out each connection. */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

import { within } from './rtp-client.js';

export interface Dialled {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
}

const running = new Set<VoiceBot>();

export class VoiceBot {
  readonly url: string;
  /** Upgrades refused so far. */
  refusals = 0;
  readonly #server: WebSocketServer;
  readonly #sockets = new Set<WebSocket>();
  #calls: Dialled[] = [];
  #wake: () => void = () => undefined;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    this.url = `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    server.on('connection', (socket, request) => {
      this.#sockets.add(socket);
      this.#calls.push({ socket, request });
      this.#wake();
    });
  }

  /** @param refuse the status of the nth upgrade, counted from 0, where it is to be refused */
  static async start(refuse: (nth: number) => number | undefined = () => undefined): Promise<VoiceBot> {
    let nth = 0;
    const server = new WebSocketServer({
      host: '127.0.0.1',
      port: 0,
      verifyClient: (_info, answer) => {
        const status = refuse(nth++);
        if (status !== undefined) bot.refusals++;
        answer(status === undefined, status);
      },
    });
    await once(server, 'listening');
    const bot = new VoiceBot(server);
    running.add(bot);
    return bot;
  }

  static async stopAll(): Promise<void> {
    for (const bot of running) {
      running.delete(bot);
      for (const socket of bot.#sockets) socket.terminate();
      await new Promise((resolve) => bot.#server.close(resolve));
    }
  }

  /** The next connection; its listeners must be set in the same turn. */
  async dialled(): Promise<Dialled> {
    const wait = async (): Promise<Dialled> => {
      for (;;) {
        const first = this.#calls.shift();
        if (first !== undefined) return first;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    return within(wait(), 'the bot to be dialled');
  }
}

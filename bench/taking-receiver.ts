/** A receiver of webhooks and spans that takes what it is sent and looks at nothing. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** So long a connection to it is kept: not much longer than calls go on. */
const KEEPS_MS = 2_000;

export class TakingReceiver {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param refusesEvery one request in so many is not taken */
  static async open(refusesEvery = Infinity): Promise<TakingReceiver> {
    let requests = 0;
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.statusCode = ++requests % refusesEvery === 0 ? 503 : 200;
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    server.keepAliveTimeout = KEEPS_MS;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TakingReceiver(server);
  }

  url(path: string): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}${path}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** A server on loopback that is sent webhooks, and answers them as it is told to. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const running = new Set<WebhookReceiver>();

export class WebhookReceiver {
  readonly received: Received[] = [];
  /** Undefined: it never answers. */
  answer: (n: number) => Answer | undefined = () => ({ status: 204 });
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (data: Buffer) => (body += data.toString()));
      request.on('end', () => {
        this.received.push({ headers: request.headers, body });
        const answer = this.answer(this.received.length);
        if (answer !== undefined) response.writeHead(answer.status, answer.headers).end('ok');
      });
    });
  }

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    running.add(receiver);
    return receiver;
  }

  /** For after each test. */
  static stopAll(): void {
    for (const receiver of running) receiver.stop();
    running.clear();
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}/hook/secret-path`;
  }

  get ids(): string[] {
    return this.received.map(({ headers }) => String(headers['webhook-id']));
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

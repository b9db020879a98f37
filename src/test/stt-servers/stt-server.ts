/**
 * What the simulated speech-to-text servers have in common: a real WebSocket server on a port of its own that can be
 * away for a while, notes every breach of its protocol, and misbehaves when it is told to.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

export const TEST_KEY = 'test-key';

/** One connection, as a vendor's server sees it. */
export interface Peer {
  audio(bytes: Buffer): void;
  text(text: string): void;
}

export abstract class SttServer {
  /** What a client did that the protocol does not allow. */
  readonly violations: string[] = [];
  /** Texts that came in, in order. */
  readonly texts: string[] = [];
  /** Query and headers of every connection. */
  readonly requests: { readonly query: URLSearchParams; readonly headers: IncomingMessage['headers'] }[] = [];
  /** It takes what it is given and says nothing. */
  isMute = false;
  /** It answers no pings, as if the network were gone. */
  isDeaf = false;
  /** Refuses connections with this status of HTTP. */
  refusal: number | undefined;
  /** Bytes of audio that came in. */
  audioBytes = 0;
  readonly #sockets = new Set<WebSocket>();
  #http: Server | undefined;
  #isAway = false;
  #port = 0;
  #wake: () => void = () => undefined;

  /** @returns what takes the messages of this connection */
  protected abstract accept(socket: Answering, query: URLSearchParams): Peer;
  /** @returns whether the request may become a connection */
  protected abstract admits(request: IncomingMessage): boolean;

  get url(): string {
    return `ws://127.0.0.1:${String(this.#port)}`;
  }

  get open(): number {
    return this.#sockets.size;
  }

  async start(): Promise<this> {
    const http = createServer();
    const server = new WebSocketServer({ noServer: true, autoPong: false });
    http.on('upgrade', (request, socket, head) => {
      const status = this.refusal ?? (this.admits(request) ? undefined : 401);
      if (status !== undefined) {
        // Whoever is refused may be gone already: nobody else listens for that, and it would end the process.
        socket.on('error', () => undefined);
        socket.end(`HTTP/1.1 ${String(status)} No\r\nConnection: close\r\n\r\n`);
        return;
      }
      server.handleUpgrade(request, socket, head, (ws) => this.#take(ws, request));
    });
    http.on('connection', (socket) => {
      if (this.#isAway) socket.destroy();
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    this.#port = (http.address() as AddressInfo).port;
    this.#http = http;
    return this;
  }

  /** As if it were killed: connections end without a word, and nobody gets another. Its port stays its own. */
  goAway(): void {
    this.#isAway = true;
    for (const socket of this.#sockets) socket.terminate();
    this.#http?.closeAllConnections();
  }

  comeBack(): void {
    this.#isAway = false;
  }

  /** For good: nobody listens there any more. */
  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    const http = this.#http;
    this.#http = undefined;
    if (http === undefined) return;
    http.closeAllConnections();
    await new Promise<void>((resolve) => http.close(() => resolve()));
  }

  /** Says this to every connection. */
  tell(text: string | Buffer): void {
    for (const socket of this.#sockets) socket.send(text);
  }

  closeAll(code: number): void {
    for (const socket of this.#sockets) socket.close(code);
  }

  /** Resolves as soon as this holds; looks whenever something came in. */
  async until(holds: (server: this) => boolean): Promise<void> {
    while (!holds(this)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #take(socket: WebSocket, request: IncomingMessage): void {
    const query = new URL(request.url ?? '/', 'ws://x').searchParams;
    this.requests.push({ query, headers: request.headers });
    this.#sockets.add(socket);
    const peer = this.accept(
      {
        send: (message) => {
          if (!this.isMute) socket.send(typeof message === 'string' ? message : JSON.stringify(message));
        },
        close: (code) => {
          if (!this.isMute) socket.close(code);
        },
        breach: (what) => this.violations.push(what),
      },
      query,
    );
    socket.on('ping', () => !this.isDeaf && socket.pong());
    socket.on('message', (data, isBinary) => {
      const bytes = data as Buffer;
      if (isBinary) {
        this.audioBytes += bytes.length;
        peer.audio(bytes);
      } else {
        this.texts.push(bytes.toString());
        peer.text(bytes.toString());
      }
      this.#wake();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#wake();
    });
    this.#wake();
  }
}

export interface Answering {
  send(message: object | string): void;
  close(code: number): void;
  breach(what: string): void;
}

export const samplesOf = (bytes: Buffer): Int16Array =>
  Int16Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i));

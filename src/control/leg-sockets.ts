/** WebSockets of bridges: one server of `ws` for each length that their messages may have. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';

import { protocolAt } from './bridge-request.js';
import { ReasonedWebSocket } from './reasoned-web-socket.js';

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

export class LegSockets {
  readonly #maxMessageBytes: number;
  readonly #answersPings: boolean;
  /** By the bytes of the longest message. */
  readonly #servers = new Map<number, WebSocketServer>();

  /**
   * @param maxMessageBytes of protocols that do not have longer ones
   * @param answersPings whether a ping is answered by itself
   */
  constructor(maxMessageBytes: number, answersPings = true) {
    this.#maxMessageBytes = maxMessageBytes;
    this.#answersPings = answersPings;
  }

  /** The longest message of the protocol that is asked for, in bytes. */
  longest({ url = '' }: IncomingMessage): number {
    return Math.max(this.#maxMessageBytes, protocolAt(url)?.messageBytes ?? 0);
  }

  /** Answers the upgrade; `ws` refuses one that is no handshake by itself. */
  upgrade({ request, socket, head }: Upgrade, then: (webSocket: WebSocket) => void): void {
    const maxPayload = this.longest(request);
    let server = this.#servers.get(maxPayload);
    if (server === undefined) {
      server = serverFor(maxPayload, this.#answersPings);
      this.#servers.set(maxPayload, server);
    }
    server.handleUpgrade(request, socket, head, then);
  }
}

const serverFor = (maxPayload: number, autoPong: boolean): WebSocketServer =>
  new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    autoPong,
    maxPayload,
    skipUTF8Validation: true,
    WebSocket: ReasonedWebSocket,
    handleProtocols: (offered, request) =>
      protocolAt(request.url ?? '')?.subprotocols.find((name) => offered.has(name)) ?? false,
  });

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
  /** By the bytes of the longest message. */
  readonly #servers = new Map<number, WebSocketServer>();

  /** @param maxMessageBytes of protocols that do not have longer ones */
  constructor(maxMessageBytes: number) {
    this.#maxMessageBytes = maxMessageBytes;
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
      server = serverFor(maxPayload);
      this.#servers.set(maxPayload, server);
    }
    server.handleUpgrade(request, socket, head, then);
  }
}

const serverFor = (maxPayload: number): WebSocketServer =>
  new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload,
    skipUTF8Validation: true,
    WebSocket: ReasonedWebSocket,
    handleProtocols: (offered, request) =>
      protocolAt(request.url ?? '')?.subprotocols.find((name) => offered.has(name)) ?? false,
  });

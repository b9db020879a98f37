/**
 * The server: HTTP for probes and metrics, and the WebSocket upgrade for bridges (step 1 of the walk).
 *
 * A request to a protocol's endpoint that is wrong is accepted and closed at once with its code, because most
 * WebSocket clients cannot read an HTTP refusal. One without the credentials that are asked for (401) and one to
 * a full or draining server (503) are refused before the upgrade.
 */
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { fastify, type FastifyInstance } from 'fastify';
import { WebSocketServer, type WebSocket } from 'ws';

import { ReasonedWebSocket } from './reasoned-web-socket.js';
import { protocolAt, readBridgeRequest } from './bridge-request.js';
import { addConsentRoutes } from './consent-route.js';
import { DialOut, type DialOutOptions } from './dial-out.js';
import type { Route } from './route.js';
import { Connection, type ConnectionLimits } from '../call/connection.js';
import { MessageReader } from '../call/message-reader.js';
import { MessageWriter } from '../call/message-writer.js';
import type { CallRegistry } from '../call/registry.js';
import type { Clock } from '../core/clock.js';
import { ERRORS, TacetError, type ErrorCode } from '../core/errors.js';
import type { BridgeRequest, Opening, Protocol } from '../protocol/protocol.js';

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly maxMessageBytes: number;
  readonly limits: ConnectionLimits;
  /** The base that bridges dial; signatures are computed over it. */
  readonly publicUrl: string | undefined;
  /** By protocol. */
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly calls: CallRegistry;
  readonly routes: readonly Route[];
  readonly onDialled: DialOutOptions['onDialled'];
  readonly clock: Clock;
  /** Why the server is not ready; undefined when it is. */
  readonly unready: () => string | undefined;
  readonly metrics: () => Promise<{ readonly type: string; readonly body: string }>;
  readonly onRefused: (code: ErrorCode) => void;
}

const UPGRADE_TIMEOUT_MS = 10_000;

export class Server {
  readonly #options: ServerOptions;
  readonly #host: DialOut;
  readonly #http: FastifyInstance;
  /** By the bytes of the longest message. */
  readonly #sockets = new Map<number, WebSocketServer>();

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#host = new DialOut(options);
    this.#http = fastify({
      logger: false,
      connectionTimeout: UPGRADE_TIMEOUT_MS,
      forceCloseConnections: true,
    });
    this.#routes();
    this.#http.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(request, socket, head),
    );
  }

  /**
   * @returns the port, which the system chose where 0 was asked for
   * @throws TacetError TACET_PORT_IN_USE
   */
  async listen(): Promise<number> {
    const { host, port } = this.#options;
    try {
      await this.#http.listen({ host, port });
    } catch (error) {
      throw new TacetError('TACET_PORT_IN_USE', `${host}:${String(port)}`, { cause: error });
    }
    return (this.#http.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await this.#http.close();
  }

  #routes(): void {
    this.#http.get('/healthz', () => ({ status: 'ok' }));
    this.#http.get('/readyz', (_request, reply) => {
      const reason = this.#options.unready();
      return reply.code(reason === undefined ? 200 : 503).send({ status: reason ?? 'ready' });
    });
    this.#http.get('/metrics', async (_request, reply) => {
      const { type, body } = await this.#options.metrics();
      return reply.header('content-type', type).send(body);
    });
    addConsentRoutes(this.#http, { calls: this.#options.calls });
    this.#http.setNotFoundHandler((_request, reply) =>
      reply.code(404).send({ code: 'TACET_PATH_UNKNOWN', message: ERRORS.TACET_PATH_UNKNOWN.message }),
    );
    this.#http.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
      if (error instanceof TacetError)
        return reply.code(error.status).send({ code: error.code, message: ERRORS[error.code].message });
      const status = error.statusCode ?? 500;
      // A foreign message may quote the request, so it is not passed on.
      return reply.code(status).send({ code: status < 500 ? 'TACET_USAGE' : 'TACET_INTERNAL' });
    });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const { calls, clock, credentials, publicUrl, onRefused } = this.#options;
    const unixTime = clock.wall().getTime() / 1_000;
    const endpoint = readBridgeRequest(request, { publicUrl, unixTime });
    const isKnown = typeof endpoint !== 'string';
    const own = isKnown ? credentials[endpoint.protocol.name] : undefined;
    const unauthorised = isKnown ? endpoint.protocol.authenticate(endpoint.request, own) : undefined;
    const opening = isKnown ? endpoint.protocol.open(endpoint.request, own) : endpoint;
    const refusal =
      unauthorised ?? (typeof opening === 'string' ? opening : calls.refusalBeforeJoining(opening.joining));
    if (refusal !== undefined) onRefused(refusal);
    if (refusal !== undefined && (protocolAt(request.url ?? '') === undefined || isPlain(refusal))) {
      refuse(socket, refusal);
      return;
    }
    this.#socketsFor(protocolAt(request.url ?? '')).handleUpgrade(request, socket, head, (webSocket) => {
      if (refusal !== undefined) turnAway(webSocket, refusal);
      else if (isKnown && typeof opening !== 'string') {
        const { protocol, request: asked } = endpoint;
        this.#join(webSocket, socket, protocol, opening, asked);
      }
    });
  }

  #socketsFor(protocol: Protocol | undefined): WebSocketServer {
    const maxPayload = this.#longest(protocol);
    let sockets = this.#sockets.get(maxPayload);
    if (sockets === undefined) {
      sockets = openSockets(maxPayload);
      this.#sockets.set(maxPayload, sockets);
    }
    return sockets;
  }

  /** The longest message, in bytes. */
  #longest(protocol: Protocol | undefined): number {
    return Math.max(this.#options.maxMessageBytes, protocol?.messageBytes ?? 0);
  }

  #join(
    socket: WebSocket,
    wire: Duplex,
    protocol: Protocol,
    opening: Opening,
    { tenant, about }: Pick<BridgeRequest, 'tenant' | 'about'>,
  ): void {
    const { limits, clock } = this.#options;
    const inlet = new MessageReader(socket, wire, this.#longest(protocol));
    const outlet = new MessageWriter(socket, wire, opening.isText);
    const via = { protocol: protocol.name, tenant, about };
    new Connection({
      socket,
      inlet,
      outlet,
      opening,
      via,
      limits,
      clock,
      host: this.#host,
      tellsMasks: false,
    });
  }
}

const openSockets = (maxPayload: number): WebSocketServer =>
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

/** Refused in HTTP: the peer may come again, or may not come at all. */
const isPlain = (code: ErrorCode): boolean => [401, 503].includes(ERRORS[code].status);

/** Before the upgrade: an HTTP answer. */
const refuse = (socket: Duplex, code: ErrorCode): void => {
  const { status, message } = ERRORS[code];
  const body = JSON.stringify({ code, message });
  const retry = status === 503 ? 'Retry-After: 5\r\n' : '';
  socket.end(
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n` +
      `Connection: close\r\n${retry}Content-Type: application/json\r\n` +
      `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
  );
};

/** After the upgrade: a close code, with the error code as its reason. */
const turnAway = (webSocket: WebSocket, code: ErrorCode): void => {
  webSocket.on('error', () => webSocket.terminate());
  webSocket.close(ERRORS[code].closeCode, code);
  const cutOff = setTimeout(() => webSocket.terminate(), 2_000);
  webSocket.once('close', () => clearTimeout(cutOff));
};

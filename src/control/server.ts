/**
 * The server: HTTP for probes and metrics, and the WebSocket upgrade for bridges (step 1 of the walk).
 *
 * A request to a protocol's endpoint that is wrong is accepted and closed at once with its code, because most
 * WebSocket clients cannot read an HTTP refusal. One without the credentials that are asked for (401) and one to
 * a full or draining server (503) are refused before the upgrade.
 */
import type { IncomingMessage } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import proxyAddress from '@fastify/proxy-addr';
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';

import { Admission } from './auth/admission.js';
import { Authenticator } from './auth/authenticator.js';
import { doorOf } from './auth/door.js';
import { challengeOf } from './auth/answer.js';
import type { NoteAccess } from './auth/filed.js';
import { guard, type GuardedRoute } from './auth/guard.js';
import { LegAccess, type AdmittedLeg } from './auth/leg-access.js';
import type { AuthSettings } from './auth/settings.js';
import type { ServerTls } from './auth/tls.js';
import { tellAnswered, type AnsweredRequest } from './answered-request.js';
import { addApi, describeApi, type ApiOptions } from './api/api.js';
import { answerTo, problemOf, type RequestError } from './api/problem.js';
import { protocolAt, readBridgeRequest } from './bridge-request.js';
import { ConnectionsPerAddress, type DropReason } from './connections-per-address.js';
import type { Legs } from './legs.js';
import { isPlain, refuse } from './refusal.js';
import { routeUpgrade } from './upgrade.js';
import type { Clock } from '../core/clock.js';
import { codeOf, TacetError, type ErrorCode } from '../core/errors.js';
import { parseTraceparent } from '../core/trace-context.js';

/** What was asked for, where somebody was refused. */
export interface Refused {
  readonly surface: 'bridge' | 'control';
  /** Of a bridge; undefined where there is none at the path. */
  readonly protocol?: string | undefined;
  readonly method?: string;
  /** As it is declared: what stands in the path is not in it. */
  readonly route?: string | undefined;
}

export interface ServerOptions {
  readonly auth: AuthSettings;
  /** Undefined: plain HTTP. */
  readonly tls: ServerTls | undefined;
  readonly noteAccess: NoteAccess;
  readonly host: string;
  readonly port: number;
  /** How long a request may take to say what it wants. */
  readonly headerMs: number;
  /** Connections at once; more are closed as they come. */
  readonly mostConnections: number;
  /** Of one address, without those that carry a leg. */
  readonly mostConnectionsPerAddress: number;
  readonly onDropped: (reason: DropReason) => void;
  /** The base that bridges dial; signatures are computed over it. */
  readonly publicUrl: string | undefined;
  /** By protocol. */
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly legs: Legs;
  readonly api: Omit<ApiOptions, 'clock'>;
  readonly clock: Clock;
  /** Why the server is not ready; undefined when it is. */
  readonly unready: () => string | undefined;
  /** What is said where it is; default: `ready`. */
  readonly readiness?: (() => string) | undefined;
  /** @param accept the forms that the scraper takes */
  readonly metrics: (accept: string | undefined) => Promise<{ readonly type: string; readonly body: string }>;
  readonly onRefused: (code: ErrorCode, asked: Refused) => void;
  /** Told of every request that was answered, but for probes and scrapes. */
  readonly onAnswered?: ((request: AnsweredRequest) => void) | undefined;
  /** A request was not answered as it should have been. */
  readonly onFailed: (error: unknown) => void;
}

const UPGRADE_TIMEOUT_MS = 10_000;
const MOST_BODY_BYTES = 65_536;
/** An id of a call with every character escaped. */
const MOST_PARAMETER_CHARS = 384;
/** WebSockets that are no bridge's: they go the way of every other request. */
const EVENTS_PATH = /^\/v1\/events(\?|$)/;

export class Server {
  readonly #options: ServerOptions;
  readonly #http: FastifyInstance;
  readonly #access: LegAccess;
  readonly #perAddress: ConnectionsPerAddress;
  /** Who was refused, for metrics. */
  readonly admission: Admission;
  /** As they are declared; all of them once it listens. */
  readonly routes: readonly GuardedRoute[];

  constructor(options: ServerOptions) {
    this.#options = options;
    const { auth, clock, credentials } = options;
    const { headerMs } = options;
    const trusts = proxyAddress.compile([...auth.trustedProxies]);
    const http = {
      logger: false,
      connectionTimeout: UPGRADE_TIMEOUT_MS,
      requestTimeout: 2 * headerMs,
      forceCloseConnections: true,
      trustProxy: trusts,
      bodyLimit: MOST_BODY_BYTES,
      // Node looks every half a minute only, unless it is told to.
      http: { headersTimeout: headerMs, connectionsCheckingInterval: Math.ceil(headerMs / 4) },
      // Its own answer repeats what was asked for.
      frameworkErrors: (_error: Error, _request: unknown, reply: unknown) => {
        void (reply as FastifyReply).code(400).send(problemOf('TACET_REQUEST'));
      },
      routerOptions: { maxParamLength: MOST_PARAMETER_CHARS },
    };
    // Over TLS it is the same, but for a type; Node would wait two minutes for the first word of a handshake.
    this.#http =
      options.tls === undefined
        ? fastify(http)
        : fastify({ ...http, https: { ...options.tls.options, handshakeTimeout: headerMs } });
    this.#http.server.maxConnections = options.mostConnections;
    this.#http.server.on('drop', () => options.onDropped('all'));
    this.#perAddress = new ConnectionsPerAddress({
      most: options.mostConnectionsPerAddress,
      isTrusted: (address) => trusts(address, 0),
      onDropped: () => options.onDropped('address'),
    });
    this.#perAddress.watch(this.#http.server);
    this.admission = new Admission({
      authenticator: new Authenticator(auth),
      door: doorOf(auth, options.host),
      clock,
      failuresPerMinute: auth.failuresPerMinute,
    });
    this.#access = new LegAccess({
      admission: this.admission,
      upgradesPerSecond: auth.upgradesPerSecond,
      addressOf: (request) => proxyAddress(request, trusts),
      clock,
      credentials,
    });
    this.routes = guard(this.#http, {
      admission: this.admission,
      requestsPerMinute: auth.requestsPerMinute,
      noteAccess: options.noteAccess,
      onRefused: (code, method, route) => options.onRefused(code, { surface: 'control', method, route }),
    });
    if (options.onAnswered !== undefined) tellAnswered(this.#http, options.onAnswered);
    describeApi(this.#http);
    // After the guard and what describes them, which have to be there before any route is.
    void this.#http.register((http, _options, done) => {
      this.#routes(http);
      addApi(http, { ...options.api, clock: options.clock });
      done();
    });
    this.#answers();
    this.#http.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      if (EVENTS_PATH.test(request.url ?? ''))
        routeUpgrade((...args) => this.#http.routing(...args), request, { socket, head });
      else void this.#upgrade(request, socket, head).catch(() => socket.destroy());
    });
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
      if (error instanceof TacetError) throw error;
      const why = (error as NodeJS.ErrnoException).code ?? 'unknown';
      throw new TacetError('TACET_PORT_IN_USE', `${host}:${String(port)}: ${why}`, { cause: error });
    }
    return (this.#http.server.address() as AddressInfo).port;
  }

  /**
   * Takes up certificates that were replaced.
   * @returns whether any was
   * @throws TacetError TACET_TLS
   */
  async reloadCertificates(): Promise<boolean> {
    return (await this.#options.tls?.reload(this.#http.server as unknown as HttpsServer)) ?? false;
  }

  async openapi(): Promise<object> {
    await this.#http.ready();
    return this.#http.swagger();
  }

  async close(): Promise<void> {
    this.#options.tls?.close();
    this.#options.api.feed.close();
    await this.#http.close();
  }

  #routes(http: FastifyInstance): void {
    const config = { allow: [] };
    http.get('/healthz', { config }, () => ({ status: 'ok' }));
    http.get('/readyz', { config }, (_request, reply) => {
      const reason = this.#options.unready();
      return reply
        .code(reason === undefined ? 200 : 503)
        .send({ status: reason ?? this.#options.readiness?.() ?? 'ready' });
    });
    http.get('/metrics', { config: { allow: ['operator'] } }, async (request, reply) => {
      const { type, body } = await this.#options.metrics(request.headers.accept);
      return reply.header('content-type', type).send(body);
    });
  }

  #answers(): void {
    this.#http.setNotFoundHandler((request, reply) => {
      // Somebody tries a bridge's URL in a browser.
      if (protocolAt(request.url) === undefined) return reply.code(404).send(problemOf('TACET_PATH_UNKNOWN'));
      return reply.code(426).header('upgrade', 'websocket').send(problemOf('TACET_WEBSOCKET_ONLY'));
    });
    this.#http.setErrorHandler((error: RequestError, _request, reply) => {
      const { status, problem } = answerTo(error);
      if (status >= 500) this.#options.onFailed(error);
      if (status === 401) void reply.header('www-authenticate', challengeOf(error));
      return reply.code(status).send(problem);
    });
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { legs, clock, credentials, publicUrl, onRefused } = this.#options;
    const unixTime = clock.wall().getTime() / 1_000;
    const endpoint = readBridgeRequest(request, { publicUrl, unixTime });
    const isKnown = typeof endpoint !== 'string';
    let admitted: AdmittedLeg | undefined;
    let unauthorised: TacetError | undefined;
    try {
      this.#access.count(request);
      if (isKnown) admitted = await this.#access.admit(request, endpoint);
    } catch (error) {
      unauthorised = error instanceof TacetError ? error : new TacetError(codeOf(error));
    }
    const tenant = admitted?.tenant;
    const opening = isKnown
      ? endpoint.protocol.open(endpoint.request, credentials[endpoint.protocol.name])
      : endpoint;
    const refusal =
      unauthorised?.code ??
      (typeof opening === 'string' ? opening : legs.refusalBeforeJoining(opening.joining, tenant));
    if (refusal !== undefined) {
      const at = protocolAt(request.url ?? '');
      onRefused(refusal, { surface: 'bridge', protocol: at?.name });
      if (at !== undefined && !isPlain(refusal)) {
        legs.turnAway({ request, socket, head }, refusal);
        return;
      }
      const error = unauthorised ?? new TacetError(refusal);
      const delayMs = isKnown && unauthorised !== undefined ? (endpoint.protocol.refusalDelayMs ?? 0) : 0;
      if (delayMs === 0) refuse(socket, error);
      else clock.after(delayMs, () => refuse(socket, error));
    } else if (isKnown && typeof opening !== 'string') {
      this.#perAddress.released(request.socket);
      const { protocol, request: asked } = endpoint;
      const trace = admitted?.isKnown === true ? parseTraceparent(asked.headers['traceparent']) : undefined;
      legs.take({ request, socket, head, protocol, opening, tenant, about: asked.about, trace });
    }
  }
}

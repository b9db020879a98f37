/**
 * Opens the connection to the other party of a call, where a route says how.
 *
 *     bridge --> leg joins --> route --> dial, again after a while --> connection --> its leg joins
 *                                         '-- refused for good, or too often --> the bridge is told: 502, 1014
 *
 * A host for connections like the registry, and between it and the server: what no route matches passes through.
 */
import { WebSocket } from 'ws';

import { routeFor, type Route } from './route.js';
import { Connection, type ConnectionHost, type ConnectionLimits } from '../call/connection.js';
import type { Leg } from '../call/leg.js';
import { ClientInlet } from '../call/inlet.js';
import { ClientOutlet } from '../call/outlet.js';
import type { CallRegistry } from '../call/registry.js';
import type { Clock, Timer } from '../core/clock.js';
import { kindOf } from '../core/error-cause.js';
import type { ErrorCode } from '../core/errors.js';
import { otherRole, type CallId } from '../core/ids.js';
import type { Dialling, Joining, Protocol } from '../protocol/protocol.js';
import { findProtocol } from '../protocol/registry.js';

/** What became of an attempt. */
export interface DialOutcome {
  readonly isOpen: boolean;
  /** Of the answer that was none to an upgrade. */
  readonly status?: number | undefined;
  /** Where there was no answer: the system's or Node's code (`ECONNREFUSED`), or the class of the error. */
  readonly cause?: string | undefined;
}

export interface DialOutOptions {
  readonly routes: readonly Route[];
  readonly calls: CallRegistry;
  readonly limits: ConnectionLimits;
  readonly clock: Clock;
  /** Undefined code: it worked. */
  readonly onDialled: (call: CallId, attempt: number, outcome: DialOutcome) => void;
}

/** A voice bot may send a whole sentence in one message, or in hundreds at once. */
const MOST_MESSAGE_BYTES = 1_048_576;
const BOT_MESSAGES_PER_SECOND = 5_000;
/** Before the second attempt; doubled before each further one. */
const FIRST_BACK_OFF_MS = 250;
const MOST_BACK_OFF_MS = 5_000;
/** Up to this part of a back-off is left to chance, so that many calls do not come again at once. */
const SPREAD = 0.3;

export class DialOut implements ConnectionHost {
  readonly #options: DialOutOptions;
  /** By the leg that waits. */
  readonly #attempts = new Map<Leg, Attempt>();

  constructor(options: DialOutOptions) {
    this.#options = options;
  }

  admit(connection: Connection, joining: Joining, legs: readonly Leg[]): ErrorCode | undefined {
    const { routes, calls } = this.#options;
    const refusal = calls.admit(connection, joining, legs);
    const [leg] = legs;
    if (refusal !== undefined || leg === undefined || legs.length > 1 || leg.parameters.isCopy)
      return refusal;
    const route = routeFor(routes, connection.via, joining);
    if (route === undefined || calls.hasBoth(joining.callId)) return undefined;
    const protocol = findProtocol(route.to.protocol ?? connection.via.protocol);
    const dialling =
      protocol === undefined ? 'TACET_DIAL_FAILED' : prepare(protocol, route, connection, joining, leg);
    const url = urlOf(route.to.url, joining, leg);
    if (protocol === undefined || typeof dialling === 'string' || url === undefined) {
      // Not a refusal: the leg has its place in a call, which must end with it.
      connection.close('TACET_DIAL_FAILED');
      return undefined;
    }
    const attempt = new Attempt(this.#options, { route, url, protocol, dialling, connection, joining });
    this.#attempts.set(leg, attempt);
    attempt.start();
    return undefined;
  }

  detach(leg: Leg, code: ErrorCode | undefined): void {
    this.#attempts.get(leg)?.cancel();
    this.#attempts.delete(leg);
    this.#options.calls.detach(leg, code);
  }
}

/** @returns undefined where what the peer says of the call fits no place in a URL */
const urlOf = (url: string, { callId, called = '' }: Joining, leg: Leg): string | undefined => {
  const { codec, rateHz } = leg.parameters;
  // Dots alone would be a step in the path, encoded or not (RFC 3986, section 5.2.4).
  if (called === '.' || called === '..') return undefined;
  const values: Readonly<Record<string, string>> = {
    callId,
    leg: otherRole(leg.role),
    codec: codec.name,
    rate: String(rateHz),
    called,
  };
  try {
    return url.replace(/\{(\w+)\}/g, (all, name: string) =>
      Object.hasOwn(values, name) ? encodeURIComponent(values[name] ?? '') : all,
    );
  } catch {
    // Half a character (a lone surrogate) has no encoding.
    return undefined;
  }
};

const prepare = (
  protocol: Protocol,
  { to }: Route,
  { via }: Connection,
  { callId, language, called }: Joining,
  { role, parameters }: Leg,
): Dialling | ErrorCode => {
  const { codec, rateHz, ptimeMs } = parameters;
  const isSame = protocol.name === via.protocol;
  const isTransparent = isSame && (to.transparent ?? true);
  return (
    protocol.dial?.({
      callId,
      role: otherRole(role),
      encoding: codec.name,
      rateHz,
      ptimeMs,
      language,
      called,
      isTransparent,
    }) ?? 'TACET_DIAL_FAILED'
  );
};

interface Plan {
  readonly route: Route;
  readonly url: string;
  readonly protocol: Protocol;
  readonly dialling: Dialling;
  /** Who waits to be connected. */
  readonly connection: Connection;
  readonly joining: Joining;
}

/** One call's attempts, one after the other. */
class Attempt {
  readonly #options: DialOutOptions;
  readonly #plan: Plan;
  #count = 0;
  /** While it is being opened. */
  #socket: WebSocket | undefined;
  /** Until the next attempt. */
  #backOff: Timer | undefined;
  #isCancelled = false;

  constructor(options: DialOutOptions, plan: Plan) {
    this.#options = options;
    this.#plan = plan;
  }

  start(): void {
    if (this.#isCancelled || !this.#plan.connection.isOpen) return;
    this.#count++;
    let socket: WebSocket;
    try {
      socket = this.#dial();
    } catch (error) {
      // `ws` throws for a URL or a header that it cannot send, and will again.
      this.#failed({ cause: kindOf(error) }, true);
      return;
    }
    this.#socket = socket;
    let status: number | undefined;
    socket.on('unexpected-response', (request, response) => {
      status = response.statusCode;
      request.destroy();
      this.#failed({ status });
    });
    const onError = (error: Error): void => {
      if (status === undefined) this.#failed({ cause: kindOf(error) });
    };
    socket.on('error', onError);
    socket.once('open', () => {
      socket.off('error', onError);
      this.#socket = undefined;
      this.#open(socket);
    });
  }

  /** Nobody waits any more; once the connection is there this does nothing. */
  cancel(): void {
    this.#isCancelled = true;
    this.#backOff?.cancel();
    this.#socket?.terminate();
  }

  #dial(): WebSocket {
    const { route, dialling, url } = this.#plan;
    const { subprotocol } = dialling;
    return new WebSocket(url, subprotocol === undefined ? [] : [subprotocol], {
      headers: this.#headers(),
      handshakeTimeout: route.to.timeoutMs,
      maxPayload: MOST_MESSAGE_BYTES,
      perMessageDeflate: false,
      followRedirects: false,
      skipUTF8Validation: true,
    });
  }

  #open(socket: WebSocket): void {
    const { connection, dialling, protocol, joining, route } = this.#plan;
    const { tells } = route.to;
    const { clock, calls, onDialled } = this.#options;
    const limits = { ...this.#options.limits, messagesPerSecond: BOT_MESSAGES_PER_SECOND };
    socket.on('error', () => socket.terminate());
    if (!connection.isOpen) {
      socket.close(1_000);
      return;
    }
    onDialled(joining.callId, this.#count, { isOpen: true });
    const { opening } = dialling;
    const inlet = new ClientInlet(socket);
    const outlet = new ClientOutlet(socket, opening.isText);
    const via = { protocol: protocol.name, tenant: connection.via.tenant };
    new Connection({ socket, inlet, outlet, opening, via, limits, clock, host: calls, tells });
    // Who hangs up before it has joined is no party whose leaving would end the call.
    socket.once('close', () => {
      if (!calls.hasBoth(joining.callId)) connection.close('TACET_DIAL_FAILED');
    });
  }

  #failed({ status, cause }: Omit<DialOutcome, 'isOpen'>, isHopeless = false): void {
    const { connection, route, joining } = this.#plan;
    const { clock, onDialled } = this.#options;
    this.#socket = undefined;
    if (this.#isCancelled) return;
    onDialled(joining.callId, this.#count, { isOpen: false, status, cause });
    // What is refused for what it is stays refused; a server that is busy or away may come back.
    const isRefused = status !== undefined && status >= 400 && status < 500 && status !== 429;
    if (isHopeless || isRefused || this.#count >= route.to.attempts) {
      connection.close('TACET_DIAL_FAILED');
      return;
    }
    const backOffMs = Math.min(MOST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (this.#count - 1));
    this.#backOff = clock.after(backOffMs * (1 + SPREAD * Math.random()), () => this.start());
  }

  #headers(): Record<string, string> {
    const { route, protocol, url, joining } = this.#plan;
    const { secret, headers } = route.to;
    const traceparent = this.#options.calls.find(joining.callId)?.traceparent;
    const unixTime = this.#options.clock.wall().getTime() / 1_000;
    const signed = secret === undefined ? {} : (protocol.sign?.(url, secret, unixTime) ?? {});
    return { ...signed, ...(traceparent === undefined ? {} : { traceparent }), ...headers };
  }
}

/**
 * One WebSocket of a bridge: the protocol session that reads it, and the legs it carries (steps 1 and 2 of the
 * walk).
 *
 * A connection says who it is by its request or by its first messages; until then it has no leg, and not long to
 * say so. Whatever a peer sends ends at most its own connection, with a close code from the error table. It
 * answers for its legs: they end with it.
 */
import type { WebSocket } from 'ws';

import { keepEarly, type EarlyMessage } from './early-messages.js';
import type { Inlet, MessageTaker } from './inlet.js';
import { Leg, type LegLink } from './leg.js';
import { toldOf, type SparedNews } from './spared-news.js';
import { legParameters } from './leg-parameters.js';
import type { Outlet } from './outlet.js';
import { RateLimit } from './rate-limit.js';
import type { Clock, Timer } from '../core/clock.js';
import { coalescing } from '../core/coalescing.js';
import { ERRORS, type ErrorCode } from '../core/errors.js';
import type { Tells } from '../core/taken-number.js';
import type { TraceContext } from '../core/trace-context.js';
import { millis, type Millis } from '../core/units.js';
import type { Packet } from '../media/packet.js';
import type { CallAbout } from '../protocol/about.js';
import type {
  Joining,
  Opening,
  ProtocolSession,
  ProtocolSink,
  TelephoneEvent,
} from '../protocol/protocol.js';

export interface ConnectionLimits {
  /** Messages a second before the connection is closed; 50 is one 20 ms leg. */
  readonly messagesPerSecond: number;
  /** Without any message for so long the connection is closed. */
  readonly idleMs: number;
  /** Quiet for so long, the peer is asked whether it is there (RFC 6455, section 5.5.2). */
  readonly pingMs: number;
  /** One that says nothing for so long after that is gone. */
  readonly pongMs: number;
  /** Frames for a peer that queues what it gets are dropped when they come too late; not where a call runs faster. */
  readonly dropsLate: boolean;
}

export interface ConnectionHost {
  /**
   * Takes the legs of a connection that has said who it is.
   * @returns why they cannot join
   */
  admit(connection: Connection, joining: Joining, legs: readonly Leg[]): ErrorCode | undefined;
  /** A leg has ended by itself; with the code it was closed for, if any. */
  detach(leg: Leg, code: ErrorCode | undefined): void;
}

/** How a connection came about: what a route is chosen by. */
export interface Via {
  readonly protocol: string;
  readonly tenant: string | undefined;
  /** What the request says about the call. */
  readonly about?: CallAbout | undefined;
  /** What the request is a part of, where who asks is known. */
  readonly trace?: TraceContext | undefined;
}

export interface ConnectionOptions {
  /** How much the peer is told, in messages of Tacet's own, of what it is spared. */
  readonly tells: Tells;
  readonly via: Via;
  readonly socket: WebSocket;
  readonly inlet: Inlet;
  readonly outlet: Outlet;
  readonly opening: Opening;
  readonly limits: ConnectionLimits;
  readonly clock: Clock;
  readonly host: ConnectionHost;
}

/** What `ws` calls it. */
const MESSAGE_TOO_BIG = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
/** A peer that has not said who it is by then is sent away. */
const JOIN_TIMEOUT_MS = 5_000;
/** Of messages of the other party that a peer has not read yet. */
const MOST_WAITING_BYTES = 4_194_304;
/** A peer that does not answer the closing handshake is cut off. */
const CLOSE_TIMEOUT_MS = 2_000;
/** A peer that may pause is asked several times before its silence counts. */
const PINGS_IN_IDLE_TIME = 4;
/** A peer whose protocol lets it close, and that does not, is closed. */
const FAREWELL_TIMEOUT_MS = 3_000;

const whole = (ms: Millis): Millis => millis(Math.trunc(ms));

type State = 'open' | 'parting' | 'closing' | 'closed';

export class Connection implements ProtocolSink, LegLink, MessageTaker {
  readonly #options: ConnectionOptions;
  readonly #socket: WebSocket;
  readonly #outlet: Outlet;
  readonly #clock: Clock;
  readonly #session: ProtocolSession;
  readonly #rate: RateLimit;
  readonly #joinLimit: Timer;
  #legs: readonly Leg[] = [];
  /** From before there were legs. */
  #early: EarlyMessage[] = [];
  #state: State = 'open';
  #closedFor: ErrorCode | undefined;
  /** In whole milliseconds: with a fraction it would be made anew for each message, and lie beside the object. */
  #lastMessageMs = millis(0);
  /** The last sign of the peer that was no message. */
  #lastBeatMs = millis(0);
  /** Since when a ping has waited to be answered. */
  #pingedMs: Millis | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { opening, clock, limits } = options;
    this.#socket = options.socket;
    this.#outlet = options.outlet;
    this.#clock = clock;
    this.#rate = new RateLimit(limits.messagesPerSecond);
    this.#lastMessageMs = whole(clock.now());
    this.#lastBeatMs = this.#lastMessageMs;
    this.#listen();
    this.#joinLimit = clock.after(JOIN_TIMEOUT_MS, () => this.close('TACET_JOIN_TIMEOUT'));
    this.#session = opening.start(this);
    if (opening.joining !== undefined) this.joined(opening.joining);
  }

  get via(): Via {
    return this.#options.via;
  }

  /** Whether messages can be sent and are heard. */
  get isOpen(): boolean {
    return this.#state === 'open';
  }

  get legs(): readonly Leg[] {
    return this.#legs;
  }

  get waitingBytes(): number {
    return this.#outlet.waitingBytes;
  }

  write(message: Uint8Array): boolean {
    return this.#state === 'open' && this.#outlet.write(message);
  }

  send(message: string): void {
    if (this.#state === 'closed' || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(message);
    this.#outlet.follow();
  }

  /** Passes a message of the other party on, as it is. */
  pass(message: Uint8Array, isBinary: boolean): void {
    if (this.#state !== 'open' || this.#socket.readyState !== this.#socket.OPEN) return;
    // Audio is dropped long before; messages must not be, so they end the connection.
    if (this.waitingBytes > MOST_WAITING_BYTES) {
      this.close('TACET_SLOW_READER');
      return;
    }
    this.#session.passing?.(message);
    this.#socket.send(message, { binary: isBinary });
    this.#outlet.follow();
  }

  joined(joining: Joining): void {
    if (this.#legs.length > 0 || this.#state !== 'open') return;
    this.#joinLimit.cancel();
    const all = joining.tracks.map((track) => legParameters(joining, track));
    const parameters = all.filter((each) => typeof each !== 'string');
    const wrong = all.find((each) => typeof each === 'string');
    if (wrong !== undefined) {
      this.close(wrong);
      return;
    }
    const { tracks } = this.#session;
    const { opening, limits, via } = this.#options;
    const { protocol, trace } = via;
    const way = { protocol, trace, isText: opening.isText, dropsLate: limits.dropsLate };
    const legs = tracks.flatMap((track, i) => {
      const own = parameters[i];
      return own === undefined ? [] : [new Leg(this, track, way, own, this.#clock)];
    });
    this.#legs = legs;
    for (const { message, isBinary } of this.#early) for (const leg of legs) leg.message(message, isBinary);
    this.#early = [];
    const refusal = this.#options.host.admit(this, joining, legs);
    if (refusal === undefined) return;
    this.#legs = [];
    for (const leg of legs) leg.closed();
    this.close(refusal);
  }

  /** From the inlet. */
  message(bytes: Buffer, isBinary: boolean): void {
    const now = this.#clock.now();
    this.#lastMessageMs = whole(now);
    coalescing.arrived(now);
    this.#pingedMs = undefined;
    for (const leg of this.#legs) leg.count(bytes.length);
    if (this.#state === 'open' || this.#state === 'parting') {
      if (this.#rate.take(now)) this.#receive(bytes, isBinary, now);
      else this.close('TACET_MESSAGE_RATE');
    }
    // The socket's chunk is raw audio too.
    bytes.fill(0);
  }

  audio(track: number, packet: Packet): void {
    this.#legs[track]?.take(packet);
  }

  telephoneEvent(track: number, event: TelephoneEvent, packet: Packet): void {
    this.#legs[track]?.telephoneEvent(event, packet);
  }

  comfortNoise(track: number, packet: Packet): void {
    this.#legs[track]?.take(packet);
  }

  key(track: number, event: number, durationMs: number | undefined, message: Uint8Array): void {
    this.#legs[track]?.key(event, durationMs, message);
  }

  dropped(track: number, _code: ErrorCode, packet?: Packet): void {
    this.#legs[track]?.dropped(packet);
  }

  fault(code: ErrorCode): void {
    this.close(code);
  }

  other(message: Uint8Array, isBinary: boolean): void {
    if (this.#legs.length === 0) keepEarly(this.#early, message, isBinary);
    for (const leg of this.#legs) leg.message(message, isBinary);
  }

  echo(track: number, reply: () => void): void {
    const leg = this.#legs[track];
    if (leg === undefined) reply();
    else leg.echo(reply);
  }

  clear(track: number): void {
    this.#legs[track]?.clear();
  }

  language(language: string): void {
    for (const leg of this.#legs) leg.speak(language);
  }

  left(): void {
    this.close();
  }

  get tells(): Tells {
    return this.#options.tells;
  }

  tell(news: SparedNews): void {
    const told = toldOf(news, this.tells);
    if (told !== undefined && this.#state === 'open') this.send(JSON.stringify({ event: 'tacet', ...told }));
  }

  masked(): void {
    this.#session.masked?.(this.#legs.some((leg) => leg.isMasked));
  }

  /** Everything that depends on time passing. */
  tick(): void {
    const { limits, opening } = this.#options;
    const now = this.#clock.now();
    this.#session.tick?.(now);
    this.#ping(now);
    // A peer that may pause says with its pongs that it is there; others must have something to say.
    const lastMs = opening.mayPause === true ? this.#lastSignMs : this.#lastMessageMs;
    const isDead = this.#pingedMs !== undefined && now - this.#pingedMs > limits.pongMs;
    if (isDead || now - lastMs > limits.idleMs) this.close('TACET_IDLE');
  }

  /**
   * Ends the connection with the code's row of the error table; a second time does nothing.
   * @param code undefined: the call is over, close code 1000
   */
  close(code?: ErrorCode): void {
    if (this.#state !== 'open') return;
    this.#joinLimit.cancel();
    this.#closedFor = code;
    const peerCloses = this.#session.farewell?.(code) === true;
    this.#state = 'parting';
    this.#part(code);
    if (!peerCloses) {
      this.#shut();
      return;
    }
    const limit = this.#clock.after(FAREWELL_TIMEOUT_MS, () => this.#shut());
    this.#socket.once('close', () => limit.cancel());
  }

  /** A cable that was cut shows in nothing but silence: one that is silent is asked. */
  #ping(now: Millis): void {
    const { limits } = this.#options;
    if (this.#pingedMs !== undefined || this.#socket.readyState !== this.#socket.OPEN) return;
    if (now - this.#lastSignMs < Math.min(limits.pingMs, limits.idleMs / PINGS_IN_IDLE_TIME)) return;
    this.#pingedMs = now;
    this.#socket.ping();
  }

  /** Anything of the peer, a pong too. */
  get #lastSignMs(): Millis {
    return millis(Math.max(this.#lastMessageMs, this.#lastBeatMs));
  }

  #beat(now: Millis): void {
    this.#lastBeatMs = now;
    this.#pingedMs = undefined;
  }

  /** The legs are told; what a leg's owner does then must find it closing. */
  #part(code: ErrorCode | undefined): void {
    for (const leg of this.#legs) leg.closing();
    for (const leg of this.#legs) this.#options.host.detach(leg, code);
  }

  #shut(): void {
    if (this.#state !== 'parting') return;
    this.#state = 'closing';
    const code = this.#closedFor;
    this.#socket.close(code === undefined ? 1_000 : ERRORS[code].closeCode, code ?? '');
    const cutOff = this.#clock.after(CLOSE_TIMEOUT_MS, () => this.#socket.terminate());
    this.#socket.once('close', () => cutOff.cancel());
  }

  /** A mistake of ours costs the connection that it shows on, not every call of the process. */
  #receive(data: Buffer, isBinary: boolean, now: Millis): void {
    try {
      this.#session.receive(data, isBinary, now);
    } catch {
      this.close('TACET_INTERNAL');
    }
  }

  #listen(): void {
    const { inlet } = this.#options;
    inlet.listen(this);
    this.#socket.on('pong', () => this.#beat(this.#clock.now()));
    // Each is answered, so whoever sends many and reads none would fill the memory.
    this.#socket.on('ping', () => {
      const now = this.#clock.now();
      this.#beat(now);
      if (this.#state === 'open' && !this.#rate.take(now)) this.close('TACET_MESSAGE_RATE');
    });
    this.#socket.on('error', (error: Error & { readonly code?: string }) => {
      for (const leg of this.#legs) leg.dropped(undefined);
      // `ws` has begun to close the socket, with 1009 for a message that is too big and 1002 for a broken frame.
      this.close(error.code === MESSAGE_TOO_BIG ? 'TACET_MESSAGE_TOO_BIG' : undefined);
    });
    this.#socket.on('close', () => {
      const byPeer = this.#state === 'open';
      this.#state = 'closed';
      this.#joinLimit.cancel();
      if (byPeer) this.#part(undefined);
      for (const leg of this.#legs) leg.closed();
      this.#session.close();
      this.#outlet.close();
    });
  }
}

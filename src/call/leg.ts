/**
 * One party of a call: a WebSocket, the protocol session that reads it, the jitter buffer that orders it, and
 * the egress that speaks to it (steps 1 to 3 and 9 of the walk).
 *
 *     connecting -> negotiating -> flowing <-> held -> closing -> closed
 *
 * A leg knows nothing of the other one. Until its call is live it drops what it receives. Whatever a peer
 * sends ends at most this leg, with a close code from the error table.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

import { Egress } from './egress.js';
import { MessageWriter } from './message-writer.js';
import { RateLimit } from './rate-limit.js';
import type { Codec } from '../codec/codec.js';
import type { Clock } from '../core/clock.js';
import { ERRORS, type ErrorCode } from '../core/errors.js';
import type { CallId, LegRole } from '../core/ids.js';
import type { Millis, SampleRate } from '../core/units.js';
import { JitterBuffer } from '../media/jitter-buffer.js';
import type { Packet } from '../media/packet.js';
import { KeyPresses, type KeyPress } from '../protocol/key-press.js';
import type { Protocol, ProtocolSession } from '../protocol/protocol.js';

export const LEG_STATES = ['connecting', 'negotiating', 'flowing', 'held', 'closing', 'closed'] as const;
export type LegState = (typeof LEG_STATES)[number];

const TRANSITIONS: Readonly<Record<LegState, readonly LegState[]>> = {
  connecting: ['negotiating', 'closing'],
  negotiating: ['flowing', 'closing'],
  flowing: ['held', 'closing'],
  held: ['flowing', 'closing'],
  closing: ['closed'],
  closed: [],
};

export interface LegParameters {
  readonly callId: CallId;
  readonly role: LegRole;
  readonly codec: Codec;
  readonly rateHz: SampleRate;
  readonly ptimeMs: number;
  readonly language: string | undefined;
  readonly telephoneEventPayloadType: number;
}

export interface LegLimits {
  /** Messages a second before the leg is closed; 50 is one 20 ms leg. */
  readonly messagesPerSecond: number;
  /** Without any message for so long the leg is closed. */
  readonly idleMs: number;
}

/** What a live call hears from its leg, in order. Packets are valid only during the call. */
export interface LegSink {
  audio(packet: Packet, lostBefore: number): void;
  other(lostBefore: number): void;
  restarted(): void;
  keyDown(key: KeyPress): void;
  keyUpdated(key: KeyPress): void;
  keyUp(key: KeyPress): void;
}

export interface LegCounters {
  messages: number;
  bytes: number;
  dropped: number;
  /** Before the call was live. */
  waited: number;
}

/** What `ws` calls it. */
const MESSAGE_TOO_BIG = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
/** While about 200 ms wait in the socket, frames are dropped; 2 s of that, and the leg is closed. */
const DROP_AFTER_MS = 200;
const CLOSE_AFTER_MS = 2_000;
/** A peer that does not answer the closing handshake is cut off. */
const CLOSE_TIMEOUT_MS = 2_000;

export class Leg {
  readonly parameters: LegParameters;
  readonly counters: LegCounters = { messages: 0, bytes: 0, dropped: 0, waited: 0 };
  readonly egress: Egress;
  readonly jitter: JitterBuffer;
  readonly #socket: WebSocket;
  readonly #writer: MessageWriter;
  readonly #clock: Clock;
  readonly #limits: LegLimits;
  readonly #session: ProtocolSession;
  readonly #rate: RateLimit;
  readonly #keys: KeyPresses;
  readonly #bytesPerMs: number;
  readonly #onClosed: (code: ErrorCode | undefined) => void;
  #sink: LegSink | undefined;
  #state: LegState = 'connecting';
  #lastMessageMs: Millis;
  /** Since when the peer has read too slowly. */
  #stuckSinceMs: Millis | undefined;
  /** The packet already given to the jitter buffer: an event packet is reported once a block. */
  #takenSequence = -1;
  #takenSsrc = -1;

  /**
   * @param wire the socket that was upgraded to the WebSocket
   * @param onClosed once, when the leg ends by itself; with the code it was closed for, if any
   */
  constructor(
    socket: WebSocket,
    wire: Duplex,
    protocol: Protocol,
    parameters: LegParameters,
    limits: LegLimits,
    clock: Clock,
    onClosed: (code: ErrorCode | undefined) => void,
  ) {
    this.parameters = parameters;
    this.#socket = socket;
    this.#writer = new MessageWriter(socket, wire);
    this.#clock = clock;
    this.#limits = limits;
    this.#onClosed = onClosed;
    this.#rate = new RateLimit(limits.messagesPerSecond);
    this.#lastMessageMs = clock.now();
    const { codec, rateHz, ptimeMs, telephoneEventPayloadType } = parameters;
    const clockRateHz = codec.clockRateHz(rateHz);
    this.#bytesPerMs = codec.name === 'OPUS' ? 8 : ((codec.name === 'L16' ? 2 : 1) * rateHz) / 1_000;
    this.#session = protocol.open(
      { payloadType: codec.payloadType, telephoneEventPayloadType },
      {
        audio: (packet) => this.#take(packet),
        telephoneEvent: (event, packet) => {
          this.#take(packet);
          if (this.#sink !== undefined) this.#keys.push(event, packet.marker, packet.arrivalMs);
        },
        comfortNoise: (packet) => this.#take(packet),
        dropped: (_code, packet) => {
          this.counters.dropped++;
          if (packet !== undefined) this.#take(packet);
        },
        fault: (code) => this.close(code),
      },
    );
    this.jitter = new JitterBuffer(
      { clockRateHz, telephoneEventPayloadType },
      {
        packet: (packet, lostBefore) => this.#ordered(packet, lostBefore),
        restarted: () => this.#sink?.restarted(),
      },
    );
    this.#keys = new KeyPresses(clockRateHz, {
      down: (key) => this.#sink?.keyDown(key),
      updated: (key) => this.#sink?.keyUpdated(key),
      up: (key) => this.#sink?.keyUp(key),
    });
    this.egress = new Egress(
      { codec: codec.name, rateHz, ptimeMs, clockRateHz },
      this.#session,
      codec.open(rateHz),
      (message) => this.#send(message),
    );
    this.#listen();
    this.#go('negotiating');
  }

  get role(): LegRole {
    return this.parameters.role;
  }

  get state(): LegState {
    return this.#state;
  }

  /** The call is live: from now on the sink hears this leg. */
  flow(sink: LegSink): void {
    this.#sink = sink;
    this.#go('flowing');
  }

  /** Everything in the leg that depends on time passing. */
  tick(): void {
    const now = this.#clock.now();
    this.jitter.tick(now);
    this.#keys.tick(now);
    if (now - this.#lastMessageMs > this.#limits.idleMs) this.close('TACET_IDLE');
  }

  /** Stops the way in: nothing is heard of this leg any more, what is held is dropped. */
  stop(): void {
    this.#sink = undefined;
    this.jitter.close();
    this.#keys.close();
  }

  /**
   * Ends the leg with the code's row of the error table; a second time does nothing.
   * @param code undefined: the call is over, close code 1000
   */
  close(code?: ErrorCode): void {
    if (this.#state === 'closing' || this.#state === 'closed') return;
    this.#go('closing');
    this.stop();
    this.#socket.close(code === undefined ? 1_000 : ERRORS[code].closeCode, code ?? '');
    const cutOff = this.#clock.after(CLOSE_TIMEOUT_MS, () => this.#socket.terminate());
    this.#socket.once('close', () => cutOff.cancel());
    this.#onClosed(code);
  }

  #listen(): void {
    this.#socket.on('message', (data, isBinary) => {
      const now = this.#clock.now();
      this.#lastMessageMs = now;
      const bytes = data as Buffer;
      this.counters.messages++;
      this.counters.bytes += bytes.length;
      if (this.#state === 'closing' || this.#state === 'closed') return;
      if (this.#rate.take(now)) this.#session.receive(bytes, isBinary, now);
      else this.close('TACET_MESSAGE_RATE');
      // The socket's chunk is raw audio too.
      bytes.fill(0);
    });
    this.#socket.on('error', (error: Error & { readonly code?: string }) => {
      this.counters.dropped++;
      // `ws` has begun to close the socket, with 1009 for a message that is too big and 1002 for a broken frame.
      this.close(error.code === MESSAGE_TOO_BIG ? 'TACET_MESSAGE_TOO_BIG' : undefined);
    });
    this.#socket.on('close', () => {
      const byPeer = this.#state !== 'closing';
      if (byPeer) {
        this.#go('closing');
        this.stop();
      }
      this.#go('closed');
      this.egress.close();
      this.#session.close();
      this.#writer.close();
      if (byPeer) this.#onClosed(undefined);
    });
  }

  #take(packet: Packet): void {
    if (this.#sink === undefined) {
      this.counters.waited++;
      return;
    }
    if (packet.sequenceNumber === this.#takenSequence && packet.ssrc === this.#takenSsrc) {
      const isFurtherBlock = this.#session.kindOf(packet.payloadType) === 'telephone-event';
      if (isFurtherBlock) return;
    }
    this.#takenSequence = packet.sequenceNumber;
    this.#takenSsrc = packet.ssrc;
    this.jitter.push(packet);
  }

  #ordered(packet: Packet, lostBefore: number): void {
    if (this.#session.kindOf(packet.payloadType) === 'audio') {
      this.#sink?.audio(packet, lostBefore);
      this.#keys.mediaAt(packet.ssrc, packet.timestamp);
    } else {
      this.#sink?.other(lostBefore);
    }
  }

  #send(message: Uint8Array): boolean {
    if (this.#state !== 'flowing') return false;
    const waitingMs = this.#writer.waitingBytes / this.#bytesPerMs;
    if (waitingMs > DROP_AFTER_MS) {
      const now = this.#clock.now();
      this.#stuckSinceMs ??= now;
      if (now - this.#stuckSinceMs > CLOSE_AFTER_MS) this.close('TACET_SLOW_READER');
      return false;
    }
    this.#stuckSinceMs = undefined;
    return this.#writer.write(message);
  }

  #go(to: LegState): void {
    if (!TRANSITIONS[this.#state].includes(to)) throw new Error(`leg cannot go from ${this.#state} to ${to}`);
    this.#state = to;
  }
}

/**
 * One party of a call: a track of a connection, the jitter buffer that orders it, and the egress that speaks to
 * it (steps 3 and 9 of the walk).
 *
 *     connecting -> negotiating -> flowing <-> held -> closing -> closed
 *
 * A leg knows nothing of the other one. Until its call is live it drops the audio it receives.
 */
import { keepEarly, type EarlyMessage } from './early-messages.js';
import { Egress, type EgressSink } from './egress.js';
import type { LegParameters } from './leg-parameters.js';
import { LATENCY_EVERY, LatencyCounts } from './latency-counts.js';
import { PlayQueue } from './play-queue.js';
import type { SparedNews } from './spared-news.js';
import { opusPacketTicks } from '../codec/opus-packet.js';
import type { Clock, Timer } from '../core/clock.js';
import type { ErrorCode } from '../core/errors.js';
import type { LegRole } from '../core/ids.js';
import type { Tells } from '../core/taken-number.js';
import type { TraceContext } from '../core/trace-context.js';
import { millisToTicks, TICKS_PER_MILLI, type Millis } from '../core/units.js';
import { JitterBuffer, type JitterSink } from '../media/jitter-buffer.js';
import { Pacer } from '../media/pacer.js';
import type { Packet } from '../media/packet.js';
import { KeyPresses, type KeyPress } from '../protocol/key-press.js';
import type { TelephoneEvent, Track } from '../protocol/protocol.js';

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

/** The connection, as its legs see it. */
export interface LegLink {
  readonly waitingBytes: number;
  /** @returns false where it could not be sent */
  write(message: Uint8Array): boolean;
  send(message: string): void;
  pass(message: Uint8Array, isBinary: boolean): void;
  tick(): void;
  masked(): void;
  /** How much the peer is told of what it is spared. */
  readonly tells: Tells;
  tell(news: SparedNews): void;
  close(code?: ErrorCode): void;
}

/** What a live call hears from its leg, in order. Packets are valid only during the call. */
export interface LegSink {
  audio(packet: Packet, lostBefore: number): void;
  other(lostBefore: number): void;
  restarted(): void;
  keyDown(key: KeyPress): void;
  keyUp(key: KeyPress): void;
  /** A key that the protocol tells once, when it is over; the whole message, for a relay. */
  key(event: number, durationMs: number | undefined, message: Uint8Array): void;
  /** A message that carries no audio and no key. */
  message(data: Uint8Array, isBinary: boolean): void;
  /** Wants to know when the audio before this has left. */
  echo(reply: () => void): void;
  /** What this party said and the other one has not heard yet is to be dropped. */
  clear(): void;
  /** This language is spoken from now on. */
  language(language: string): void;
}

export interface LegCounters {
  readonly messages: number;
  readonly bytes: number;
  readonly dropped: number;
  /** Before the call was live. */
  readonly waited: number;
}

/** What a voice bot may say in advance. */
const MOST_AHEAD_MS = 120_000;
/** So often what was said in advance is looked at, at most. */
const PACING_MS = 10;

/** While about 200 ms wait in the socket, frames are dropped; 2 s of that, and the leg is closed. */
const DROP_AFTER_MS = 200;
const CLOSE_AFTER_MS = 2_000;

/** What the leg's connection is like. */
export interface LegWay {
  /** By its name, for those who look on. */
  readonly protocol: string;
  /** Whether its messages are text. */
  readonly isText: boolean;
  /** Frames that a peer's queue would play too late are dropped. */
  readonly dropsLate: boolean;
  /** What the bridge's request is a part of, where it may say so. */
  readonly trace?: TraceContext | undefined;
}

export class Leg implements JitterSink, EgressSink {
  readonly parameters: LegParameters;
  readonly protocol: string;
  readonly trace: TraceContext | undefined;
  /** From when a packet was read until it was dealt with, waiting for its turn included, look-ahead not. */
  readonly latency = new LatencyCounts();
  readonly egress: Egress;
  readonly jitter: JitterBuffer;
  readonly #link: LegLink;
  readonly #track: Track;
  readonly #clock: Clock;
  readonly #keys: KeyPresses;
  readonly #bytesPerMs: number;
  /** Undefined where the peer plays what it gets by its timestamps. */
  readonly #playQueue: PlayQueue | undefined;
  readonly #payloadBytesPerMs: number;
  /** Undefined where the peer speaks in real time. */
  readonly #pacer: Pacer | undefined;
  #pacing: Timer | undefined;
  #sink: LegSink | undefined;
  #early: EarlyMessage[] = [];
  #isMasked = false;
  #state: LegState = 'connecting';
  /** Since when the peer has read too slowly. */
  #stuckSinceMs: Millis | undefined;
  /** The packet already given to the jitter buffer: an event packet is reported once a block. */
  #takenSequence = -1;
  #takenSsrc = -1;
  /** Packets of audio, in order, that nobody says in advance. */
  #passed = 0;
  #messages = 0;
  #bytes = 0;
  #dropped = 0;
  #waited = 0;

  constructor(link: LegLink, track: Track, way: LegWay, parameters: LegParameters, clock: Clock) {
    const { isText, dropsLate } = way;
    this.protocol = way.protocol;
    this.trace = way.trace;
    this.parameters = parameters;
    this.#link = link;
    this.#track = track;
    this.#clock = clock;
    const { codec, rateHz, ptimeMs, telephoneEventPayloadType, isCopy, isFramed, isQueued, isBursty } =
      parameters;
    const clockRateHz = codec.clockRateHz(rateHz);
    const sampleBytes = codec.name === 'L16' || codec.name === 'L16LE' ? 2 : 1;
    const payloadBytesPerMs = codec.name === 'OPUS' ? 8 : (sampleBytes * rateHz) / 1_000;
    this.#payloadBytesPerMs = payloadBytesPerMs;
    this.#pacer = isBursty
      ? new Pacer(MOST_AHEAD_MS, {
          packet: (packet) => this.#arrange(packet),
          message: (message, isBinary) => this.#sink?.message(message, isBinary),
        })
      : undefined;
    // Text carries audio as base64 (RFC 4648): four characters for three bytes.
    this.#bytesPerMs = isText ? (payloadBytesPerMs * 4) / 3 : payloadBytesPerMs;
    this.#playQueue = isQueued && dropsLate ? new PlayQueue() : undefined;
    this.jitter = new JitterBuffer({ clockRateHz, telephoneEventPayloadType }, this);
    this.#keys = new KeyPresses(clockRateHz, {
      down: (key) => this.#sink?.keyDown(key),
      // The key stays open until it is up.
      updated: () => undefined,
      up: (key) => this.#sink?.keyUp(key),
    });
    this.egress = new Egress(
      { codec: codec.name, rateHz, ptimeMs, clockRateHz, isMute: isCopy, isFramed },
      track,
      codec.open(rateHz),
      this,
    );
    this.#go('negotiating');
  }

  get counters(): LegCounters {
    return { messages: this.#messages, bytes: this.#bytes, dropped: this.#dropped, waited: this.#waited };
  }

  get role(): LegRole {
    return this.parameters.role;
  }

  get state(): LegState {
    return this.#state;
  }

  get isMasked(): boolean {
    return this.#isMasked;
  }

  /** What this party says is being masked, or no longer. */
  mask(isMasked: boolean): void {
    if (isMasked === this.#isMasked) return;
    this.#isMasked = isMasked;
    this.#link.masked();
  }

  /** The call is live: from now on the sink hears this leg. */
  flow(sink: LegSink): void {
    this.#sink = sink;
    this.#go('flowing');
    for (const { message, isBinary } of this.#early) sink.message(message, isBinary);
    this.#early = [];
  }

  /** Everything in the leg and its connection that depends on time passing. */
  tick(): void {
    const now = this.#clock.now();
    this.jitter.tick(now);
    this.#keys.tick(now);
    this.#link.tick();
  }

  /** Stops the way in: nothing is heard of this leg any more, what is held is dropped. */
  stop(): void {
    this.#sink = undefined;
    this.#pacing?.cancel();
    this.#pacer?.close();
    this.jitter.close();
    this.#keys.close();
  }

  /**
   * Ends the leg and the connection that carries it; a second time does nothing.
   * @param code undefined: the call is over
   */
  close(code?: ErrorCode): void {
    this.#link.close(code);
  }

  /** The connection is being closed. */
  closing(): void {
    if (this.#state === 'closing' || this.#state === 'closed') return;
    this.#go('closing');
    this.stop();
  }

  /** The connection is closed. */
  closed(): void {
    this.closing();
    if (this.#state === 'closed') return;
    this.#go('closed');
    this.egress.close();
  }

  /** A message of the connection has come in. */
  count(bytes: number): void {
    this.#messages++;
    this.#bytes += bytes;
  }

  /** A packet that takes its place in the order. */
  take(packet: Packet): void {
    if (this.#sink === undefined) {
      this.#waited++;
      return;
    }
    if (this.#pacer === undefined) {
      this.#arrange(packet);
      return;
    }
    const { codec, ptimeMs } = this.parameters;
    const { payload } = packet;
    const durationMs =
      codec.name === 'OPUS'
        ? (opusPacketTicks(payload) ?? millisToTicks(ptimeMs)) / TICKS_PER_MILLI
        : payload.length / this.#payloadBytesPerMs;
    this.#pacer.audio(packet, durationMs, this.#clock.now());
    this.#pace();
  }

  /** Hands a packet to the jitter buffer, once. */
  #arrange(packet: Packet): void {
    if (packet.sequenceNumber === this.#takenSequence && (packet.ssrc | 0) === this.#takenSsrc) {
      const isFurtherBlock = this.#track.kindOf(packet.payloadType) === 'telephone-event';
      if (isFurtherBlock) return;
    }
    this.#takenSequence = packet.sequenceNumber;
    this.#takenSsrc = packet.ssrc | 0;
    this.jitter.push(packet);
  }

  telephoneEvent(event: TelephoneEvent, packet: Packet): void {
    this.take(packet);
    if (this.#sink !== undefined) this.#keys.push(event, packet.marker, packet.arrivalMs);
  }

  key(event: number, durationMs: number | undefined, message: Uint8Array): void {
    this.#sink?.key(event, durationMs, message);
  }

  dropped(packet: Packet | undefined): void {
    this.#dropped++;
    if (packet !== undefined) this.take(packet);
  }

  message(data: Uint8Array, isBinary: boolean): void {
    if (this.#sink !== undefined) {
      if (this.#pacer === undefined) this.#sink.message(data, isBinary);
      else this.#pacer.message(data, isBinary, this.#clock.now());
    } else if (this.#state === 'negotiating') keepEarly(this.#early, data, isBinary);
  }

  /** Calls back once all audio before this has left to the other party. */
  echo(reply: () => void): void {
    if (this.#sink === undefined) reply();
    else if (this.#pacer === undefined) this.#sink.echo(reply);
    else this.#pacer.then(() => this.#sink?.echo(reply), this.#clock.now());
  }

  /** This language is spoken from now on. */
  speak(language: string): void {
    this.#sink?.language(language);
  }

  clear(): void {
    this.#pacer?.clear();
    this.#sink?.clear();
  }

  /**
   * The peer drops what it was sent and has not played.
   * @param asks whether it must be asked to: not where the other party's own message tells it
   */
  clearPeer(asks: boolean): void {
    this.#playQueue?.clear();
    const message = asks ? this.#track.clear() : undefined;
    if (message !== undefined) this.#link.send(message);
  }

  /** How much this party is told of what it is spared. */
  get tells(): Tells {
    return this.#link.tells;
  }

  /** Tells this party in Tacet's own words what happens to what it hears, as far as it may know. */
  tell(news: SparedNews): void {
    this.#link.tell(news);
  }

  /** Passes a message of the other party on, as it is. */
  pass(message: Uint8Array, isBinary: boolean): void {
    this.#link.pass(message, isBinary);
  }

  /** Wakes up when more of what was said in advance is due. */
  #pace(): void {
    const dueInMs = this.#pacer?.dueInMs(this.#clock.now());
    if (dueInMs === undefined || this.#pacing !== undefined) return;
    this.#pacing = this.#clock.after(Math.max(PACING_MS, dueInMs), () => {
      this.#pacing = undefined;
      this.#pacer?.release(this.#clock.now());
      this.#pace();
    });
  }

  /** In order, from the jitter buffer. */
  packet(packet: Packet, lostBefore: number): void {
    if (this.#track.kindOf(packet.payloadType) === 'audio') {
      this.#sink?.audio(packet, lostBefore);
      // What a party says in advance waits on purpose.
      if (this.#pacer === undefined && this.#passed++ % LATENCY_EVERY === 0)
        this.latency.count(this.#clock.now() - packet.arrivalMs);
      this.#keys.mediaAt(packet.ssrc, packet.timestamp);
    } else {
      this.#sink?.other(lostBefore);
    }
  }

  restarted(): void {
    this.#sink?.restarted();
  }

  send(message: Uint8Array, durationMs: number): boolean {
    if (this.#state !== 'flowing') return false;
    const waitingMs = this.#link.waitingBytes / this.#bytesPerMs;
    if (waitingMs > DROP_AFTER_MS) {
      const now = this.#clock.now();
      this.#stuckSinceMs ??= now;
      if (now - this.#stuckSinceMs > CLOSE_AFTER_MS) this.close('TACET_SLOW_READER');
      return false;
    }
    this.#stuckSinceMs = undefined;
    if (this.#playQueue?.take(this.#clock.now(), durationMs) === false) return false;
    return this.#link.write(message);
  }

  #go(to: LegState): void {
    if (!TRANSITIONS[this.#state].includes(to)) throw new Error(`leg cannot go from ${this.#state} to ${to}`);
    this.#state = to;
  }
}

/**
 * Lets what was said in advance through no faster than it is spoken.
 *
 *     comes   aaaaaaaaMaa......C..          a voice bot sends a sentence at once, M a message, C clear
 *     leaves  aa a a a a a a M a a          so much ahead, then by the clock; C drops the audio that waits
 *
 * What comes in real time passes at once. Order is kept between audio and messages. Owns the copies that wait,
 * and zeroes each when it leaves or is dropped. Has no timer: its owner asks `dueInMs`.
 */
import type { Millis } from '../core/units.js';
import type { Packet } from './packet.js';

export interface PacerSink {
  /** Numbered anew: what was dropped is not missing. Valid only during the call. */
  packet(packet: Packet): void;
  message(message: Uint8Array, isBinary: boolean): void;
}

interface Waiting {
  readonly bytes: Uint8Array;
  readonly isAudio: boolean;
  readonly isBinary: boolean;
  readonly timestamp: number;
  readonly payloadType: number;
  readonly marker: boolean;
  readonly durationMs: number;
  /** Neither audio nor a message. */
  readonly action?: () => void;
}

/** Less than makes a recogniser late, more than a network delays. */
const AHEAD_MS = 100;
const MOST_MESSAGES = 1_000;
const MOST_MESSAGE_BYTES = 4_194_304;

const NOTHING: Uint8Array = new Uint8Array(0);
const NO_AUDIO = { isAudio: false, timestamp: 0, payloadType: 0, marker: false, durationMs: 0 } as const;

export class Pacer {
  readonly #sink: PacerSink;
  readonly #mostMs: number;
  readonly #packet = {
    ssrc: 1,
    sequenceNumber: 0,
    timestamp: 0,
    payloadType: 0,
    marker: false,
    payload: NOTHING,
    arrivalMs: 0 as Millis,
  };
  #waiting: Waiting[] = [];
  #first = 0;
  #messages = 0;
  #messageBytes = 0;
  #waitingMs = 0;
  /** When what has left will have been spoken. */
  #spokenMs = -Infinity;
  /** Audio that found no room. */
  dropped = 0;

  /** @param mostMs of audio may wait; what comes then is dropped */
  constructor(mostMs: number, sink: PacerSink) {
    this.#mostMs = mostMs;
    this.#sink = sink;
  }

  /** Audio that waits, in milliseconds. */
  get waitingMs(): number {
    return this.#waitingMs;
  }

  audio(packet: Packet, durationMs: number, nowMs: Millis): void {
    this.release(nowMs);
    if (this.#isEmpty && this.#spokenMs - nowMs <= AHEAD_MS) {
      this.#leave(packet, packet.payload, durationMs, nowMs);
      return;
    }
    if (this.#waitingMs + durationMs > this.#mostMs) {
      this.dropped++;
      return;
    }
    this.#waitingMs += durationMs;
    const { timestamp, payloadType, marker } = packet;
    const bytes = Uint8Array.from(packet.payload);
    this.#waiting.push({
      bytes,
      isAudio: true,
      isBinary: true,
      timestamp,
      payloadType,
      marker,
      durationMs,
    });
  }

  /** Calls back when everything before this has left, or was dropped; at once where nothing waits. */
  then(action: () => void, nowMs: Millis): void {
    this.release(nowMs);
    if (this.#isEmpty) action();
    else if (this.#messages < MOST_MESSAGES) {
      this.#messages++;
      this.#waiting.push({ ...NO_AUDIO, bytes: NOTHING, isBinary: false, action });
    }
  }

  message(message: Uint8Array, isBinary: boolean, nowMs: Millis): void {
    this.release(nowMs);
    if (this.#isEmpty) {
      this.#sink.message(message, isBinary);
      return;
    }
    if (this.#messages >= MOST_MESSAGES || this.#messageBytes + message.length > MOST_MESSAGE_BYTES) return;
    this.#messages++;
    this.#messageBytes += message.length;
    const bytes = Uint8Array.from(message);
    this.#waiting.push({ ...NO_AUDIO, bytes, isBinary });
  }

  /** Drops the audio that waits; the messages between it pass at once. */
  clear(): void {
    const waiting = this.#waiting.slice(this.#first);
    this.#forget();
    this.#spokenMs = -Infinity;
    for (const { isAudio, bytes, isBinary, action } of waiting) {
      if (isAudio) bytes.fill(0);
      else if (action !== undefined) action();
      else this.#sink.message(bytes, isBinary);
    }
  }

  /** Lets everything through whose time has come. */
  release(nowMs: Millis): void {
    while (!this.#isEmpty) {
      const next = this.#waiting[this.#first] as Waiting;
      if (next.isAudio && this.#spokenMs - nowMs > AHEAD_MS) return;
      this.#first++;
      if (next.isAudio) {
        this.#waitingMs -= next.durationMs;
        this.#leave(next, next.bytes, next.durationMs, nowMs);
        next.bytes.fill(0);
      } else {
        this.#messages--;
        this.#messageBytes -= next.bytes.length;
        if (next.action === undefined) this.#sink.message(next.bytes, next.isBinary);
        else next.action();
      }
    }
    this.#forget();
  }

  /** When something will be due; undefined where nothing waits. */
  dueInMs(nowMs: Millis): number | undefined {
    return this.#isEmpty ? undefined : Math.max(0, this.#spokenMs - AHEAD_MS - nowMs);
  }

  /** Zeroes everything. */
  close(): void {
    for (const { bytes } of this.#waiting) bytes.fill(0);
    this.#forget();
  }

  get #isEmpty(): boolean {
    return this.#first === this.#waiting.length;
  }

  #forget(): void {
    this.#waiting = [];
    this.#first = 0;
    this.#waitingMs = 0;
    this.#messages = 0;
    this.#messageBytes = 0;
  }

  #leave(
    from: Pick<Packet, 'timestamp' | 'payloadType' | 'marker'>,
    payload: Uint8Array,
    durationMs: number,
    nowMs: Millis,
  ): void {
    const packet = this.#packet;
    packet.timestamp = from.timestamp;
    packet.payloadType = from.payloadType;
    packet.marker = from.marker;
    packet.payload = payload;
    packet.arrivalMs = nowMs;
    this.#spokenMs = Math.max(nowMs, this.#spokenMs) + durationMs;
    this.#sink.packet(packet);
    packet.payload = NOTHING;
    packet.sequenceNumber = (packet.sequenceNumber + 1) & 0xffff;
  }
}

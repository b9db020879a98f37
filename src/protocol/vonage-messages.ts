/** What both ends of Vonage's WebSocket have in common: 16-bit PCM in binary messages, everything else in JSON. */
import { isSampleRate, type Millis, type SampleRate } from '../core/units.js';
import type { JsonObject } from './json-values.js';
import type { ProtocolSink, Track, TrackOffer } from './protocol.js';
import type { LegRole } from '../core/ids.js';
import { sourceFormat } from './json-dialect.js';
import { TrackSource } from './track-source.js';

export const PTIME_MS = 20;
const ONLY = 0;
const NO_TELEPHONE_EVENTS = 101;
const CONTENT_TYPE = /^audio\/l16\s*;\s*rate=(\d{1,6})$/i;

/** @returns the rate, or undefined where it is no format of Vonage's */
export const rateOf = (contentType: string): SampleRate | undefined => {
  const rate = Number(CONTENT_TYPE.exec(contentType.trim())?.[1]);
  return isSampleRate(rate) ? rate : undefined;
};

export const contentTypeOf = (rateHz: number): string => `audio/l16;rate=${String(rateHz)}`;

/** As `trackOffer` of the JSON protocols. */
export const vonageTrack = (
  role: LegRole,
  rateHz: number,
  end: 'app' | 'bridge',
  isTransparent = false,
): TrackOffer => ({
  role,
  encoding: 'L16LE',
  rateHz,
  ptimeMs: PTIME_MS,
  telephoneEventPayloadType: NO_TELEPHONE_EVENTS,
  isCopy: false,
  isFramed: true,
  isQueued: end === 'app',
  isBursty: end === 'bridge',
  isTransparent,
});

/** The key of a message; it stands in one of three places. */
export const digitOf = ({ digit, dtmf }: JsonObject): unknown =>
  digit ?? (typeof dtmf === 'object' && dtmf !== null && 'digit' in dtmf ? dtmf.digit : dtmf);

/** What is heard, and the way out. Owns the last message that was sent and zeroes it on close. */
export class VonageAudio implements Track {
  readonly #source: TrackSource;
  readonly #clear: string | undefined;
  #message = new Uint8Array(0);

  /** @param clear drops what the peer has not played; undefined where it plays at once */
  constructor(sink: ProtocolSink, rateHz: SampleRate, clear: string | undefined) {
    this.#source = new TrackSource(sink, ONLY, sourceFormat({ encoding: 'L16LE', rateHz }));
    this.#clear = clear;
  }

  hear(payload: Uint8Array, arrivalMs: Millis): void {
    this.#source.next(payload, arrivalMs);
  }

  kindOf(): 'audio' {
    return 'audio';
  }

  wrap(payload: Uint8Array): Uint8Array {
    if (payload.length !== this.#message.length) {
      this.#message.fill(0);
      this.#message = new Uint8Array(payload.length);
    }
    this.#message.set(payload);
    return this.#message;
  }

  skip(): void {
    // Nothing is timed: what is not sent is silence.
  }

  clear(): string | undefined {
    return this.#clear;
  }

  close(): void {
    this.#message.fill(0);
  }
}

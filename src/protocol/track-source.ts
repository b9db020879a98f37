/**
 * Makes packets of what one track sends, in protocols that are not RTP.
 *
 *     bytes of any length -> pieces of one frame -> Packet with sequence number and timestamp -> sink
 *
 * Timestamps come from the protocol (`at`) or, where it has none, from arrival (`next`): what arrives goes on
 * where the last piece ended, unless the sender must have paused. They never go back. Owns no bytes.
 */
import { add16, add32, delta32 } from '../core/serial.js';
import { millis, type Millis } from '../core/units.js';
import type { Packet } from '../media/packet.js';
import type { ProtocolSink } from './protocol.js';

export interface SourceFormat {
  /** The codec's default payload type. */
  readonly payloadType: number;
  /** Of one frame; longer payloads are cut into these. Undefined where a payload cannot be cut. */
  readonly frameBytes: number | undefined;
  /** Of one frame, in samples. */
  readonly frameClock: number;
  readonly clockRateHz: number;
  /** How long a payload lasts, in samples. */
  readonly clockOf: (payload: Uint8Array) => number;
  /** A timestamp that is less than this off the end of the last piece is one that was measured badly. */
  readonly jitterMs: number;
}

/** A sender without timestamps that is quiet this long has paused; less is a late packet. */
const PAUSE_MS = 200;

class SourcePacket implements Packet {
  ssrc = 0;
  sequenceNumber = 0;
  timestamp = 0;
  payloadType = 0;
  marker = false;
  payload: Uint8Array = new Uint8Array(0);
  arrivalMs: Millis = millis(0);
}

export class TrackSource {
  readonly #sink: ProtocolSink;
  readonly #track: number;
  readonly #format: SourceFormat;
  readonly #packet = new SourcePacket();
  #sequenceNumber = 0;
  /** Where the next piece lies if nothing is missing. */
  #timestamp = 0;
  /** The same by the sender's own timestamps. */
  #expected: number | undefined;
  /** When the first piece began. */
  #epochMs: Millis | undefined;
  /** In RTP clock units since the epoch; does not wrap. */
  #sinceEpoch = 0;
  #hasPaused = true;

  constructor(sink: ProtocolSink, track: number, format: SourceFormat) {
    this.#sink = sink;
    this.#track = track;
    this.#format = format;
    this.#packet.payloadType = format.payloadType;
    this.#packet.ssrc = track + 1;
  }

  /**
   * A payload whose place is known.
   * @param timestamp in samples; only its lowest 32 bits count
   */
  at(timestamp: number, payload: Uint8Array, arrivalMs: Millis): void {
    const { clockRateHz, jitterMs, clockOf } = this.#format;
    const at = Math.round(timestamp) >>> 0;
    this.#timestamp = this.#expected === undefined ? at : this.#timestamp;
    this.#expected ??= at;
    const ahead = delta32(at, this.#expected);
    if (Math.abs(ahead) >= (jitterMs * clockRateHz) / 1_000) {
      this.#expected = at;
      // A step back is another count, not another time.
      if (ahead > 0) this.skip(ahead);
    }
    this.#expected = add32(this.#expected, clockOf(payload));
    this.#hand(payload, arrivalMs);
  }

  /** A payload that goes on where the last one ended, or after a pause. */
  next(payload: Uint8Array, arrivalMs: Millis): void {
    const { clockRateHz, frameClock, clockOf } = this.#format;
    const length = clockOf(payload);
    // A payload arrives when its last sample has been spoken.
    this.#epochMs ??= millis(arrivalMs - (length * 1_000) / clockRateHz);
    const arrived = ((arrivalMs - this.#epochMs) * clockRateHz) / 1_000;
    const late = arrived - this.#sinceEpoch - length;
    if (late > (PAUSE_MS * clockRateHz) / 1_000) {
      const frames = Math.floor(late / frameClock);
      this.skip(frames * frameClock);
    }
    this.#sinceEpoch += length;
    this.#hand(payload, arrivalMs);
  }

  /** So much was left out, in samples. */
  skip(clock: number): void {
    this.#sinceEpoch += clock;
    this.#timestamp = add32(this.#timestamp, clock);
    this.#hasPaused = true;
  }

  #hand(payload: Uint8Array, arrivalMs: Millis): void {
    const { frameBytes = payload.length, clockOf } = this.#format;
    for (let from = 0; from < payload.length;) {
      // A rest shorter than half a frame goes with the frame before it.
      const isLast = payload.length - from < 1.5 * frameBytes;
      const to = isLast ? payload.length : from + frameBytes;
      const piece = from === 0 && isLast ? payload : payload.subarray(from, to);
      const timestamp = this.#timestamp;
      const sequenceNumber = this.#sequenceNumber;
      this.#sequenceNumber = add16(sequenceNumber, 1);
      this.#timestamp = add32(timestamp, clockOf(piece));
      this.#emit(sequenceNumber, timestamp, piece, arrivalMs);
      from = to;
    }
  }

  #emit(sequenceNumber: number, timestamp: number, payload: Uint8Array, arrivalMs: Millis): void {
    const packet = this.#packet;
    packet.sequenceNumber = sequenceNumber;
    packet.timestamp = timestamp;
    packet.marker = this.#hasPaused;
    packet.payload = payload;
    packet.arrivalMs = arrivalMs;
    this.#hasPaused = false;
    this.#sink.audio(this.#track, packet);
    packet.payload = NOTHING;
  }
}

const NOTHING = new Uint8Array(0);

/**
 * The way out to one leg: payload bytes or PCM in, wire messages out (step 9 of the walk).
 *
 * A frame nobody touched leaves as the bytes it came as. Everything else is resampled to this leg's rate,
 * gathered to whole frames, encoded and packed. Sequence numbers and timestamps are the session's own, so they
 * stay continuous whatever is masked, lost or joined. Owns the encoder and at most one unfinished frame.
 */
import type { CodecName, CodecSession } from '../codec/codec.js';
import { MAX_PACKET_MS, MAX_PAYLOAD_BYTES } from '../codec/codec.js';
import { samplesToTicks, TICKS_PER_SECOND, type SampleRate } from '../core/units.js';
import { Resampler } from '../media/resampler.js';
import type { Track } from '../protocol/protocol.js';

/** Opus packets after a mask that are coded anew: the decoder's memory and in-band FEC reach back this far. */
const OPUS_REFRESH_FRAMES = 3;

export interface EgressFormat {
  readonly codec: CodecName;
  readonly rateHz: SampleRate;
  readonly ptimeMs: number;
  readonly clockRateHz: number;
  /** Nothing can be sent to this leg. */
  readonly isMute: boolean;
  /** Each message must hold exactly `ptimeMs`. */
  readonly isFramed: boolean;
}

export interface EgressCounters {
  readonly forwarded: number;
  readonly encoded: number;
  /** Frames not sent because the peer reads too slowly. */
  readonly dropped: number;
}

/** Where messages go. */
export interface EgressSink {
  /**
   * Sends one message. Does not keep the view.
   * @returns false where it could not be queued
   */
  send(message: Uint8Array, durationMs: number): boolean;
}

export class Egress {
  readonly format: EgressFormat;
  readonly #track: Track;
  readonly #codec: CodecSession;
  readonly #sink: EgressSink;
  readonly #resamplers = new Map<SampleRate, Resampler>();
  readonly #resampled: Int16Array;
  readonly #frame: Int16Array;
  readonly #payload: Uint8Array;
  #gathered = 0;
  /** How far the outgoing timestamp is ahead of the media: silence that filled up frames. */
  #aheadTicks = 0;
  #marker = false;
  #refresh = 0;
  #forwarded = 0;
  #encoded = 0;
  #dropped = 0;

  constructor(format: EgressFormat, track: Track, codec: CodecSession, sink: EgressSink) {
    this.format = format;
    this.#track = track;
    this.#codec = codec;
    this.#sink = sink;
    this.#frame = new Int16Array((format.rateHz * format.ptimeMs) / 1_000);
    this.#resampled = new Int16Array((format.rateHz * MAX_PACKET_MS) / 1_000 + this.#frame.length);
    // One or two bytes a sample; only what Opus makes has no such bound.
    const sampleBytes = Int16Array.BYTES_PER_ELEMENT * this.#resampled.length;
    this.#payload = new Uint8Array(format.codec === 'OPUS' ? MAX_PAYLOAD_BYTES : sampleBytes);
  }

  get counters(): EgressCounters {
    return { forwarded: this.#forwarded, encoded: this.#encoded, dropped: this.#dropped };
  }

  /** Whether so many samples as bytes of this codec and rate may leave here as they are. */
  takes(codec: CodecName, rateHz: SampleRate, sampleCount: number): boolean {
    if (codec !== this.format.codec || rateHz !== this.format.rateHz || this.#refresh > 0) return false;
    return !this.format.isFramed || (this.#gathered === 0 && sampleCount === this.#frame.length);
  }

  /** Sends a payload for which `takes` is true. */
  forward(payload: Uint8Array, sampleCount: number, marker: boolean): void {
    if (this.format.isMute) return;
    this.#flush();
    this.#emit(payload, sampleCount, marker || this.#marker);
    this.#forwarded++;
  }

  /** Encodes PCM of any length and rate; what does not fill a frame waits for more. */
  play(pcm: Int16Array, rateHz: SampleRate, marker: boolean): void {
    if (this.format.isMute) return;
    if (marker) this.#marker = true;
    let input = pcm;
    if (rateHz !== this.format.rateHz) {
      const count = this.#resampler(rateHz).process(pcm, this.#resampled);
      input = this.#resampled.subarray(0, count);
    }
    // The resampler may still be gathering a first sample.
    if (input.length === 0) return;
    if (this.#refresh > 0) this.#refresh--;
    if (this.#gathered === 0 && this.#encodesWhole(input.length)) {
      this.#encode(input);
      return;
    }
    for (let at = 0; at < input.length;) {
      const part = input.subarray(at, at + this.#frame.length - this.#gathered);
      this.#frame.set(part, this.#gathered);
      this.#gathered += part.length;
      at += part.length;
      if (this.#gathered === this.#frame.length) {
        this.#gathered = 0;
        this.#encode(this.#frame);
      }
    }
  }

  /** The frames after this one may not lean on what the codec remembers of the masked audio. */
  forget(): void {
    if (this.format.codec === 'OPUS') this.#refresh = OPUS_REFRESH_FRAMES;
  }

  /** The source pauses: the timestamp moves on and the next frame starts a talk-spurt. */
  skip(durationTicks: number): void {
    if (this.format.isMute) return;
    this.#flush();
    // The timestamp counts whole clock units and never goes back; what is left over comes off the next pause.
    const ticksPerClock = TICKS_PER_SECOND / this.format.clockRateHz;
    const due = durationTicks - this.#aheadTicks;
    const clock = Math.max(0, Math.floor(due / ticksPerClock));
    this.#aheadTicks = clock * ticksPerClock - due;
    this.#track.skip(clock);
    this.#marker = true;
  }

  close(): void {
    this.#frame.fill(0);
    this.#resampled.fill(0);
    this.#payload.fill(0);
    this.#codec.close();
  }

  /** Any length suits the sample-by-sample codecs; Opus has its own few. */
  #encodesWhole(count: number): boolean {
    if (count === this.#frame.length) return true;
    const isFree = this.format.codec !== 'OPUS' && !this.format.isFramed;
    return isFree && count % this.#frame.length === 0;
  }

  #resampler(rateHz: SampleRate): Resampler {
    let resampler = this.#resamplers.get(rateHz);
    if (resampler === undefined) {
      resampler = new Resampler(rateHz, this.format.rateHz);
      this.#resamplers.set(rateHz, resampler);
    }
    return resampler;
  }

  /** Sends an unfinished frame, filled up with silence. */
  #flush(): void {
    if (this.#gathered === 0) return;
    this.#frame.fill(0, this.#gathered);
    this.#aheadTicks += samplesToTicks(this.#frame.length - this.#gathered, this.format.rateHz);
    this.#gathered = 0;
    this.#encode(this.#frame);
  }

  #encode(pcm: Int16Array): void {
    const bytes = this.#codec.encode(pcm, this.#payload);
    this.#emit(this.#payload.subarray(0, bytes), pcm.length, this.#marker);
    this.#encoded++;
  }

  #emit(payload: Uint8Array, sampleCount: number, marker: boolean): void {
    const clock = (sampleCount * this.format.clockRateHz) / this.format.rateHz;
    const message = this.#track.wrap(payload, marker, clock);
    const sent =
      message !== undefined && this.#sink.send(message, (sampleCount * 1_000) / this.format.rateHz);
    if (sent) this.#marker = false;
    else this.#dropped++;
  }
}

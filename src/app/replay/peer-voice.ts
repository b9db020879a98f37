/** One party's audio on the wire of a played bridge: what it says frame by frame, and what it hears at its place. */
import { codecNamed } from '../../codec/registry.js';
import { MAX_PACKET_MS, MAX_PAYLOAD_BYTES, type CodecSession } from '../../codec/codec.js';
import { TacetError } from '../../core/errors.js';
import { delta32 } from '../../core/serial.js';
import type { LegRole } from '../../core/ids.js';
import { isSampleRate, type SampleRate } from '../../core/units.js';
import type { Packet } from '../../media/packet.js';
import { Resampler } from '../../media/resampler.js';
import type { Track, TrackOffer } from '../../protocol/protocol.js';

export const PTIME_MS = 20;

export class PeerVoice {
  readonly role: LegRole;
  /** Undefined where the bridge sends a copy: nothing comes back. */
  readonly heard: Int16Array | undefined;
  readonly #pcm: Int16Array;
  readonly #rateHz: SampleRate;
  readonly #codec: CodecSession;
  /** Of the wire; the file may have another one. */
  readonly #wireHz: SampleRate;
  readonly #clockPerSample: number;
  readonly #frame: Int16Array;
  readonly #said: Resampler | undefined;
  readonly #saidFrame: Int16Array;
  readonly #back: Resampler | undefined;
  readonly #payload = new Uint8Array(MAX_PAYLOAD_BYTES);
  readonly #decoded: Int16Array;
  readonly #backDecoded: Int16Array;
  #firstTimestamp: number | undefined;

  /**
   * @param pcm what it says; silence goes on after it
   * @param rateHz of that
   * @param keep how much of what it hears is kept, in samples
   * @throws TacetError TACET_CODEC_UNKNOWN
   */
  constructor(offer: TrackOffer, pcm: Int16Array, rateHz: SampleRate, keep: number) {
    const codec = codecNamed(offer.encoding);
    const wireHz = offer.rateHz ?? rateHz;
    if (codec === undefined || !isSampleRate(wireHz)) throw new TacetError('TACET_CODEC_UNKNOWN');
    this.role = offer.role;
    this.heard = offer.isCopy ? undefined : new Int16Array(keep);
    this.#pcm = pcm;
    this.#rateHz = rateHz;
    this.#wireHz = wireHz;
    this.#frame = new Int16Array((rateHz * PTIME_MS) / 1_000);
    this.#decoded = new Int16Array((wireHz * MAX_PACKET_MS) / 1_000);
    this.#codec = codec.open(wireHz);
    this.#clockPerSample = codec.clockRateHz(wireHz) / wireHz;
    const isSame = wireHz === rateHz;
    this.#said = isSame ? undefined : new Resampler(rateHz, wireHz);
    this.#saidFrame = new Int16Array(this.#said?.maxOutput(this.#frame.length) ?? 0);
    this.#back = isSame ? undefined : new Resampler(wireHz, rateHz);
    this.#backDecoded = new Int16Array(this.#back?.maxOutput(this.#decoded.length) ?? 0);
  }

  /**
   * 20 ms of what it says, as the track sends it.
   * @param at where they begin, in samples
   * @returns undefined where the track sends nothing, or not yet
   */
  say(track: Track | undefined, at: number): Uint8Array | undefined {
    const frame = this.#frame;
    const part = this.#pcm.subarray(at, at + frame.length);
    frame.set(part);
    frame.fill(0, part.length);
    const wire =
      this.#said === undefined
        ? frame
        : this.#saidFrame.subarray(0, this.#said.process(frame, this.#saidFrame));
    const bytes = this.#codec.encode(wire, this.#payload);
    const clock = wire.length * this.#clockPerSample;
    return track?.wrap(this.#payload.subarray(0, bytes), at === 0, clock);
  }

  hear(packet: Packet): void {
    const { heard } = this;
    if (heard === undefined) return;
    this.#firstTimestamp ??= packet.timestamp;
    const clock = delta32(packet.timestamp, this.#firstTimestamp);
    const count = this.#codec.decode(packet.payload, this.#decoded);
    if (count === undefined || clock < 0) return;
    const at = Math.round((clock / this.#clockPerSample) * (this.#rateHz / this.#wireHz));
    if (at >= heard.length) return;
    const pcm = this.#decoded.subarray(0, count);
    const own =
      this.#back === undefined
        ? pcm
        : this.#backDecoded.subarray(0, this.#back.process(pcm, this.#backDecoded));
    heard.set(own.subarray(0, heard.length - at), at);
  }

  close(): void {
    this.#codec.close();
  }
}

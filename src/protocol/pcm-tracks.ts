/** The tracks of a stream of 16-bit samples: apart on the way in, bare on the way out. */
import { millis, type Millis, type SampleRate } from '../core/units.js';
import { Interleaved } from './interleaved.js';
import { sourceFormat } from './json-dialect.js';
import type { ProtocolSink, Track } from './protocol.js';
import { RawMessage } from './raw-message.js';
import { TrackSource } from './track-source.js';

const SAMPLE_BYTES = 2;

export class PcmTracks {
  readonly tracks: readonly PcmTrack[];
  readonly #sink: ProtocolSink;
  readonly #samples: Interleaved;
  #arrivalMs = millis(0);

  /** @param clear the message that drops what the peer has not played; undefined where there is none */
  constructor(
    sink: ProtocolSink,
    channels: 1 | 2,
    rateHz: SampleRate,
    isCopy: boolean,
    clear: string | undefined,
  ) {
    this.#sink = sink;
    this.tracks = Array.from({ length: channels }, () => new PcmTrack(isCopy, clear));
    const format = sourceFormat({ encoding: 'L16LE', rateHz });
    const sources = this.tracks.map((_, track) => new TrackSource(sink, track, format));
    this.#samples = new Interleaved(channels, SAMPLE_BYTES, (channel, pcm) =>
      sources[channel]?.next(pcm, this.#arrivalMs),
    );
  }

  /** A message of any length; one of none is but a sign that more will not come soon. */
  receive(data: Uint8Array, arrivalMs: Millis): void {
    this.#arrivalMs = arrivalMs;
    if (!this.#samples.push(data)) this.#sink.dropped(0, 'TACET_PAYLOAD_BAD');
  }

  close(): void {
    this.#samples.close();
    for (const track of this.tracks) track.close();
  }
}

class PcmTrack implements Track {
  readonly #isCopy: boolean;
  readonly #clear: string | undefined;
  readonly #message = new RawMessage();

  constructor(isCopy: boolean, clear: string | undefined) {
    this.#isCopy = isCopy;
    this.#clear = clear;
  }

  kindOf(): 'audio' {
    return 'audio';
  }

  wrap(payload: Uint8Array): Uint8Array | undefined {
    return this.#isCopy ? undefined : this.#message.wrap(payload);
  }

  skip(): void {
    // There are no timestamps: a pause is nothing sent.
  }

  clear(): string | undefined {
    return this.#isCopy ? undefined : this.#clear;
  }

  close(): void {
    this.#message.close();
  }
}

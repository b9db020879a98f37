/**
 * Puts the parties of a call into one stream of bytes, their samples in turn:
 *
 *     e0 e1 e2 ... | i0 i1 i2 ...  ->  e0 i0 e1 i1 e2 i2 ...
 *
 * A message is whole when the last party has said as much as the others. Owns the last one and zeroes it.
 */
import type { Track } from './protocol.js';

export class InterleavingTracks {
  readonly tracks: readonly Track[];
  readonly #sampleBytes: number;
  readonly #channels: number;
  readonly #onMessage: (samples: number) => void;
  #message = new Uint8Array(0);

  /** @param onMessage told of each message, how many samples of each party are in it */
  constructor(channels: number, sampleBytes: number, onMessage: (samples: number) => void = () => undefined) {
    this.#channels = channels;
    this.#sampleBytes = sampleBytes;
    this.#onMessage = onMessage;
    this.tracks = Array.from({ length: channels }, (_, channel) => ({
      kindOf: () => 'audio' as const,
      wrap: (payload: Uint8Array) => this.#wrap(channel, payload),
      skip: () => undefined,
      // These bridges send copies: nothing comes back that could be dropped.
      clear: () => undefined,
    }));
  }

  close(): void {
    this.#message.fill(0);
  }

  /** @param payload of whole samples, as many for each party */
  #wrap(channel: number, payload: Uint8Array): Uint8Array | undefined {
    const bytes = this.#sampleBytes;
    const length = payload.length * this.#channels;
    if (length !== this.#message.length) {
      this.#message.fill(0);
      this.#message = new Uint8Array(length);
    }
    let to = channel * bytes;
    for (let from = 0; from < payload.length; to += bytes * this.#channels) {
      for (let i = 0; i < bytes; i++) this.#message[to + i] = payload[from++] as number;
    }
    if (channel < this.#channels - 1) return undefined;
    this.#onMessage(payload.length / bytes);
    return this.#message;
  }
}

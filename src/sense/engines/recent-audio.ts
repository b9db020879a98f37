/** The last audio of a leg, for an engine that takes over from one that has failed. Zeroed as it is dropped. */
import { samplesToTicks, ticks, type SampleRate, type Ticks } from '../../core/units.js';

export interface RecentChunk {
  readonly pcm: Int16Array;
  readonly from: Ticks;
  readonly to: Ticks;
}

export class RecentAudio {
  readonly #rateHz: SampleRate;
  readonly #bound: number;
  #chunks: RecentChunk[] = [];

  /** @param bound how much is kept at most */
  constructor(rateHz: SampleRate, bound: Ticks) {
    this.#rateHz = rateHz;
    this.#bound = bound;
  }

  get chunks(): readonly RecentChunk[] {
    return this.#chunks;
  }

  keep(pcm: Int16Array, from: Ticks): void {
    const to = ticks(from + samplesToTicks(pcm.length, this.#rateHz));
    this.#chunks.push({ pcm: pcm.slice(), from, to });
    this.dropBefore(ticks(to - this.#bound));
  }

  /** Drops chunks that end before; one that goes on behind it stays whole. */
  dropBefore(at: Ticks): void {
    const kept = this.#chunks.filter(({ to }) => to > at);
    for (const chunk of this.#chunks) if (!kept.includes(chunk)) chunk.pcm.fill(0);
    this.#chunks = kept;
  }

  clear(): void {
    this.dropBefore(ticks(Number.MAX_SAFE_INTEGER));
  }
}

/**
 * The recorder: a stereo WAV file on the call's media clock, caller left, agent right.
 *
 *     caller  |---------- cleared ----------|--- pending ---|
 *     agent   |---------- cleared ----------|
 *     file    L R L R L R L R ...           ^ the shorter one
 *
 * It is given cleared or filled audio only; nothing else ever reaches it. Sample n of the file is sample n of
 * the call, so a mask in the file lies exactly where its finding says. What waits for the other leg is bounded.
 */
import { BlockPool } from './block-pool.js';
import type { CallFile } from './call-file.js';
import { wavHeader } from './wav-header.js';
import { otherRole, type LegRole } from '../core/ids.js';
import { millisToTicks, ticksToSamples, type SampleRate, type Ticks } from '../core/units.js';

const CHANNELS = 2;
/** What waits for the other leg waits in such blocks: half a second at 8 kHz. */
const BLOCK_SAMPLES = 4_000;
/** Two seconds at 8 kHz go to the file in one write. */
const WRITE_SAMPLES = 4 * BLOCK_SAMPLES;
/** Shared by all calls; what is kept for later is a few MB. */
const BLOCKS = new BlockPool(BLOCK_SAMPLES, 256);
const WRITES = new BlockPool(CHANNELS * WRITE_SAMPLES, 32);
/**
 * A leg that is further behind the other one is silent in the file up to here: it sends nothing, or there is none.
 * More than audio can wait for its clearance (two minutes) and its look-ahead (two seconds).
 */
export const MOST_BEHIND_MS = 130_000;

class Channel {
  readonly #blocks: Int16Array[] = [];
  /** Samples given so far. */
  end = 0;
  pending = 0;

  /** Copies it. */
  add(pcm: Int16Array): void {
    for (let done = 0; done < pcm.length;) {
      const at = this.pending % BLOCK_SAMPLES;
      const count = Math.min(pcm.length - done, BLOCK_SAMPLES - at);
      this.#last(at).set(count === pcm.length ? pcm : pcm.subarray(done, done + count), at);
      done += count;
      this.#grow(count);
    }
  }

  /** Silence up to there, where nothing was given: blocks begin as silence. */
  reach(end: number): void {
    while (this.end < end) {
      const at = this.pending % BLOCK_SAMPLES;
      this.#last(at);
      this.#grow(Math.min(end - this.end, BLOCK_SAMPLES - at));
    }
  }

  /** Moves `count` pending samples, whole blocks or all there are, into every second place of `out`. */
  take(count: number, out: Int16Array, offset: number): void {
    let at = offset;
    for (let left = count; left > 0; left -= BLOCK_SAMPLES) {
      const block = this.#blocks.shift() as Int16Array;
      const taken = Math.min(left, BLOCK_SAMPLES);
      for (let i = 0; i < taken; i++, at += CHANNELS) out[at] = block[i] as number;
      BLOCKS.give(block);
    }
    this.pending -= count;
  }

  /** The block that is being filled; at its first sample a new one. */
  #last(at: number): Int16Array {
    if (at === 0) this.#blocks.push(BLOCKS.take());
    return this.#blocks.at(-1) as Int16Array;
  }

  #grow(count: number): void {
    this.end += count;
    this.pending += count;
  }
}

export class Recorder {
  readonly #file: CallFile;
  readonly #rateHz: SampleRate;
  readonly #mostBehind: number;
  readonly #channels: Readonly<Record<LegRole, Channel>> = { caller: new Channel(), agent: new Channel() };

  constructor(file: CallFile, rateHz: SampleRate, mostBehindMs = MOST_BEHIND_MS) {
    this.#file = file;
    this.#rateHz = rateHz;
    this.#mostBehind = ticksToSamples(millisToTicks(mostBehindMs), rateHz);
    file.append(wavHeader(rateHz, CHANNELS));
  }

  get rateHz(): SampleRate {
    return this.#rateHz;
  }

  /**
   * Copies `pcm`, which is at the recorder's rate. A leg's audio comes in order; a hole before it is silence.
   * What lies where the leg has audio or silence already is left out.
   * @param at where on the call's timeline the first sample lies
   */
  write(leg: LegRole, at: Ticks, pcm: Int16Array): void {
    const { caller, agent } = this.#channels;
    const channel = this.#channels[leg];
    const from = ticksToSamples(at, this.#rateHz);
    channel.reach(from);
    channel.add(pcm.subarray(channel.end - from));
    this.#channels[otherRole(leg)].reach(channel.end - this.#mostBehind);
    while (caller.pending >= WRITE_SAMPLES && agent.pending >= WRITE_SAMPLES) {
      const block = WRITES.take();
      this.#interleave(WRITE_SAMPLES, block, () => WRITES.give(block));
    }
  }

  /** @throws TacetError TACET_STORE_FAILED */
  async seal(): Promise<void> {
    const { caller, agent } = this.#channels;
    const longest = Math.max(caller.pending, agent.pending);
    const end = Math.max(caller.end, agent.end);
    for (const channel of [caller, agent]) channel.reach(end);
    if (longest > 0) this.#interleave(longest, new Int16Array(longest * CHANNELS));
    await this.#file.seal(wavHeader(this.#rateHz, CHANNELS, this.#file.bytes - wavHeader(1, 1).length));
  }

  #interleave(count: number, out: Int16Array, written?: () => void): void {
    this.#channels.caller.take(count, out, 0);
    this.#channels.agent.take(count, out, 1);
    this.#file.append(new Uint8Array(out.buffer), written);
  }
}

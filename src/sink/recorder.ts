/**
 * The recorder: a stereo WAV file on the call's media clock, caller left, agent right.
 *
 *     caller  |---------- cleared ----------|--- pending ---|
 *     agent   |---------- cleared ----------|
 *     blocks  | L R L R ... | L R L R ...   | L 0 L 0 ...   |       half a second each, at 8 kHz
 *     file    L R L R L R L R ...           ^ the shorter one
 *
 * It is given cleared or filled audio only; nothing else ever reaches it. Each leg's samples are put where they will be
 * in the file, so they are copied once. Sample n of the file is sample n of the call, so a mask in the file lies exactly
 * where its finding says. What waits for the other leg is bounded.
 */
import { BlockPool } from './block-pool.js';
import type { CallFile } from './call-file.js';
import { wavHeader } from './wav-header.js';
import { LEG_ROLES, otherRole, type LegRole } from '../core/ids.js';
import { millisToTicks, ticksToSamples, type SampleRate, type Ticks } from '../core/units.js';

const CHANNELS = 2;
/** Samples of one leg in a block. */
const BLOCK_SAMPLES = 4_000;
/** Two seconds at 8 kHz go to the file in one write. */
const WRITE_BLOCKS = 4;
/** Shared by all calls; what is kept for later is a few MB. */
const BLOCKS = new BlockPool(CHANNELS * BLOCK_SAMPLES, 512);
/**
 * A leg that is further behind the other one is silent in the file up to here: it sends nothing, or there is none.
 * More than audio can wait for its clearance (two minutes) and its look-ahead (two seconds).
 */
export const MOST_BEHIND_MS = 130_000;
/** Where its samples stand among those of a block. */
const SIDES: Readonly<Record<LegRole, number>> = { caller: 0, agent: 1 };

let recorders = 0;

export class Recorder {
  readonly #file: CallFile;
  readonly #rateHz: SampleRate;
  readonly #mostBehind: number;
  /** What the file does not have yet. */
  readonly #blocks: Int16Array[] = [];
  /** Where the first of them begins. */
  #from = 0;
  /** Up to where each leg has audio or silence. */
  readonly #ends: Record<LegRole, number> = { caller: 0, agent: 0 };
  /** Blocks that the next write has: calls that begin together do not write together. */
  #writeBlocks = 1 + (recorders++ % WRITE_BLOCKS);

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
    const from = ticksToSamples(at, this.#rateHz);
    const first = Math.max(0, this.#ends[leg] - from);
    const to = from + pcm.length;
    for (let done = first; done < pcm.length;) {
      const place = from + done - this.#from;
      const within = place % BLOCK_SAMPLES;
      const count = Math.min(pcm.length - done, BLOCK_SAMPLES - within);
      const block = this.#block((place - within) / BLOCK_SAMPLES);
      let out = CHANNELS * within + SIDES[leg];
      for (let i = done; i < done + count; i++, out += CHANNELS) block[out] = pcm[i] as number;
      done += count;
    }
    this.#reach(leg, to);
    this.#reach(otherRole(leg), to - this.#mostBehind);
    this.#flush();
  }

  /** This leg is silent up to there, where it has nothing: nobody waits for it. */
  silent(leg: LegRole, to: Ticks): void {
    this.#reach(leg, ticksToSamples(to, this.#rateHz));
    this.#flush();
  }

  /** @throws TacetError TACET_STORE_FAILED */
  async seal(): Promise<void> {
    const end = Math.max(...LEG_ROLES.map((leg) => this.#ends[leg]));
    for (let left = end - this.#from; left > 0; left -= BLOCK_SAMPLES)
      this.#append(CHANNELS * Math.min(left, BLOCK_SAMPLES));
    await this.#file.seal(wavHeader(this.#rateHz, CHANNELS, this.#file.bytes - wavHeader(1, 1).length));
  }

  /** Blocks begin as silence. */
  #block(index: number): Int16Array {
    while (this.#blocks.length <= index) this.#blocks.push(BLOCKS.take());
    return this.#blocks[index] as Int16Array;
  }

  #reach(leg: LegRole, end: number): void {
    if (end > this.#ends[leg]) this.#ends[leg] = end;
  }

  /** Writes what both legs have, where it is enough. */
  #flush(): void {
    const { caller, agent } = this.#ends;
    const both = Math.min(caller, agent);
    while (both - this.#from >= this.#writeBlocks * BLOCK_SAMPLES) {
      for (let i = 0; i < this.#writeBlocks; i++) this.#append(CHANNELS * BLOCK_SAMPLES);
      this.#writeBlocks = WRITE_BLOCKS;
    }
  }

  /** Hands the first block to the file. */
  #append(samples: number): void {
    const block = this.#block(0);
    this.#blocks.shift();
    this.#from += BLOCK_SAMPLES;
    const bytes = new Uint8Array(block.buffer, 0, samples * Int16Array.BYTES_PER_ELEMENT);
    this.#file.append(bytes, () => BLOCKS.give(block));
  }
}

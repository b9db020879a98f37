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
import type { CallFile } from './call-file.js';
import { wavHeader } from './wav-header.js';
import { otherRole, type LegRole } from '../core/ids.js';
import { millisToTicks, ticksToSamples, type SampleRate, type Ticks } from '../core/units.js';

const CHANNELS = 2;
/** About a second of stereo at 8 kHz: one write a second and call. */
const BLOCK_SAMPLES = 8_000;
/**
 * A leg that is further behind the other one is silent in the file up to here: it sends nothing, or there is none.
 * More than audio can wait for its clearance (two minutes) and its look-ahead (two seconds).
 */
export const MOST_BEHIND_MS = 130_000;

class Channel {
  #blocks: Int16Array[] = [];
  /** Samples given so far. */
  end = 0;
  pending = 0;

  add(pcm: Int16Array): void {
    this.#blocks.push(pcm);
    this.end += pcm.length;
    this.pending += pcm.length;
  }

  /** Silence up to there, where nothing was given. */
  reach(end: number): void {
    if (end > this.end) this.add(new Int16Array(end - this.end));
  }

  /** Moves `count` pending samples into every second place of `out`. */
  take(count: number, out: Int16Array, offset: number): void {
    let at = offset;
    let wanted = count;
    while (wanted > 0) {
      const block = this.#blocks[0] as Int16Array;
      const taken = Math.min(wanted, block.length);
      for (let i = 0; i < taken; i++, at += CHANNELS) out[at] = block[i] as number;
      if (taken === block.length) this.#blocks.shift();
      else this.#blocks[0] = block.subarray(taken);
      wanted -= taken;
    }
    this.pending -= count;
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
   * Takes ownership of `pcm`, at the recorder's rate. A leg's audio comes in order; a hole before it is silence.
   * What lies where the leg has audio or silence already is left out.
   * @param at where on the call's timeline the first sample lies
   */
  write(leg: LegRole, at: Ticks, pcm: Int16Array): void {
    const channel = this.#channels[leg];
    const from = ticksToSamples(at, this.#rateHz);
    channel.reach(from);
    channel.add(pcm.subarray(channel.end - from));
    this.#channels[otherRole(leg)].reach(channel.end - this.#mostBehind);
    const both = Math.min(this.#channels.caller.pending, this.#channels.agent.pending);
    if (both >= BLOCK_SAMPLES) this.#interleave(both);
  }

  /** @throws TacetError TACET_STORE_FAILED */
  async seal(): Promise<void> {
    const { caller, agent } = this.#channels;
    const longest = Math.max(caller.pending, agent.pending);
    const end = Math.max(caller.end, agent.end);
    for (const channel of [caller, agent]) channel.reach(end);
    if (longest > 0) this.#interleave(longest);
    await this.#file.seal(wavHeader(this.#rateHz, CHANNELS, this.#file.bytes - wavHeader(1, 1).length));
  }

  #interleave(count: number): void {
    const out = new Int16Array(count * CHANNELS);
    this.#channels.caller.take(count, out, 0);
    this.#channels.agent.take(count, out, 1);
    this.#file.append(new Uint8Array(out.buffer));
  }
}

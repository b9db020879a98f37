/**
 * The voice tap: tells talk-spurts from background by energy alone, step 5 of the walk.
 *
 *     quiet --loud--> starting --50 ms--> speaking --quiet--> stopping --hang-over--> quiet
 *       ^________________|                    ^_____loud_________|
 *
 * The background is the quietest 40 ms of the last second: speech, which pauses, does not raise it, and steady
 * noise is learnt within a second. It errs on the side of hearing speech: the recogniser is skipped only where
 * there is none. It owns half a millisecond of samples, zeroed on close. It never allocates for a frame, and
 * what it says does not depend on how the audio was cut into frames.
 */
import { TacetError } from '../core/errors.js';
import type { Span } from '../core/span.js';
import {
  TICKS_PER_MILLI,
  ticks,
  ticksPerSample,
  ticksToSamples,
  type SampleRate,
  type Samples,
  type Ticks,
} from '../core/units.js';
import type { Frame } from '../media/frame.js';
import type { Tap } from './tap.js';

export interface VadSink {
  spurtStarted(from: Ticks): void;
  /** `span.to` is where the last speech was heard, not where the hang-over ended. */
  spurtEnded(span: Span): void;
  /** Every 10 ms that end at `to`: mean squares after the lag filter, of them and of the background. */
  blockHeard?(to: Ticks, power: number, floor: number): void;
}

export type VadState = 'quiet' | 'starting' | 'speaking' | 'stopping';

const NEXT: Readonly<Record<VadState, readonly VadState[]>> = {
  quiet: ['starting'],
  starting: ['speaking', 'quiet'],
  speaking: ['stopping', 'quiet'],
  stopping: ['speaking', 'quiet'],
};

const BLOCK_TICKS = ticks(10 * TICKS_PER_MILLI);
/** Each sample less the one 0.5 ms before it: passes 300 to 1700 Hz, takes 10 dB and more off hum and rumble. */
const LAG_HZ = 2_000;
/** Loudness is the mean of two blocks, background of four: alone, a block of noise strays too far. */
const LOUD_BLOCKS = 2;
const FLOOR_BLOCKS = 4;
/** Shorter sounds are clicks; a click on the edge of two blocks is loud for 40 ms. */
const START_TICKS = 50 * TICKS_PER_MILLI;
/** Bridges the pauses inside words and the soft ends of them. */
const HANG_OVER_TICKS = 300 * TICKS_PER_MILLI;

/** The background is the minimum of eight slots of 100 ms and the one being filled. */
const SLOTS = 8;
const BLOCKS_PER_SLOT = 10;

const FULL_SCALE = 32_768 ** 2;
const powerOf = (dBFS: number): number => FULL_SCALE * 10 ** (dBFS / 10);
/** Below this a line counts as silent, however quiet its background. */
const LOWEST_FLOOR = powerOf(-68);
/** A background no louder than this is assumed before any was heard. */
const FIRST_FLOOR = powerOf(-60);
/** Loud is 4 dB above the background: speech at 10 dB over pink noise is, the noise itself is not. */
export const LOUD_OVER_FLOOR = 10 ** 0.4;

export class VoiceDetector implements Tap {
  readonly #sink: VadSink;
  readonly #ticksPerSample: number;
  readonly #blockSamples: Samples;
  /** The last samples, as far back as the lag. */
  readonly #tail: Int16Array;
  /** Samples in the block being filled, and their energy after the lag filter: whole numbers, so exact. */
  #filled = 0;
  #energy = 0;
  /** Whether the block holds anything that did not come off the wire. */
  #isMadeUp = false;
  /** Mean squares of the last blocks; how many blocks in a row came off the wire. */
  readonly #powers = new Float64Array(FLOOR_BLOCKS);
  #blocks = 0;
  #receivedBlocks = 0;

  #nextAt: Ticks | undefined;
  #at = ticks(0);
  /** Where the timeline last began or jumped. */
  #beganAt = ticks(0);

  readonly #slots = new Float64Array(SLOTS).fill(Infinity);
  #slot = 0;
  #slotBlocks = 0;
  /** The minimum of the slot being filled, of the full ones, and of both. */
  #slotFloor = Infinity;
  #oldFloor = FIRST_FLOOR;
  #floor = FIRST_FLOOR;

  #state: VadState = 'quiet';
  #from = ticks(0);
  /** End of the last loud block; where the leg began, where none was. */
  #loudTo: Ticks | undefined;
  #isClosed = false;

  constructor(rateHz: SampleRate, sink: VadSink) {
    this.#sink = sink;
    this.#ticksPerSample = ticksPerSample(rateHz);
    this.#blockSamples = ticksToSamples(BLOCK_TICKS, rateHz);
    this.#tail = new Int16Array(rateHz / LAG_HZ);
  }

  get state(): VadState {
    return this.#state;
  }

  /** Whether a talk-spurt is going on, its hang-over included. */
  get speaking(): boolean {
    return this.#state === 'speaking' || this.#state === 'stopping';
  }

  /** Since the last 10 ms that were loud, a click among them; since the leg began where none were. */
  get silentFor(): Ticks {
    return ticks(this.#loudTo === undefined ? 0 : this.#at - this.#loudTo);
  }

  get heardTo(): Ticks {
    return this.#at;
  }

  push(frame: Frame): void {
    if (this.#isClosed) return;
    if (frame.span.from !== this.#nextAt) this.#restart(frame.span.from);
    const pcm = frame.pcm;
    let taken = 0;
    while (taken < pcm.length) {
      const end = Math.min(pcm.length, taken + (this.#blockSamples - this.#filled));
      this.#energy += this.#filteredEnergy(pcm, taken, end);
      this.#filled += end - taken;
      taken = end;
      if (frame.origin !== 'received') this.#isMadeUp = true;
      if (this.#filled === this.#blockSamples) this.#judge();
    }
    this.#keepTail(pcm);
    this.#nextAt = ticks(frame.span.from + pcm.length * this.#ticksPerSample);
  }

  /** The leg ends or pauses here: an open talk-spurt ends where it was last heard. */
  flush(): void {
    this.#end();
    this.#nextAt = undefined;
    this.#forget();
  }

  /** Says nothing: flush first to have an open talk-spurt ended. Closing twice does nothing. */
  close(): void {
    this.#isClosed = true;
    this.#state = 'quiet';
    this.#loudTo = undefined;
    this.#forget();
    this.#slots.fill(Infinity);
    this.#slotFloor = Infinity;
    this.#oldFloor = this.#floor = FIRST_FLOOR;
  }

  #judge(): void {
    const power = this.#takePower();
    this.#powers[this.#blocks++ % FLOOR_BLOCKS] = power;
    this.#receivedBlocks = this.#isMadeUp ? 0 : this.#receivedBlocks + 1;
    this.#isMadeUp = false;
    if (this.#receivedBlocks >= FLOOR_BLOCKS) this.#learn(this.#meanPower(FLOOR_BLOCKS));
    this.#at = ticks(this.#at + BLOCK_TICKS);
    this.#sink.blockHeard?.(this.#at, power, this.#floor);
    if (this.#meanPower(LOUD_BLOCKS) > this.#floor * LOUD_OVER_FLOOR) {
      this.#loudTo = this.#at;
      this.#hearLoud(ticks(this.#at - LOUD_BLOCKS * BLOCK_TICKS));
    } else this.#hearQuiet();
  }

  #filteredEnergy(pcm: Int16Array, from: number, to: number): number {
    const tail = this.#tail;
    const lag = tail.length;
    let energy = 0;
    let i = from;
    for (; i < to && i < lag; i++) {
      const x = (pcm[i] as number) - (tail[i] as number);
      energy += x * x;
    }
    for (; i < to; i++) {
      const x = (pcm[i] as number) - (pcm[i - lag] as number);
      energy += x * x;
    }
    return energy;
  }

  #keepTail(pcm: Int16Array): void {
    const tail = this.#tail;
    const kept = Math.max(0, tail.length - pcm.length);
    tail.copyWithin(0, tail.length - kept);
    for (let i = kept; i < tail.length; i++) tail[i] = pcm[pcm.length - tail.length + i] as number;
  }

  /** Empties the block. @returns its mean square; the filter doubles that of white noise. */
  #takePower(): number {
    const power = this.#energy / (2 * this.#blockSamples);
    this.#filled = this.#energy = 0;
    return power;
  }

  #meanPower(blocks: number): number {
    let sum = 0;
    for (let i = 1; i <= blocks; i++) {
      sum += this.#powers[(this.#blocks - i + FLOOR_BLOCKS) % FLOOR_BLOCKS] as number;
    }
    return sum / blocks;
  }

  #hearLoud(from: Ticks): void {
    switch (this.#state) {
      case 'quiet':
        this.#from = ticks(Math.max(from, this.#beganAt));
        this.#go('starting');
        break;
      case 'starting':
        if (this.#at - this.#from < START_TICKS) break;
        this.#go('speaking');
        this.#sink.spurtStarted(this.#from);
        break;
      case 'stopping':
        this.#go('speaking');
        break;
      case 'speaking':
    }
  }

  #hearQuiet(): void {
    switch (this.#state) {
      case 'quiet':
        break;
      case 'starting':
        this.#go('quiet');
        break;
      case 'speaking':
        this.#go('stopping');
        break;
      case 'stopping':
        if (this.silentFor >= HANG_OVER_TICKS) this.#end();
    }
  }

  /** Keeps the minimum over a sliding second, in slots. */
  #learn(power: number): void {
    if (power < this.#slotFloor) this.#slotFloor = power;
    if (++this.#slotBlocks === BLOCKS_PER_SLOT) {
      this.#slots[this.#slot] = this.#slotFloor;
      this.#slot = (this.#slot + 1) % SLOTS;
      this.#slotBlocks = 0;
      this.#slotFloor = Infinity;
      this.#oldFloor = Infinity;
      for (const floor of this.#slots) if (floor < this.#oldFloor) this.#oldFloor = floor;
      // Until a second was heard the leg may have begun in the middle of speech.
      if (this.#slots.includes(Infinity)) this.#oldFloor = Math.min(this.#oldFloor, FIRST_FLOOR);
    }
    this.#floor = Math.max(Math.min(this.#slotFloor, this.#oldFloor), LOWEST_FLOOR);
  }

  #restart(at: Ticks): void {
    if (at < this.#at || at - this.#at >= HANG_OVER_TICKS) this.#end();
    if (this.#loudTo === undefined || at < this.#loudTo) this.#loudTo = at;
    this.#forget();
    this.#beganAt = this.#at = at;
  }

  #forget(): void {
    this.#tail.fill(0);
    this.#filled = this.#energy = 0;
    this.#isMadeUp = false;
    this.#powers.fill(0);
    this.#receivedBlocks = 0;
  }

  #end(): void {
    const hadSpurt = this.speaking;
    if (this.#state !== 'quiet') this.#go('quiet');
    if (hadSpurt && this.#loudTo !== undefined) this.#sink.spurtEnded({ from: this.#from, to: this.#loudTo });
  }

  #go(to: VadState): void {
    if (!NEXT[this.#state].includes(to)) throw new TacetError('TACET_INTERNAL', `${this.#state} to ${to}`);
    this.#state = to;
  }
}

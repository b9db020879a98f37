/**
 * The cadence tap: does this sound like somebody who reads out digits? By loudness alone, whatever the language.
 *
 *     digits    |##|   |##|   |##|      |##|   |##|      an onset every 0.4 to 1.6 s
 *     talk      |#|#|##|#| |#||##|#|#|                   several a second
 *     evidence  0   +1     +2 reading ...                -1 -1 ... not reading
 *
 * A burst begins where the level has risen 8 dB above the valley before it, and ends 8 dB below its own peak. The
 * time between two onsets speaks for digits or against them; two steps of evidence make a reading, which ends when
 * none is left, or 2 s after the last onset. Thresholds were chosen on one half of the speakers of a labelled pack
 * and measured on the other: `npm run bench:cadence`. State is bounded; no object is made for a frame.
 */
import type { Tap } from './tap.js';
import { LOUD_OVER_FLOOR, VoiceDetector } from './vad.js';
import { millisToTicks, ticks, type SampleRate, type Ticks } from '../core/units.js';
import type { Frame } from '../media/frame.js';

/** 8 dB: the dip between two digits is deeper, most dips inside one are not. */
const STEP = 10 ** 0.8;
/** Onsets closer than this are syllables of running talk. */
const TALK_BELOW = millisToTicks(250);
/** Onsets this far apart are words on their own, as digits are; in between it may be either. */
const DIGITS_FROM = millisToTicks(420);
/** The pause between groups of digits; a longer one says nothing. */
const DIGITS_TO = millisToTicks(1_600);
/** After so long without an onset nobody is reading. */
const RUN_GAP = millisToTicks(2_000);
const READING_AT = 2;
/** A reading survives so many syllables that do not fit, less one. */
const MOST_EVIDENCE = 4;
/** An onset is noticed late: a word may begin softly. */
const SOFT_START = millisToTicks(200);

export class CadenceTap implements Tap {
  readonly #voice: VoiceDetector;
  #heardTo: Ticks = ticks(0);
  /** The blocks before this one: the level is the mean of three. */
  #before = 0;
  #beforeThat = 0;
  #isBurst = false;
  /** Of the burst that is going on; of the valley since the last one. */
  #peak = 0;
  #valley = Infinity;
  #lastOnset: Ticks | undefined;
  #evidence = 0;
  #isReading = false;
  #runFrom: Ticks = ticks(0);

  constructor(rateHz: SampleRate) {
    this.#voice = new VoiceDetector(rateHz, {
      spurtStarted: () => undefined,
      spurtEnded: () => undefined,
      blockHeard: (to, power, floor) => this.#hear(to, power, floor),
    });
  }

  /** Something is being said, or begins to be. */
  get isVoice(): boolean {
    return this.#voice.state !== 'quiet';
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  /** Where the reading began, or may have begun. */
  get readingFrom(): Ticks {
    return ticks(Math.max(0, this.#runFrom - SOFT_START));
  }

  /** No reading that is yet to be noticed began before this. */
  get clearedTo(): Ticks {
    const isOpen = this.#lastOnset !== undefined && !this.#isReading;
    return isOpen ? this.readingFrom : ticks(Math.max(0, this.#heardTo - SOFT_START));
  }

  push(frame: Frame): void {
    this.#voice.push(frame);
  }

  close(): void {
    this.#voice.close();
    this.#before = this.#beforeThat = this.#peak = 0;
    this.#isBurst = this.#isReading = false;
    this.#valley = Infinity;
    this.#stop();
  }

  #hear(to: Ticks, power: number, floor: number): void {
    const level = (power + this.#before + this.#beforeThat) / 3;
    this.#beforeThat = this.#before;
    this.#before = power;
    // A timeline may restart: what was heard before is no measure then.
    if (to < this.#heardTo || (this.#lastOnset !== undefined && to - this.#lastOnset > RUN_GAP)) this.#stop();
    this.#heardTo = to;
    const least = floor * LOUD_OVER_FLOOR;
    if (this.#isBurst) {
      if (level > this.#peak) this.#peak = level;
      if (level >= least && level * STEP >= this.#peak) return;
      this.#isBurst = false;
      this.#valley = level;
    } else {
      if (level < this.#valley) this.#valley = level;
      if (level <= least || level <= this.#valley * STEP) return;
      this.#isBurst = true;
      this.#peak = level;
      this.#weigh(to);
    }
  }

  #weigh(onset: Ticks): void {
    const since = this.#lastOnset === undefined ? Infinity : onset - this.#lastOnset;
    this.#lastOnset = onset;
    if (since < TALK_BELOW) this.#evidence = Math.max(0, this.#evidence - 1);
    else if (since >= DIGITS_FROM && since < DIGITS_TO)
      this.#evidence = Math.min(MOST_EVIDENCE, this.#evidence + 1);
    if (this.#evidence === 0) {
      this.#isReading = false;
      this.#runFrom = onset;
    } else if (this.#evidence >= READING_AT) this.#isReading = true;
  }

  #stop(): void {
    this.#lastOnset = undefined;
    this.#evidence = 0;
    this.#isReading = false;
  }
}

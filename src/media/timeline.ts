/**
 * Gives each packet its place on the leg's own timeline, in Ticks, from its RTP timestamp.
 *
 *     timestamps   | packet |  (nothing)  | packet |
 *     timeline     0        ^ head         ^ at          the gap is filled by the owner, lost or dtx
 *
 * Third step of the walk, behind the jitter buffer: packets come in order of their sequence numbers. The
 * head only moves forward, and every tick before it was placed once: gaps + packets - trims + advances ==
 * head. Timestamps that make no sense (a leap, a step back) move the mapping, never the head. Owns numbers
 * only; never touches audio and has no timer.
 */
import { delta32 } from '../core/serial.js';
import {
  millisToTicks,
  TICKS_PER_MILLI,
  TICKS_PER_SECOND,
  ticks,
  type Millis,
  type Ticks,
} from '../core/units.js';

/** `lost`: packets are missing; `dtx`: the sender chose to send nothing. */
export type GapKind = 'none' | 'lost' | 'dtx';

/** Where a packet goes. The object is reused: valid until the next call, of any timeline. */
export interface Placement {
  /** To be filled from the old head to `at`. */
  readonly gapTicks: Ticks;
  readonly gapKind: GapKind;
  /** Where what is left of the packet starts. */
  readonly at: Ticks;
  /** How much of the packet's front lies before the head and has to be left out. */
  readonly trimTicks: Ticks;
  /** The timestamp did not follow on the last one: what comes is no continuation of what was. */
  readonly isRebased: boolean;
}

/** A longer gap is not filled. */
export const MAX_GAP_TICKS = millisToTicks(30_000);
/** How far timestamps may run ahead of the arrivals. */
export const GAP_LEEWAY_TICKS = millisToTicks(1_000);

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** One for all legs: it stays in the caches. */
const PLACEMENT: Writable<Placement> = {
  gapTicks: ticks(0),
  gapKind: 'none',
  at: ticks(0),
  trimTicks: ticks(0),
  isRebased: false,
};

export class Timeline {
  readonly #ticksPerClock: number;
  #head = 0;
  /** The end of the last packet: behind the head where the head was advanced by the owner. */
  #placedTo = 0;
  #isMapped = false;
  /** As a signed number: another would lie beside the object, and be fetched for each packet. */
  #baseTimestamp = 0;
  #basePosition = 0;
  #lastArrivalMs = 0;

  /** Leaps forward that no pause explains. */
  discontinuities = 0;
  /** Every time the mapping moved, leaps and restarts included. */
  rebases = 0;
  lostTicks = 0;
  dtxTicks = 0;
  trimmedTicks = 0;
  advancedTicks = 0;

  constructor(clockRateHz: number) {
    this.#ticksPerClock = TICKS_PER_SECOND / clockRateHz;
  }

  /** Everything before it has its place; nothing after it has. */
  get head(): Ticks {
    return ticks(this.#head);
  }

  /**
   * @param lostBefore packets missing right before this one
   * @returns a reused object, valid until the next call
   */
  place(timestamp: number, durationTicks: Ticks, lostBefore: number, arrivalMs: Millis): Placement {
    // Nothing to place: it must not move the mapping either.
    if (durationTicks <= 0) return this.#answer(0, 'none', this.#head, 0, false);
    if (!this.#isMapped) return this.#rebase(timestamp, durationTicks, arrivalMs, this.rebases > 0);
    const at = this.#map(timestamp);
    const gap = at - this.#head;

    if (gap < 0) {
      const trim = -gap;
      // Audio before a head that the owner advanced has never been placed: all of it goes to the head.
      const isDouble = this.#placedTo === this.#head && trim < durationTicks;
      if (!isDouble) return this.#rebase(timestamp, durationTicks, arrivalMs, true);
      this.trimmedTicks += trim;
      this.#put(timestamp, at, durationTicks, arrivalMs);
      return this.#answer(0, 'none', at + trim, trim, false);
    }
    if (gap > 0 && !this.#isPlausible(at, arrivalMs)) {
      this.discontinuities++;
      return this.#rebase(timestamp, durationTicks, arrivalMs, true);
    }
    this.#put(timestamp, at, durationTicks, arrivalMs);
    if (gap === 0) return this.#answer(0, 'none', at, 0, false);
    const kind = lostBefore > 0 ? 'lost' : 'dtx';
    if (kind === 'lost') this.lostTicks += gap;
    else this.dtxTicks += gap;
    return this.#answer(gap, kind, at, 0, false);
  }

  /** Another source or another count of timestamps: the next packet goes to the head. */
  restart(): void {
    if (!this.#isMapped) return;
    this.#isMapped = false;
    this.rebases++;
  }

  /** The sender is silent and the owner has filled up to `to`; a position before the head changes nothing. */
  advanceTo(to: Ticks): void {
    if (to <= this.#head) return;
    this.advancedTicks += to - this.#head;
    this.#head = to;
  }

  /**
   * Where a timestamp lies, placed or not: for events that point at a time beside the audio.
   * @returns the head where it is further off than any gap may be; undefined before the first packet
   */
  locate(timestamp: number): Ticks | undefined {
    if (!this.#isMapped) return undefined;
    const at = this.#map(timestamp);
    if (Math.abs(at - this.#head) > MAX_GAP_TICKS) return this.head;
    return ticks(Math.max(0, at));
  }

  /** Whether the sender can have got so far ahead since its last packet. */
  #isPlausible(at: number, arrivalMs: Millis): boolean {
    if (at - this.#head > MAX_GAP_TICKS) return false;
    const elapsed = Math.max(0, arrivalMs - this.#lastArrivalMs) * TICKS_PER_MILLI;
    return at - this.#placedTo <= elapsed + GAP_LEEWAY_TICKS;
  }

  #map(timestamp: number): number {
    return this.#basePosition + delta32(timestamp, this.#baseTimestamp) * this.#ticksPerClock;
  }

  #rebase(timestamp: number, durationTicks: Ticks, arrivalMs: Millis, isRebased: boolean): Placement {
    if (this.#isMapped) this.rebases++;
    this.#isMapped = true;
    this.#put(timestamp, this.#head, durationTicks, arrivalMs);
    return this.#answer(0, 'none', this.#basePosition, 0, isRebased);
  }

  #put(timestamp: number, position: number, durationTicks: Ticks, arrivalMs: Millis): void {
    this.#baseTimestamp = timestamp | 0;
    this.#basePosition = position;
    this.#head = position + durationTicks;
    this.#placedTo = this.#head;
    this.#lastArrivalMs = Math.max(this.#lastArrivalMs, arrivalMs);
  }

  #answer(gap: number, kind: GapKind, at: number, trim: number, isRebased: boolean): Placement {
    const placement = PLACEMENT;
    placement.gapTicks = ticks(gap);
    placement.gapKind = kind;
    placement.at = ticks(at);
    placement.trimTicks = ticks(trim);
    placement.isRebased = isRebased;
    return placement;
  }
}

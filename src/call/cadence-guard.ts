/**
 * Stands in for the recogniser of one leg while that is late or dead: masks by the sound of the voice alone.
 *
 *     recogniser      secret expected                    not expected
 *     in time         nothing                            nothing
 *     late, lost      caller: any voice; agent: digits   digits, under `whenBlind: cadence`
 *     blind, `mask`   nothing: the live gate masks everything by itself
 *
 * It is the leg's last tap, so it speaks up before the frame is decided. Its findings are suspicions until the
 * recogniser has caught up: what that has heard is governed by its words, so the suspicion is withdrawn; what
 * nobody will ever hear is confirmed. Runs on the main thread, because it is for when the worker is gone.
 */
import type { Belief, Finding } from '../core/finding.js';
import { newFindingId, type FindingId, type LegRole } from '../core/ids.js';
import { FOREVER, span, SpanSet, type Span } from '../core/span.js';
import { millisToTicks, type SampleRate, type Ticks } from '../core/units.js';
import type { Policy } from '../gate/policy.js';
import type { Frame } from '../media/frame.js';
import { CadenceTap } from '../sense/cadence.js';
import type { Tap } from '../sense/tap.js';

/** Any voice stays masked over the pauses between digits and words. */
const HOLD = millisToTicks(1_000);
/** What was said just before the voice detector noticed. */
const SOFT_START = millisToTicks(100);
/** How far the watermarks of a quiet leg stay behind: what the speech tap holds back, and how often it tells. */
const QUIET_LAG = millisToTicks(500);
/** Suspected, on no words at all. */
const SCORE = 0.5;

interface Masked {
  readonly id: FindingId;
  /** All that was masked; `to` is FOREVER while it goes on. */
  whole: Span;
  /** From here on nobody has heard it yet. */
  from: Ticks;
  /** Up to here the recording is written: what it holds of this from `from` on is masked. */
  writtenTo: Ticks;
}

export interface CadenceGuardOptions {
  readonly leg: LegRole;
  readonly rateHz: SampleRate;
  readonly policy: Policy;
  /** Whether there is a recogniser that could be late. */
  readonly hears: boolean;
  readonly origin: Ticks;
  readonly onFinding: (finding: Finding) => void;
}

export class CadenceGuard implements Tap {
  readonly #options: CadenceGuardOptions;
  readonly #cadence: CadenceTap;
  readonly #unheard = new SpanSet();
  /** Not settled yet, oldest first; the last may be open. */
  #masked: Masked[] = [];
  #open: Masked | undefined;
  #isArmed = false;
  #isLost = false;
  #isLate = false;
  #heardTo: Ticks;
  /** The end of what nobody will hear: late until the recogniser has heard beyond. */
  #deafTo = 0 as Ticks;
  #head: Ticks;
  #voiceFrom: Ticks | undefined;
  #voiceTo: Ticks | undefined;

  constructor(options: CadenceGuardOptions) {
    this.#options = options;
    this.#heardTo = this.#head = options.origin;
    this.#cadence = new CadenceTap(options.rateHz);
  }

  /** No digits that are yet to be noticed began before this: for where nobody hears words. */
  get clearedTo(): Ticks {
    return this.#cadence.clearedTo;
  }

  push(frame: Frame): void {
    this.#cadence.push(frame);
    this.#head = frame.span.to;
    this.#followVoice(frame.span);
    const from = this.#maskFrom();
    if (from === undefined) this.#shut(frame.span.from);
    else if (this.#open === undefined) this.#start(from);
  }

  /** No more audio comes; the recogniser may still hear what there is. */
  ended(): void {
    this.#shut(this.#head);
  }

  arm(isArmed: boolean): void {
    this.#isArmed = isArmed;
  }

  tapLost(isLost: boolean): void {
    this.#isLost = isLost;
  }

  /** A stretch that no recogniser will hear; told before `heard` passes it. */
  unheard(stretch: Span): void {
    this.#unheard.add(stretch);
    if (stretch.to > this.#deafTo) this.#deafTo = stretch.to;
  }

  /** The recogniser has heard up to `heardTo`; up to `clearedTo` it has found what there is. */
  heard(heardTo: Ticks, clearedTo: Ticks): void {
    if (heardTo > this.#heardTo) this.#heardTo = heardTo;
    for (const masked of this.#masked) {
      if (masked.whole.to <= clearedTo) this.#settle(masked);
      else this.#clear(masked, clearedTo);
    }
    this.#drop((masked) => masked.whole.to <= clearedTo);
    this.#unheard.dropBefore(Math.min(clearedTo, this.#masked[0]?.from ?? clearedTo) as Ticks);
  }

  /** Up to here the recording is written: what no recogniser has heard by now is masked in it for good. */
  released(to: Ticks): void {
    for (const masked of this.#masked) {
      masked.writtenTo = to;
      // What words had cleared of it was released as it was.
      if (masked.whole.to <= to)
        this.#confirm(masked, span(Math.min(masked.from, masked.whole.to), masked.whole.to));
    }
    this.#drop((masked) => masked.whole.to <= to);
  }

  /** The leg has ended, and nobody will hear the rest. */
  finish(): void {
    this.ended();
    this.released(FOREVER);
  }

  close(): void {
    this.#cadence.close();
  }

  #followVoice(frame: Span): void {
    if (this.#cadence.isVoice) {
      this.#voiceFrom ??= (frame.from - SOFT_START) as Ticks;
      this.#voiceTo = frame.to;
    } else this.#voiceFrom = undefined;
  }

  /** Where masking is to begin if it has not yet; undefined where nothing is to be masked now. */
  #maskFrom(): Ticks | undefined {
    const { leg, policy, hears } = this.#options;
    if (hears && !this.#followLag()) return undefined;
    const isBlind = this.#isLost || this.#head - this.#heardTo > policy.blindAfter;
    if (hears && isBlind && policy.whenBlind === 'mask') return undefined;
    if (this.#isArmed && leg === 'caller') return this.#voiceMaskFrom();
    if (!this.#isArmed && policy.whenBlind !== 'cadence') return undefined;
    return this.#cadence.isReading ? this.#notHeard(this.#cadence.readingFrom) : undefined;
  }

  /**
   * Speech that waits to be heard makes it late; of a quiet leg the recogniser is told later. It is in time again
   * well within the limit: answers come in chunks, and digits would pass in slices.
   */
  #followLag(): boolean {
    const { lateAfter } = this.#options.policy;
    const lag = this.#head - this.#heardTo;
    const said = Math.min(lag, this.#head - (this.#voiceFrom ?? this.#head));
    const isOver = said > lateAfter || lag > lateAfter + QUIET_LAG;
    const isDeaf = this.#isLost || this.#heardTo < this.#deafTo;
    this.#isLate = isDeaf || isOver || (this.#isLate && lag > lateAfter / 2);
    return this.#isLate;
  }

  #voiceMaskFrom(): Ticks | undefined {
    if (this.#voiceFrom !== undefined) return this.#notHeard(this.#voiceFrom);
    const isPause = this.#open !== undefined && this.#head - (this.#voiceTo ?? 0) < HOLD;
    return isPause ? this.#open?.from : undefined;
  }

  #notHeard(from: Ticks): Ticks {
    return Math.min(this.#head, Math.max(from, this.#heardTo)) as Ticks;
  }

  #start(from: Ticks): void {
    const masked: Masked = { id: newFindingId(), whole: span(from, FOREVER), from, writtenTo: from };
    this.#open = masked;
    this.#masked.push(masked);
    this.#publish(masked, masked.whole, 'suspected', false);
  }

  #shut(at: Ticks): void {
    const masked = this.#open;
    if (masked === undefined) return;
    this.#open = undefined;
    masked.whole = span(masked.whole.from, Math.max(masked.whole.from, at));
    this.#publish(masked, span(Math.min(masked.from, masked.whole.to), masked.whole.to), 'suspected', false);
  }

  /** The recogniser has found what there is up to `to`: from there on, or from where it was away, it is suspected. */
  #clear(masked: Masked, to: Ticks): void {
    if (masked.from >= to) return;
    const missed = this.#unheard.within(span(masked.from, to))[0];
    // What was written masked stays a part of it, or nobody would be told.
    if (missed !== undefined && (missed.from === masked.from || masked.writtenTo > masked.from)) return;
    masked.from = missed?.from ?? to;
    this.#publish(masked, span(masked.from, masked.whole.to), 'suspected', false);
  }

  #settle(masked: Masked): void {
    const missed = this.#unheard.within(span(masked.from, masked.whole.to));
    const [first, last] = [missed[0], missed.at(-1)];
    if (first === undefined || last === undefined) this.#publish(masked, masked.whole, 'withdrawn', true);
    else {
      const from = masked.writtenTo > masked.from ? masked.from : first.from;
      const to = Math.min(masked.whole.to, Math.max(last.to, masked.writtenTo));
      this.#confirm(masked, span(from, to));
    }
  }

  #confirm(masked: Masked, at: Span): void {
    this.#publish(masked, at, 'confirmed', true);
  }

  #drop(isSettled: (masked: Masked) => boolean): void {
    if (this.#masked.some(isSettled)) this.#masked = this.#masked.filter((masked) => !isSettled(masked));
  }

  #publish(masked: Masked, at: Span, belief: Belief, settled: boolean): void {
    this.#options.onFinding({
      id: masked.id,
      leg: this.#options.leg,
      belief,
      entity: 'digits',
      span: at,
      score: belief === 'withdrawn' ? 0 : SCORE,
      cause: 'cadence',
      decidedAt: this.#head,
      settled,
    });
  }
}

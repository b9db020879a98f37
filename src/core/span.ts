/**
 * Spans of media time and sets of them.
 *
 * A Span is half-open, `[from, to)` in Ticks on one leg's timeline. Everything that has a place in time
 * (frame, word, digit, finding, verdict, segment) carries one. SpanSet keeps disjoint, sorted, non-touching
 * spans: the gates ask it "is any of this masked" many times a second, so look-ups are binary searches.
 */
import type { Ticks } from './units.js';

export interface Span {
  readonly from: Ticks;
  readonly to: Ticks;
}

/** The end of a span that is still open. */
export const FOREVER = Number.MAX_SAFE_INTEGER as Ticks;

export const span = (from: number, to: number): Span => ({ from: from as Ticks, to: to as Ticks });
export const isEmpty = (a: Span): boolean => a.to <= a.from;
export const contains = (a: Span, at: Ticks): boolean => a.from <= at && at < a.to;
export const overlaps = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to;
/** The common part; empty (`to <= from`) when there is none. */
export const intersect = (a: Span, b: Span): Span => span(Math.max(a.from, b.from), Math.min(a.to, b.to));
/** The smallest span that covers both. */
export const hull = (a: Span, b: Span): Span => span(Math.min(a.from, b.from), Math.max(a.to, b.to));

/** A span of a set, which nobody but the set holds. */
interface OwnSpan {
  readonly from: Ticks;
  to: Ticks;
}

export class SpanSet {
  #spans: OwnSpan[] = [];
  /** Its ends, at hand: with hundreds of legs it is fetching the list into the caches that costs. */
  #first: OwnSpan | undefined;
  #last: OwnSpan | undefined;

  /** Valid until the set changes. */
  get spans(): readonly Span[] {
    return this.#spans;
  }

  get isEmpty(): boolean {
    return this.#first === undefined;
  }

  /** Where the first span begins; undefined where there is none. */
  get from(): Ticks | undefined {
    return this.#first?.from;
  }

  /** Joins overlapping and touching spans; an empty span changes nothing. */
  add(added: Span): void {
    if (isEmpty(added)) return;
    if (this.#append(added)) return;
    const first = this.#firstEndingAtOrAfter(added.from);
    let { from, to } = added;
    let last = first;
    for (; last < this.#spans.length; last++) {
      const next = this.#spans[last] as Span;
      if (next.from > to) break;
      if (next.from < from) from = next.from;
      if (next.to > to) to = next.to;
    }
    this.#spans.splice(first, last - first, { from, to });
    this.#findEnds();
  }

  remove(removed: Span): void {
    if (isEmpty(removed)) return;
    const kept: OwnSpan[] = [];
    for (const s of this.#spans) {
      if (!overlaps(s, removed)) {
        kept.push(s);
        continue;
      }
      if (s.from < removed.from) kept.push(span(s.from, removed.from));
      if (s.to > removed.to) kept.push(span(removed.to, s.to));
    }
    this.#spans = kept;
    this.#findEnds();
  }

  has(at: Ticks): boolean {
    const s = this.#spans[this.#firstEndingAtOrAfter(at)];
    if (s === undefined) return false;
    if (contains(s, at)) return true;
    const next = this.#spans[this.#firstEndingAtOrAfter(at) + 1];
    return next !== undefined && contains(next, at);
  }

  overlapsAny(other: Span): boolean {
    if (isEmpty(other)) return false;
    for (let i = this.#firstEndingAtOrAfter(other.from); i < this.#spans.length; i++) {
      const s = this.#spans[i] as Span;
      if (s.from >= other.to) return false;
      if (overlaps(s, other)) return true;
    }
    return false;
  }

  /** The parts of `other` that are in the set, in order. */
  within(other: Span): Span[] {
    const parts: Span[] = [];
    for (let i = this.#firstEndingAtOrAfter(other.from); i < this.#spans.length; i++) {
      const s = this.#spans[i] as Span;
      if (s.from >= other.to) break;
      const part = intersect(s, other);
      if (!isEmpty(part)) parts.push(part);
    }
    return parts;
  }

  /** How much of `other` is in the set, in Ticks. */
  lengthWithin(other: Span): number {
    return this.within(other).reduce((sum, s) => sum + (s.to - s.from), 0);
  }

  /** Forgets everything before `at`; a span that crosses it is cut. */
  dropBefore(at: Ticks): void {
    // The usual case in the frame path.
    if (this.#first === undefined || this.#first.from >= at) return;
    const first = this.#firstEndingAtOrAfter(at);
    this.#spans.splice(0, first);
    const head = this.#spans[0];
    if (head !== undefined && head.to <= at) this.#spans.shift();
    else if (head !== undefined && head.from < at) this.#spans[0] = span(at, head.to);
    this.#findEnds();
  }

  /** Total length in Ticks. */
  get length(): number {
    return this.#spans.reduce((sum, s) => sum + (s.to - s.from), 0);
  }

  /** The usual case in the frame path: what is added lies behind the rest or goes on where it ended. */
  #append(added: Span): boolean {
    const last = this.#last;
    if (last === undefined || added.from > last.to) {
      this.#last = span(added.from, added.to);
      this.#first ??= this.#last;
      this.#spans.push(this.#last);
    } else if (added.from < last.from) return false;
    // In place: a new span for each frame would be garbage that is held for a while.
    else if (added.to > last.to) last.to = added.to;
    return true;
  }

  #findEnds(): void {
    this.#first = this.#spans[0];
    this.#last = this.#spans.at(-1);
  }

  #firstEndingAtOrAfter(at: Ticks): number {
    let low = 0;
    let high = this.#spans.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#spans[middle] as Span).to < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * The clearance gate: lets audio go to the recording and the transcript only when nobody can object any more
 * (step 10 of the walk).
 *
 *            released        waiting            head
 *   |-----------------|------------------------|
 *                     ^ lowest watermark of the required taps
 *
 * Each required tap publishes how far it is sure. Behind the lowest of these watermarks every finding is
 * applied back to its first digit. Audio that waits longer than the policy allows is released all the same,
 * masked as unverified: it fails closed. Stretches a tap reports as never heard are unverified too. There a finding
 * names the mask only once it is settled: an open one may yet be withdrawn, and then nothing would say why the
 * recording has fill.
 */
import { masks, type Policy } from './policy.js';
import type { Finding, MaskReason } from '../core/finding.js';
import type { FindingId } from '../core/ids.js';
import type { PauseId } from '../core/pause.js';
import { FOREVER, intersect, isEmpty, overlaps, span, SpanSet, type Span } from '../core/span.js';
import type { Ticks } from '../core/units.js';

/** A released stretch: `mask` undefined means the audio itself may be kept. */
export interface Cleared {
  readonly span: Span;
  readonly mask: MaskReason | undefined;
}

/** How long released spans are remembered for counting leaks. */
const MEMORY = (120 * 48_000) as Ticks;

export class ClearanceGate<Tap extends string> {
  readonly #policy: Policy;
  readonly #watermarks = new Map<Tap, Ticks>();
  readonly #findings = new Map<FindingId, Finding>();
  readonly #pauses = new Map<PauseId, Span>();
  readonly #unheard = new SpanSet();
  /** What was released as it was. */
  readonly #passed = new SpanSet();
  #kept = span(0, FOREVER);
  #releasedTo = 0 as Ticks;

  /** @param taps those that must have heard before anything is released */
  constructor(policy: Policy, taps: readonly Tap[]) {
    this.#policy = policy;
    for (const tap of taps) this.#watermarks.set(tap, 0 as Ticks);
  }

  get releasedTo(): Ticks {
    return this.#releasedTo;
  }

  find(finding: Finding): void {
    if (masks(finding, this.#policy.masked.recording)) this.#findings.set(finding.id, finding);
    else this.#findings.delete(finding.id);
  }

  /** This stretch is not kept, whatever is said; the same id again moves its end. */
  pause(id: PauseId, stretch: Span): void {
    this.#pauses.set(id, stretch);
  }

  /** Raises a tap's watermark; it never sinks. */
  cleared(tap: Tap, to: Ticks): void {
    const before = this.#watermarks.get(tap);
    if (before !== undefined && to > before) this.#watermarks.set(tap, to);
  }

  /** A stretch that a required tap will never hear. */
  unheard(stretch: Span): void {
    this.#unheard.add(stretch);
  }

  /** What may be kept at all: outside of it everything is masked. What has been released stays as it was. */
  keepOnly(kept: Span): void {
    this.#kept = kept;
  }

  /** The lowest watermark. */
  get clearedTo(): Ticks {
    let lowest = FOREVER;
    for (const mark of this.#watermarks.values()) if (mark < lowest) lowest = mark;
    return lowest;
  }

  /** How much `release` would let go, in Ticks. */
  releasable(head: Ticks): number {
    return Math.max(0, this.#limit(head) - this.#releasedTo);
  }

  /**
   * What may leave now that audio has come in up to `head`, in order and without gaps.
   * @param final the leg has ended: what is not cleared now never will be
   */
  release(head: Ticks, final = false): Cleared[] {
    const cleared = Math.min(this.clearedTo, head) as Ticks;
    const to = final ? head : this.#limit(head);
    if (to <= this.#releasedTo) return [];
    if (to > cleared) this.#unheard.add(span(Math.max(cleared, this.#releasedTo), to));
    const stretch = span(this.#releasedTo, to);
    this.#releasedTo = to;
    const parts = this.#split(stretch);
    this.#unheard.dropBefore(to);
    for (const part of parts) if (part.mask === undefined) this.#passed.add(part.span);
    this.#passed.dropBefore(span(0, to - MEMORY).to);
    for (const finding of this.#findings.values()) {
      if (finding.span.to <= to) this.#findings.delete(finding.id);
    }
    for (const [id, pause] of this.#pauses) {
      if (pause.to <= to) this.#pauses.delete(id);
    }
    return parts;
  }

  /** How much of a span was released as it was, in Ticks: what was found too late for the recording. */
  leaked(of: Span): number {
    return this.#passed.lengthWithin(of);
  }

  /** Up to where it is cleared, or has waited for too long. */
  #limit(head: Ticks): Ticks {
    return Math.max(Math.min(this.clearedTo, head), head - this.#policy.clearanceLimit) as Ticks;
  }

  /** The usual case, many times a second: nothing is to be masked, and all of it may be kept. */
  #isUntouched({ from, to }: Span): boolean {
    const isFree = this.#pauses.size === 0 && this.#findings.size === 0 && this.#unheard.isEmpty;
    return isFree && this.#kept.from <= from && to <= this.#kept.to;
  }

  /** All that masks some of a stretch; of those that share a place the first names it. */
  #masksOf(stretch: Span): { readonly span: Span; readonly reason: MaskReason }[] {
    const paused = [...this.#pauses.values()].filter((pause) => overlaps(pause, stretch));
    const found = [...this.#findings.values()].filter((finding) => overlaps(finding.span, stretch));
    const named = (findings: readonly Finding[]) =>
      findings.map((finding) => ({ span: finding.span, reason: finding.entity }));
    return [
      ...paused.map((pause) => ({ span: pause, reason: 'paused' as const })),
      ...named(found.filter(({ settled }) => settled)),
      ...this.#unheard.within(stretch).map((part) => ({ span: part, reason: 'unverified' as const })),
      ...named(found.filter(({ settled }) => !settled)),
    ];
  }

  /** Cuts a stretch at every edge of a pause, a finding or an unheard part. */
  #split(stretch: Span): Cleared[] {
    if (this.#isUntouched(stretch)) return [{ span: stretch, mask: undefined }];
    const masksOfStretch = this.#masksOf(stretch);
    const kept = intersect(this.#kept, stretch);
    const edges = new Set<Ticks>([stretch.from, stretch.to]);
    if (!isEmpty(kept)) edges.add(kept.from).add(kept.to);
    for (const mask of masksOfStretch) {
      const part = intersect(mask.span, stretch);
      if (isEmpty(part)) continue;
      edges.add(part.from);
      edges.add(part.to);
    }
    const sorted = [...edges].sort((a, b) => a - b);
    const parts: Cleared[] = [];
    for (let i = 0; i + 1 < sorted.length; i++) {
      const piece = span(sorted[i] as Ticks, sorted[i + 1] as Ticks);
      const mask =
        !isEmpty(kept) && overlaps(kept, piece)
          ? masksOfStretch.find((m) => overlaps(m.span, piece))?.reason
          : 'no-consent';
      const last = parts.at(-1);
      if (last !== undefined && last.mask === mask)
        parts[parts.length - 1] = { span: span(last.span.from, piece.to), mask };
      else parts.push({ span: piece, mask });
    }
    return parts;
  }
}

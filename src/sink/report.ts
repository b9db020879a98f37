/**
 * The report of one call: what was masked, when that was decided, and what had left before. JSON, written when
 * the call is sealed; spans and counts only, never what was said or keyed.
 */
import type { ShadowFact } from './ledger/fact.js';
import type { Audience } from '../core/audience.js';
import type { Cause, Finding, MaskReason } from '../core/finding.js';
import { otherRole, type LegRole } from '../core/ids.js';
import type { EndedPause, PauseTrigger } from '../core/pause.js';
import type { Span } from '../core/span.js';
import { ticksToMillis, type Ticks } from '../core/units.js';

export interface ReportSpan {
  readonly leg: LegRole;
  readonly kind: MaskReason;
  readonly startMs: number;
  readonly endMs: number;
  readonly cause: Cause | 'tap-late' | 'not-heard' | 'requested' | 'no-consent';
  /** How much audio the detector had heard when the span was first suspected. */
  readonly decidedAtMs: number;
  /** `withdrawn`: masked live for a while, kept in the recording. */
  readonly verdict: 'masked' | 'withdrawn';
  /** Who was spared it; the others heard, hold or show it. */
  readonly maskedFor: readonly Audience[];
  readonly score: number;
  /** What of it the other party had heard before the gate closed. */
  readonly leakedMs: number;
  /** In a shadow: who was not spared it and would have been, and what they would have heard of it then. */
  readonly shadow?: { readonly for: readonly Audience[]; readonly leakedMs: number };
}

export interface ReportPause {
  readonly id: string;
  readonly scope: readonly Audience[];
  readonly by: string;
  readonly reason: string | null;
  readonly endMs: number;
  readonly trigger: PauseTrigger;
  /** null: it ended by itself. */
  readonly endedBy: string | null;
}

const ms = (at: number): number => Math.round(ticksToMillis(at) * 100) / 100;

const UNHEARD = { blind: 'tap-late', unverified: 'not-heard', 'no-consent': 'no-consent' } as const;

export class Report {
  readonly #spans: ReportSpan[] = [];
  readonly #pauses: ReportPause[] = [];
  readonly #firstDecided = new Map<string, Ticks>();

  get spans(): readonly ReportSpan[] {
    return this.#spans;
  }

  /** Milliseconds of confirmed secrets that had left. */
  get leakedMs(): number {
    return ms(this.#spans.reduce((sum, s) => (s.verdict === 'masked' ? sum + s.leakedMs * 48 : sum), 0));
  }

  /**
   * @param leaked Ticks of the span that had passed the live gate
   * @param maskedFor who is to be spared such a finding
   * @param shadow who would be, where they are not
   */
  finding(finding: Finding, leaked: number, maskedFor: readonly Audience[], shadow?: ShadowFact): void {
    const { id, leg, entity, span, cause, belief, score } = finding;
    const decidedAt = this.#firstDecided.get(id) ?? finding.decidedAt;
    this.#firstDecided.set(id, decidedAt);
    if (!finding.settled) return;
    this.#firstDecided.delete(id);
    // A tone that proved to be none, or a cue that nothing followed: masked live for a moment.
    this.#spans.push({
      leg,
      kind: entity,
      startMs: ms(span.from),
      endMs: ms(span.to),
      cause,
      decidedAtMs: ms(decidedAt),
      verdict: belief === 'withdrawn' ? 'withdrawn' : 'masked',
      maskedFor: belief === 'withdrawn' ? [] : maskedFor,
      score: Math.round(score * 100) / 100,
      leakedMs: belief === 'withdrawn' ? 0 : ms(leaked),
      ...(shadow === undefined || belief === 'withdrawn'
        ? {}
        : { shadow: { for: shadow.for, leakedMs: ms(shadow.leaked) } }),
    });
  }

  /** A stretch that was masked because nobody had heard it, or nobody may keep it. */
  unheard(leg: LegRole, kind: keyof typeof UNHEARD, stretch: Span): void {
    const last = this.#spans.at(-1);
    if (last !== undefined && last.leg === leg && last.kind === kind && last.endMs === ms(stretch.from)) {
      this.#spans[this.#spans.length - 1] = { ...last, endMs: ms(stretch.to) };
      return;
    }
    this.#spans.push({
      leg,
      kind,
      startMs: ms(stretch.from),
      endMs: ms(stretch.to),
      cause: UNHEARD[kind],
      decidedAtMs: ms(stretch.to),
      verdict: 'masked',
      maskedFor: kind === 'blind' ? [otherRole(leg)] : ['recording', 'transcript'],
      score: 1,
      leakedMs: 0,
    });
  }

  /** A pause that has ended: who asked for it, and why. */
  pause({ id, scope, by, reason, to, trigger, endedBy }: EndedPause): void {
    this.#pauses.push({
      id,
      scope: [...scope],
      by,
      reason: reason ?? null,
      endMs: ms(to),
      trigger,
      endedBy: endedBy ?? null,
    });
  }

  /** What it covered of a leg. */
  paused(leg: LegRole, place: Span, maskedFor: readonly Audience[]): void {
    if (maskedFor.length === 0) return;
    this.#spans.push({
      leg,
      kind: 'paused',
      startMs: ms(place.from),
      endMs: ms(place.to),
      cause: 'requested',
      decidedAtMs: ms(place.from),
      verdict: 'masked',
      maskedFor,
      score: 1,
      leakedMs: 0,
    });
  }

  /** Sorted by time. */
  toJSON(): {
    readonly spans: readonly ReportSpan[];
    readonly pauses: readonly ReportPause[];
    readonly leakedMs: number;
  } {
    return {
      spans: [...this.#spans].sort((a, b) => a.startMs - b.startMs),
      pauses: this.#pauses,
      leakedMs: this.leakedMs,
    };
  }
}

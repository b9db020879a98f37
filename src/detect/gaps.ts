/**
 * Stretches that no recogniser has heard, and what they make of the digits around them.
 *
 *     said     my card number is 4111  1111 1111  1111  thank you
 *     heard    my card number is 411[ nobody ....]  11  thank you
 *     digits                    [beside]           [just after]
 *
 * Whatever is needed to judge a number may have been said in such a stretch: its other digits, the question for it,
 * the card number before it. So a few digits are enough, until all of that would have lost its weight anyway.
 */
import type { LegRole } from '../core/ids.js';
import type { Span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

/** `beside`: they may be a part of what was not heard. `after`: what was not heard may have announced them. */
export type Unheard = 'beside' | 'after';

/** The longest pause between two parts of one number. */
const BESIDE = millisToTicks(16_000);
/** As long as talk of a card makes digits suspicious. */
const MEMORY = millisToTicks(60_000);
const KEPT = 16;

export class Gaps {
  #gaps: { readonly leg: LegRole; readonly span: Span }[] = [];

  add(leg: LegRole, span: Span): void {
    this.#gaps = [...this.#gaps, { leg, span }].slice(-KEPT);
  }

  /** What to think of digits of this leg that start at `from` and, so far, end at `to`. */
  around(from: Ticks, to: Ticks, leg: LegRole | undefined): Unheard | undefined {
    const isBeside = this.#gaps.some(
      (gap) => gap.leg === leg && gap.span.from - to <= BESIDE && from - gap.span.to <= BESIDE,
    );
    if (isBeside) return 'beside';
    return this.#gaps.some(({ span }) => span.from < to && from - span.to <= MEMORY) ? 'after' : undefined;
  }

  /** Whether something between these two places was not heard, in either leg. */
  parts(from: Ticks, to: Ticks): boolean {
    return this.#gaps.some((gap) => gap.span.to > from && gap.span.from < to);
  }
}

/**
 * What the detector believes about one stretch, and what it has said of it so far.
 *
 * The same stretch keeps its finding's id from hypothesis to hypothesis. Publishes nothing that it has said before.
 */
import type { Belief, Cause, DigitPlaces, Entity, Finding } from '../core/finding.js';
import { newFindingId, type FindingId, type LegRole } from '../core/ids.js';
import { FOREVER, span, type Span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

/** What is said about a finding beside its place. */
export interface Reason {
  readonly entity: Entity;
  readonly score: number;
  readonly cause: Cause;
}

/** The estimate of a partial word and its final place may lie a little apart. */
const SAME_WITHIN = millisToTicks(600);

export class Tracked {
  readonly #id: FindingId = newFindingId();
  readonly #leg: LegRole;
  readonly #tell: (finding: Finding) => void;
  #published: Finding | undefined;
  belief: Belief = 'suspected';
  /** What is masked. */
  span: Span;
  /** Digits' own extent, without reach. */
  core: Span;
  /** Each of its digits, where it has some. */
  digits: DigitPlaces | undefined;
  isSettled = false;
  /** Somebody was told of the number that it is a part of. */
  isTold = false;

  constructor(leg: LegRole, core: Span, tell: (finding: Finding) => void) {
    this.#leg = leg;
    this.#tell = tell;
    this.span = core;
    this.core = core;
  }

  get isPublished(): boolean {
    return this.#published !== undefined;
  }

  /** What it was last said to be. */
  get entity(): Entity | undefined {
    return this.#published?.entity;
  }

  /** Whether it is believed and of an entity that is masked. */
  isMasked(entities: ReadonlySet<Entity>): boolean {
    const entity = this.#published?.entity;
    return this.belief !== 'withdrawn' && entity !== undefined && entities.has(entity);
  }

  /** Whether the stretch is this one; one that has grown after it was settled is another. */
  isOf(stretch: Span): boolean {
    const { core } = this;
    if (this.isSettled) return stretch.from >= core.from && stretch.to <= core.to;
    return core.from < stretch.to + SAME_WITHIN && stretch.from < core.to + SAME_WITHIN;
  }

  publish({ entity, score, cause }: Reason, decidedAt: Ticks): void {
    const last = this.#published;
    const isSameAsLast =
      last !== undefined &&
      last.belief === this.belief &&
      last.settled === this.isSettled &&
      last.entity === entity &&
      last.span.from === this.span.from &&
      last.span.to === this.span.to;
    if (isSameAsLast) return;
    this.#published = {
      id: this.#id,
      leg: this.#leg,
      belief: this.belief,
      entity,
      span: this.span,
      score,
      cause,
      decidedAt,
      settled: this.isSettled,
      ...(this.digits === undefined ? {} : { digits: this.digits }),
    };
    this.#tell(this.#published);
  }

  /** The last that is said of it; a suspicion that was never published is withdrawn in silence. */
  settle(belief: Belief, reason: Reason, decidedAt: Ticks): void {
    this.belief = belief;
    this.isSettled = true;
    if (belief === 'withdrawn' && this.#published === undefined) return;
    if (this.span.to === FOREVER) this.span = span(this.span.from, Math.max(this.span.from, decidedAt));
    this.publish(reason, decidedAt);
  }
}

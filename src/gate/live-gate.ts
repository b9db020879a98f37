/**
 * The live gate: decides, frame by frame, what the other party hears (step 8 of the walk).
 *
 *     open <--> armed        a prompt or cue has made a number likely
 *       \        /
 *        closed              a finding or a requested pause covers the frame: mask
 *        blind               a required tap is late or dead, was when the frame was to be heard, or has not heard
 *                            beyond what it has missed: the policy
 *                            decides, by default mask
 *
 * It decides once per frame, when the frame is due; what it lets pass is remembered so that a finding that
 * comes too late is counted as leaked, never hidden.
 */
import { masks, type Policy } from './policy.js';
import { PASS, type Entity, type Finding, type MaskReason, type Verdict } from '../core/finding.js';
import type { FindingId, LegRole } from '../core/ids.js';
import type { PauseId } from '../core/pause.js';
import { overlaps, span, SpanSet, type Span } from '../core/span.js';
import type { Ticks } from '../core/units.js';

export const LIVE_STATES = ['open', 'armed', 'closed', 'blind'] as const;
export type LiveState = (typeof LIVE_STATES)[number];

const TRANSITIONS: Readonly<Record<LiveState, readonly LiveState[]>> = {
  open: ['armed', 'closed', 'blind'],
  armed: ['open', 'closed', 'blind'],
  closed: ['open', 'armed', 'blind'],
  blind: ['open', 'armed', 'closed'],
};

/** How long passed spans are remembered for counting leaks. */
const MEMORY = (120 * 48_000) as Ticks;
const BLIND: Verdict = { kind: 'mask', reason: 'blind' };
const PAUSED: Verdict = { kind: 'mask', reason: 'paused' };

export interface LiveGateSink {
  state(from: LiveState, to: LiveState, at: Ticks): void;
}

export class LiveGate {
  readonly #policy: Policy;
  readonly #blindAfter: Ticks;
  readonly #masked: ReadonlySet<Entity>;
  readonly #sink: LiveGateSink;
  readonly #findings = new Map<FindingId, Finding>();
  readonly #pauses = new Map<PauseId, Span>();
  readonly #passed = new SpanSet();
  /** What was heard all the same, where nothing is masked: undefined elsewhere. */
  readonly #heard: SpanSet | undefined;
  /** Whether there is a finding or a pause at all: nearly always there is neither. */
  #isCovered = false;
  /**
   * What nobody will ever hear and is not yet due: with look-ahead, a tap is back before its gap is. Undefined while a
   * tap has missed nothing.
   */
  #unheard: SpanSet | undefined;
  /** Where the last of it ends: until the tap has heard beyond, nobody knows what goes on there. */
  #deafTo = 0 as Ticks;
  #state: LiveState = 'open';
  #reason: MaskReason | undefined;
  #armed = false;
  #tapLost = false;
  #heardTo: Ticks;
  #decidedTo = 0 as Ticks;

  /**
   * @param hearer the party that hears what passes
   * @param hears whether a speech tap is required at all
   */
  constructor(policy: Policy, hearer: LegRole, hears: boolean, sink: LiveGateSink) {
    this.#policy = policy;
    this.#blindAfter = policy.blindAfter;
    this.#masked = policy.masked[hearer];
    this.#sink = sink;
    this.#heard = policy.isShadow === true ? new SpanSet() : undefined;
    this.#heardTo = (hears ? 0 : Number.MAX_SAFE_INTEGER) as Ticks;
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Why it masks just now; undefined where it passes. */
  get reason(): MaskReason | undefined {
    return this.#reason;
  }

  /** How far the required tap has heard; undefined where none is required. */
  get heardTo(): Ticks | undefined {
    return this.#heardTo === Number.MAX_SAFE_INTEGER ? undefined : this.#heardTo;
  }

  /** Everything before this has left, passed or masked. */
  get decidedTo(): Ticks {
    return this.#decidedTo;
  }

  find(finding: Finding): void {
    if (masks(finding, this.#masked)) this.#findings.set(finding.id, finding);
    else this.#findings.delete(finding.id);
    this.#look();
  }

  /** The hearer is spared this stretch, whatever is said; the same id again moves its end. */
  pause(id: PauseId, stretch: Span): void {
    this.#pauses.set(id, stretch);
    this.#look();
  }

  /** Whether the hearer is to be spared such a finding. */
  spares(finding: Finding): boolean {
    return this.#masked.has(finding.entity);
  }

  arm(armed: boolean): void {
    this.#armed = armed;
  }

  heard(to: Ticks): void {
    if (to > this.#heardTo) this.#heardTo = to;
  }

  /** The required tap died (`true`) or listens again. */
  tapLost(lost: boolean): void {
    this.#tapLost = lost;
  }

  /** The required tap has missed a stretch for good. */
  unheard(stretch: Span): void {
    this.#unheard ??= new SpanSet();
    this.#unheard.add(stretch);
    if (stretch.to > this.#deafTo) this.#deafTo = stretch.to;
  }

  /** The verdict on a frame that is due, once: a shadow's is not carried out. `head` is how far audio has come in. */
  decide(frame: Span, head: Ticks): Verdict {
    const verdict = this.#judge(frame, head);
    this.#reason = verdict.kind === 'mask' ? verdict.reason : undefined;
    if (verdict.kind === 'pass') this.#passed.add(frame);
    // A pause that somebody asked for holds in a shadow, too.
    if (verdict !== PAUSED) this.#heard?.add(frame);
    this.#decidedTo = frame.to;
    this.#forget(frame.from);
    return verdict;
  }

  /** A frame that is dropped: nobody hears it. */
  skip(frame: Span): void {
    this.#decidedTo = frame.to;
    this.#forget(frame.from);
  }

  /** How much of a span the hearer has heard, in Ticks. */
  leaked(of: Span): number {
    return (this.#heard ?? this.#passed).lengthWithin(of);
  }

  /** How much of it would have been heard where a shadow's verdicts were carried out; elsewhere the same. */
  wouldLeak(of: Span): number {
    return this.#passed.lengthWithin(of);
  }

  /** The parts of a span that have passed. */
  leaks(of: Span): Span[] {
    return this.#passed.within(of);
  }

  #judge(frame: Span, head: Ticks): Verdict {
    const reason = this.#maskOf(frame);
    if (reason !== undefined) {
      this.#go('closed', frame.from);
      return reason === 'paused' ? PAUSED : { kind: 'mask', reason };
    }
    const isLate = this.#heardTo < this.#deafTo || head - this.#heardTo > this.#blindAfter;
    if (this.#tapLost || isLate || this.#unheard?.overlapsAny(frame) === true) {
      this.#go('blind', frame.from);
      return this.#policy.whenBlind === 'mask' ? BLIND : PASS;
    }
    this.#go(this.#armed ? 'armed' : 'open', frame.from);
    return PASS;
  }

  /** What covers a frame: a pause before a finding. */
  #maskOf(frame: Span): Entity | 'paused' | undefined {
    if (!this.#isCovered) return undefined;
    for (const stretch of this.#pauses.values()) if (overlaps(stretch, frame)) return 'paused';
    for (const finding of this.#findings.values()) if (overlaps(finding.span, frame)) return finding.entity;
    return undefined;
  }

  #go(to: LiveState, at: Ticks): void {
    const from = this.#state;
    if (from === to) return;
    if (!TRANSITIONS[from].includes(to)) throw new Error(`live gate cannot go from ${from} to ${to}`);
    this.#state = to;
    this.#sink.state(from, to, at);
  }

  #look(): void {
    this.#isCovered = this.#findings.size > 0 || this.#pauses.size > 0;
  }

  #forget(at: Ticks): void {
    if (this.#isCovered) {
      for (const finding of this.#findings.values())
        if (finding.span.to <= at) this.#findings.delete(finding.id);
      for (const [id, stretch] of this.#pauses) if (stretch.to <= at) this.#pauses.delete(id);
      this.#look();
    }
    this.#unheard?.dropBefore(at);
    trim(this.#passed, at);
    if (this.#heard !== undefined) trim(this.#heard, at);
  }
}

const trim = (heard: SpanSet, at: Ticks): void => {
  const { from } = heard;
  if (from !== undefined && at - from > 2 * MEMORY) heard.dropBefore(span(0, at - MEMORY).to);
};

/**
 * Plays a recogniser's results of both legs to the real detector, in time order, and keeps what it made of them.
 *
 *     live       at look-ahead 0 a moment is masked where a finding covered it when it came in
 *     recorded   a moment is masked where a finding covered it when the watermark passed it
 *
 * As the gates do it; but with a worker that takes no time. The only place of the benchmark that makes a detector.
 */
import { entitiesNamed, PAYMENT } from '#tacet/core/audience.js';
import type { Finding } from '#tacet/core/finding.js';
import { LEG_ROLES, type FindingId, type LegRole } from '#tacet/core/ids.js';
import { intersect, span, SpanSet, type Span } from '#tacet/core/span.js';
import { millisToTicks, ticksToMillis } from '#tacet/core/units.js';
import { Detector, type DetectorSink, type Judgement } from '#tacet/detect/detector.js';
import type { Language } from '#tacet/detect/language.js';
import { masks } from '#tacet/gate/policy.js';
import type { OtherEntity } from './dialogue.js';
import type { Result } from './recogniser.js';

export interface LegOutcome {
  /** Settled and confirmed, in no order. */
  readonly confirmed: readonly Finding[];
  readonly live: SpanSet;
  readonly recorded: SpanSet;
  /** The longest time that audio waited for the watermark. */
  readonly longestWaitMs: number;
}
export type Outcome = Readonly<Record<LegRole, LegOutcome>>;

export interface DetectorOptions {
  /** Entities to find beside payment data; those of the dialogue's family unless told. */
  readonly wanted?: readonly OtherEntity[];
  /** Moves what it takes to believe in a secret: for the curve of recall against false alarms. */
  readonly bias?: number;
}

/** Whether the detector can be told what to find: without it, secrets that are no cards are not expected. */
export const CAN_WANT: boolean = true;
/** Whether the detector has a bias to move: without it there is no curve. */
export const HAS_BIAS: boolean = true;

const detectorFor = (
  { wanted = [], bias = 0 }: DetectorOptions,
  language: Language,
  sink: DetectorSink,
): Detector =>
  new Detector(language, CURRENT_YEAR, sink, {
    wanted: new Set([...PAYMENT, ...wanted]),
    maskedInTranscript: PAYMENT,
    bias,
  });

const EVERYTHING = entitiesNamed(['all']);
/** Cards that expire from now on; fixed, so that the same seed gives the same figures next year. */
const CURRENT_YEAR = 2026;

class Leg {
  readonly known = new Map<FindingId, Finding>();
  readonly live = new SpanSet();
  readonly recorded = new SpanSet();
  releasedTo = 0;
  longestWaitMs = 0;

  /** @param passing what leaves now */
  pass(passing: Span, masked: SpanSet): void {
    for (const finding of this.known.values()) {
      // The detector tells of nothing but what is wanted.
      if (masks(finding, EVERYTHING)) masked.add(intersect(finding.span, passing));
    }
  }

  release(to: number, now: number): void {
    if (to > this.releasedTo) this.pass(span(this.releasedTo, to), this.recorded);
    this.releasedTo = Math.max(this.releasedTo, to);
    this.longestWaitMs = Math.max(this.longestWaitMs, ticksToMillis(now - this.releasedTo));
  }

  get outcome(): LegOutcome {
    const confirmed = [...this.known.values()].filter(
      ({ belief, settled }) => belief === 'confirmed' && settled,
    );
    const { live, recorded, longestWaitMs } = this;
    return { confirmed, live, recorded, longestWaitMs };
  }
}

/**
 * @param results of both legs
 * @param observe sees every finding as it is published
 */
export const drive = (
  results: readonly Result[],
  language: Language,
  durationMs: number,
  options: DetectorOptions = {},
  observe?: (finding: Finding) => void,
  judged?: (judgement: Judgement) => void,
): Outcome => {
  const legs = { caller: new Leg(), agent: new Leg() };
  const sink: DetectorSink = {
    finding(finding) {
      legs[finding.leg].known.set(finding.id, finding);
      observe?.(finding);
    },
    words: () => undefined,
    armed: () => undefined,
    ...(judged === undefined ? {} : { judged }),
  };
  const detector = detectorFor(options, language, sink);

  let now = 0;
  for (const { leg, atMs, hypothesis } of results.toSorted((a, b) => a.atMs - b.atMs)) {
    const at = millisToTicks(atMs);
    for (const role of LEG_ROLES) legs[role].pass(span(now, at), legs[role].live);
    now = at;
    detector.hear(leg, hypothesis);
    for (const role of LEG_ROLES) legs[role].release(detector.clearedTo(role), now);
  }
  for (const role of LEG_ROLES) {
    detector.finish(role);
    legs[role].release(millisToTicks(durationMs), now);
  }
  detector.close();
  return { caller: legs.caller.outcome, agent: legs.agent.outcome };
};

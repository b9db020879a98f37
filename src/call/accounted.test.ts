/**
 * What the recording holds fill for, and what its report says: the two agree, whatever the recogniser does.
 *
 * The gate, the guard and the report are joined as a direction of a call joins them; the recogniser and its detector
 * are played by steps that keep to their contract: an open finding holds the watermark back.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CadenceGuard } from './cadence-guard.js';
import { PAYMENT_FOR_ALL } from '../core/audience.js';
import type { Belief, Finding } from '../core/finding.js';
import { newFindingId } from '../core/ids.js';
import { FOREVER, span, SpanSet, type Span } from '../core/span.js';
import { millisToTicks, ticks, type Ticks } from '../core/units.js';
import { ClearanceGate } from '../gate/clearance-gate.js';
import type { Policy } from '../gate/policy.js';
import { Report, type ReportSpan } from '../sink/report.js';
import { framesOf, repeated, silence, sound, type Burst } from '../test/bursts.js';

const LIMIT_MS = 6_000;
const POLICY: Policy = {
  lookAhead: ticks(0),
  blindAfter: millisToTicks(1_800),
  whenBlind: 'pass',
  lateAfter: millisToTicks(500),
  clearanceLimit: millisToTicks(LIMIT_MS),
  masked: PAYMENT_FOR_ALL,
};
const at = (ms: number) => millisToTicks(ms);
const AUDIENCES = ['agent', 'recording', 'transcript'] as const;

const arrange = (whenBlind: Policy['whenBlind']) => {
  const policy = { ...POLICY, whenBlind };
  const gate = new ClearanceGate(policy, ['speech']);
  const report = new Report();
  /** What the recording holds fill for, and what of it nobody was sure of when it was written. */
  const filled = new SpanSet();
  const unsure = new SpanSet();
  const onFinding = (finding: Finding): void => {
    gate.find(finding);
    report.finding(finding, 0, AUDIENCES);
  };
  const guard = new CadenceGuard({
    leg: 'caller',
    rateHz: 8_000,
    policy,
    hears: true,
    origin: ticks(0),
    onFinding,
  });
  let head = ticks(0);
  const release = (final = false): void => {
    for (const part of gate.release(head, final)) {
      if (part.mask !== undefined) filled.add(part.span);
      if (part.mask === 'unverified') report.unheard('caller', part.mask, part.span);
      if (part.span.to > gate.clearedTo)
        unsure.add(span(Math.max(gate.clearedTo, part.span.from), part.span.to));
    }
    guard.released(gate.releasedTo);
  };
  const push = (bursts: readonly Burst[]): void => {
    for (const frame of framesOf(sound(bursts), 8_000, 20, head)) {
      guard.push(frame);
      head = frame.span.to;
      release();
    }
  };
  const unheard = (missed: Span): void => {
    gate.unheard(missed);
    guard.unheard(missed);
    unsure.add(missed);
  };
  const heard = (heardTo: Ticks, clearedTo: Ticks): void => {
    guard.heard(heardTo, clearedTo);
    gate.cleared('speech', clearedTo);
    release();
  };
  const finish = (): void => {
    release(true);
    guard.finish();
  };
  return { guard, report, filled, unsure, push, unheard, heard, finish, onFinding, head: () => head };
};

const ms = (min: number, max: number) => fc.integer({ min, max });
/** How often each comes: most of the time the recogniser is away or behind, and something is said. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('say' as const), count: ms(1, 4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('quiet' as const), ms: ms(20, 2_000) }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('heard' as const), lagMs: ms(0, 2_500), reachMs: ms(0, 1_500) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('missed' as const), ms: ms(1, 2_000), lagMs: ms(0, 500) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('suspect' as const), ms: ms(0, 2_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      belief: fc.constantFrom<Belief[]>('confirmed', 'withdrawn'),
      ms: ms(1, 3_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('lost' as const), is: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('armed' as const), is: fc.constantFrom(true, true, false) }),
  },
);

/** By whole hundredths of a millisecond, as the report has them. */
const reported = (spans: readonly ReportSpan[], isMeant: (one: ReportSpan) => boolean): SpanSet => {
  const set = new SpanSet();
  for (const one of spans)
    if (one.maskedFor.includes('recording') && isMeant(one))
      set.add(span(Math.round(one.startMs * 48), Math.round(one.endMs * 48)));
  return set;
};

const outside = (parts: SpanSet, of: SpanSet): [number, number][] => {
  const rest = new SpanSet();
  for (const part of parts.spans) rest.add(part);
  for (const part of of.spans) rest.remove(part);
  return rest.spans.map(({ from, to }) => [from / 48, to / 48]);
};

describe('what the recording holds fill for', () => {
  it('is what its report calls masked or unverified, and nothing is unverified but what nobody was sure of', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 30, size: 'max' }),
        fc.constantFrom('mask' as const, 'cadence' as const, 'pass' as const),
        (steps, whenBlind) => {
          const call = arrange(whenBlind);
          const { guard, report, filled, unsure, push, head } = call;
          let open: Finding | undefined;
          let heardTo = ticks(0);
          let clearedTo = ticks(0);
          guard.arm(true);
          for (const s of steps) {
            if (s.kind === 'say') push(repeated(s.count, [320, 100]));
            else if (s.kind === 'quiet') push([silence(s.ms)]);
            else if (s.kind === 'lost') guard.tapLost(s.is);
            else if (s.kind === 'armed') guard.arm(s.is);
            else if (s.kind === 'missed') {
              const to = Math.max(clearedTo, head() - at(s.lagMs));
              call.unheard(span(Math.max(clearedTo, to - at(s.ms)), to));
            } else if (s.kind === 'suspect') {
              if (open !== undefined) continue;
              open = {
                id: newFindingId(),
                leg: 'caller',
                belief: 'suspected',
                entity: 'pan',
                span: span(clearedTo + at(s.ms), FOREVER),
                score: 1,
                cause: 'digit-run',
                decidedAt: heardTo,
                settled: false,
              };
              call.onFinding(open);
            } else if (s.kind === 'settle') {
              if (open === undefined) continue;
              const { from } = open.span;
              call.onFinding({ ...open, belief: s.belief, span: span(from, from + at(s.ms)), settled: true });
              open = undefined;
            } else {
              heardTo = ticks(Math.max(heardTo, head() - at(s.lagMs)));
              const sure = Math.min(heardTo - at(s.reachMs), open?.span.from ?? FOREVER);
              clearedTo = ticks(Math.max(clearedTo, sure));
              call.heard(heardTo, clearedTo);
            }
          }
          if (open !== undefined) call.onFinding({ ...open, belief: 'withdrawn', settled: true });
          call.finish();

          expect(
            outside(
              filled,
              reported(report.spans, () => true),
            ),
          ).toEqual([]);
          expect(
            outside(
              reported(report.spans, ({ kind }) => kind === 'unverified'),
              unsure,
            ),
          ).toEqual([]);
        },
      ),
      { numRuns: 80 },
    );
  });
});

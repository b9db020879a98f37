import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { ClearanceGate, type Cleared } from './clearance-gate.js';
import type { Policy } from './policy.js';
import { entitiesNamed, PAYMENT_FOR_ALL } from '../core/audience.js';
import type { Belief, Finding } from '../core/finding.js';
import { newFindingId } from '../core/ids.js';
import { contains, FOREVER, isEmpty, span, SpanSet, type Span } from '../core/span.js';
import { ticks } from '../core/units.js';

const LIMIT = 100;
const POLICY: Policy = {
  lookAhead: ticks(0),
  blindAfter: ticks(50),
  whenBlind: 'mask',
  lateAfter: ticks(0),
  clearanceLimit: ticks(LIMIT),
  masked: PAYMENT_FOR_ALL,
};
const TAPS = ['speech', 'keys'] as const;

const arrange = () => new ClearanceGate(POLICY, TAPS);
const clearAll = (gate: ClearanceGate<'speech' | 'keys'>, to: number) => {
  for (const tap of TAPS) gate.cleared(tap, ticks(to));
};

const finding = (at: Span, belief: Belief = 'confirmed', id = newFindingId()): Finding => ({
  id,
  leg: 'caller',
  belief,
  entity: 'pan',
  span: at,
  score: 1,
  cause: 'digit-run',
  decidedAt: at.from,
  settled: false,
});

const part = (from: number, to: number, mask?: Cleared['mask']): Cleared => ({ span: span(from, to), mask });

describe('the clearance gate', () => {
  it('holds everything until the last of the taps has heard it', () => {
    const gate = arrange();
    gate.cleared('speech', ticks(80));

    const before = gate.release(ticks(80));
    gate.cleared('keys', ticks(30));

    expect(before).toEqual([]);
    expect(gate.clearedTo).toBe(30);
    expect(gate.release(ticks(80))).toEqual([part(0, 30)]);
    expect(gate.releasedTo).toBe(30);
  });

  it('releases no further than the audio has come in', () => {
    const gate = arrange();
    clearAll(gate, 500);

    expect(gate.release(ticks(40))).toEqual([part(0, 40)]);
  });

  it('applies a finding back to its first Tick, however late it was found', () => {
    const gate = arrange();
    gate.release(ticks(60));
    gate.find(finding(span(10, 25)));
    clearAll(gate, 60);

    expect(gate.release(ticks(60))).toEqual([part(0, 10), part(10, 25, 'pan'), part(25, 60)]);
  });

  it('goes on with a finding that was cut by the last release', () => {
    const gate = arrange();
    gate.find(finding(span(10, 50)));
    clearAll(gate, 20);
    gate.release(ticks(60));

    clearAll(gate, 60);

    expect(gate.release(ticks(60))).toEqual([part(20, 50, 'pan'), part(50, 60)]);
  });

  it('remembers what it released as it was, so that a finding that comes too late is seen to have leaked', () => {
    const gate = arrange();
    gate.find(finding(span(10, 20)));
    clearAll(gate, 60);
    gate.release(ticks(60));

    expect(gate.leaked(span(0, 10))).toBe(10);
    expect(gate.leaked(span(5, 25))).toBe(10);
    expect(gate.leaked(span(10, 20))).toBe(0);
    expect(gate.leaked(span(50, 90))).toBe(10);
  });

  it('keeps what a finding covered once it is withdrawn in time', () => {
    const gate = arrange();
    const suspected = finding(span(10, FOREVER), 'suspected');
    gate.find(suspected);
    gate.find({ ...suspected, belief: 'withdrawn' });
    clearAll(gate, 60);

    expect(gate.release(ticks(60))).toEqual([part(0, 60)]);
  });

  it('masks what is only suspected where the taps are sure all the same', () => {
    const gate = arrange();
    gate.find(finding(span(10, FOREVER), 'suspected'));
    clearAll(gate, 60);

    expect(gate.release(ticks(60))).toEqual([part(0, 10), part(10, 60, 'pan')]);
  });

  it('masks what waits longer than the policy allows, as unverified', () => {
    const gate = arrange();
    clearAll(gate, 20);

    expect(gate.release(ticks(20 + LIMIT))).toEqual([part(0, 20)]);
    expect(gate.release(ticks(20 + LIMIT + 15))).toEqual([part(20, 35, 'unverified')]);
  });

  it('masks a stretch that a tap will never hear', () => {
    const gate = arrange();
    gate.unheard(span(5, 15));
    clearAll(gate, 30);

    expect(gate.release(ticks(30))).toEqual([part(0, 5), part(5, 15, 'unverified'), part(15, 30)]);
  });

  it('calls what nobody has heard by the finding that covers it only once that is settled', () => {
    const open = finding(span(0, FOREVER), 'suspected');
    const releases = [open, { ...open, span: span(0, 12), belief: 'confirmed' as const, settled: true }].map(
      (found) => {
        const gate = arrange();
        gate.find(found);
        gate.unheard(span(5, 15));
        clearAll(gate, 20);
        return gate.release(ticks(20));
      },
    );

    expect(releases).toEqual([
      [part(0, 5, 'pan'), part(5, 15, 'unverified'), part(15, 20, 'pan')],
      [part(0, 12, 'pan'), part(12, 15, 'unverified'), part(15, 20)],
    ]);
  });

  it('calls unverified what is overdue under a finding that may still be withdrawn', () => {
    const gate = arrange();
    gate.find(finding(span(10, FOREVER), 'suspected'));
    clearAll(gate, 10);

    expect(gate.release(ticks(LIMIT + 30))).toEqual([part(0, 10), part(10, 30, 'unverified')]);
  });

  it('releases all there is at the end, masked where nobody has heard it', () => {
    const gate = arrange();
    clearAll(gate, 20);

    expect(gate.release(ticks(50), true)).toEqual([part(0, 20), part(20, 50, 'unverified')]);
    expect(gate.release(ticks(50), true)).toEqual([]);
  });

  it('does not let a watermark sink, nor take one of a tap it does not need', () => {
    const gate = new ClearanceGate<'speech' | 'keys'>(POLICY, ['keys']);
    gate.cleared('keys', ticks(30));
    gate.cleared('keys', ticks(10));
    gate.cleared('speech', ticks(5));

    expect(gate.release(ticks(40))).toEqual([part(0, 30)]);
  });
});

type Step =
  | { readonly kind: 'cleared'; readonly tap: (typeof TAPS)[number]; readonly to: number }
  | { readonly kind: 'find'; readonly which: number; readonly belief: Belief; readonly span: Span }
  | { readonly kind: 'unheard'; readonly span: Span }
  | { readonly kind: 'release'; readonly by: number };

const RANGE = 600;
const anySpan = fc
  .tuple(
    fc.integer({ min: 0, max: RANGE }),
    fc.oneof(fc.integer({ min: 1, max: 120 }), fc.constant(Infinity)),
  )
  .map(([from, length]) => span(from, Math.min(FOREVER, from + length)));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('cleared' as const),
    tap: fc.constantFrom(...TAPS),
    to: fc.integer({ min: 0, max: RANGE }),
  }),
  fc.record({
    kind: fc.constant('find' as const),
    which: fc.nat({ max: 4 }),
    belief: fc.constantFrom<Belief[]>('suspected', 'confirmed', 'withdrawn'),
    span: anySpan,
  }),
  fc.record({
    kind: fc.constant('unheard' as const),
    span: anySpan.filter((s) => s.to < FOREVER),
  }),
  fc.record({ kind: fc.constant('release' as const), by: fc.integer({ min: 0, max: 60 }) }),
);

/** Does the steps and, at each release, hands over what was released and what was true then. */
const walk = (
  steps: readonly Step[],
  look: (now: {
    readonly parts: readonly Cleared[];
    readonly before: number;
    readonly head: number;
    readonly watermark: number;
    readonly believed: ReadonlyMap<number, Span>;
    readonly unheard: SpanSet;
  }) => void,
): void => {
  const gate = arrange();
  const ids = Array.from({ length: 5 }, newFindingId);
  const marks = { speech: 0, keys: 0 };
  const believed = new Map<number, Span>();
  const unheard = new SpanSet();
  let head = 0;
  const release = (final: boolean): void => {
    const before = gate.releasedTo;
    const parts = gate.release(ticks(head), final);
    look({ parts, before, head, watermark: Math.min(marks.speech, marks.keys), believed, unheard });
  };
  for (const s of steps) {
    switch (s.kind) {
      case 'cleared':
        gate.cleared(s.tap, ticks(s.to));
        marks[s.tap] = Math.max(marks[s.tap], s.to);
        break;
      case 'find':
        gate.find(finding(s.span, s.belief, ids[s.which]));
        if (s.belief === 'withdrawn') believed.delete(s.which);
        else believed.set(s.which, s.span);
        break;
      case 'unheard':
        gate.unheard(s.span);
        unheard.add(s.span);
        break;
      case 'release':
        head += s.by;
        release(false);
    }
  }
  release(true);
};

const steps = fc.array(step, { maxLength: 40 });

describe('what the clearance gate releases, whatever the watermarks and findings', () => {
  it('covers the timeline in order, without gap or overlap, up to its end', () => {
    fc.assert(
      fc.property(steps, (list) => {
        let to = 0;
        let end = 0;

        walk(list, ({ parts, head }) => {
          for (const { span: stretch } of parts) {
            expect(stretch.from).toBe(to);
            expect(isEmpty(stretch)).toBe(false);
            to = stretch.to;
          }
          end = head;
        });

        expect(to).toBe(end);
      }),
      { numRuns: 300 },
    );
  });

  it('is everything before the lowest watermark, and after it only what is overdue, masked', () => {
    fc.assert(
      fc.property(steps, (list) => {
        walk(
          list.filter((s) => s.kind !== 'find' && s.kind !== 'unheard'),
          (now) => {
            const { parts, before, head, watermark } = now;
            const due = Math.min(watermark, head);
            const to = parts.at(-1)?.span.to ?? before;
            expect(to).toBeGreaterThanOrEqual(due);
            for (const { span: stretch, mask } of parts) {
              expect(mask === 'unverified').toBe(stretch.to > due);
              if (mask === undefined) expect(stretch.to).toBeLessThanOrEqual(watermark);
            }
          },
        );
        walk(list, ({ parts, head, watermark, before }) => {
          const to = parts.at(-1)?.span.to ?? before;
          const isEnd = to === head;
          if (to > watermark && !isEnd) expect(to).toBe(Math.max(before, head - LIMIT));
        });
      }),
      { numRuns: 300 },
    );
  });

  it('is masked exactly where a finding, a deaf tap or a late watermark says so', () => {
    fc.assert(
      fc.property(steps, (list) => {
        walk(list, ({ parts, watermark, believed, unheard }) => {
          for (const { span: stretch, mask } of parts) {
            for (let at: number = stretch.from; at < stretch.to; at++) {
              const found = [...believed.values()].some((s) => contains(s, ticks(at)));
              const doubtful = at >= watermark || unheard.has(ticks(at));
              if (mask === undefined) expect([at, found, doubtful]).toEqual([at, false, false]);
              else if (mask === 'unverified') expect([at, doubtful]).toEqual([at, true]);
              else expect([at, found]).toEqual([at, true]);
            }
          }
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe('the clearance gate of a recording', () => {
  it('keeps what the recording may hold, whatever the parties are spared', () => {
    const masked = { ...PAYMENT_FOR_ALL, agent: entitiesNamed(['all']) };
    const gate = new ClearanceGate({ ...POLICY, masked }, TAPS);
    gate.find({ ...finding(span(10, 20)), entity: 'phone' });
    gate.find({ ...finding(span(30, 40)), entity: 'pin' });
    clearAll(gate, 50);

    expect(gate.release(ticks(50))).toEqual([part(0, 30), part(30, 40, 'pin'), part(40, 50)]);
  });
});

describe('the clearance gate where not everything may be kept', () => {
  it('keeps nothing outside of what may be kept, and inside what it would keep anyhow', () => {
    const edge = fc.nat(60);
    fc.assert(
      fc.property(edge, edge, fc.uniqueArray(edge, { maxLength: 6 }), edge, (a, b, stops, masked) => {
        const kept = span(Math.min(a, b), Math.max(a, b));
        const gate = new ClearanceGate(POLICY, TAPS);
        gate.keepOnly(kept);
        gate.find({ ...finding(span(masked, masked + 5)), entity: 'pin' });
        clearAll(gate, 60);

        let to = 0;
        for (const stop of [...stops.sort((x, y) => x - y), 60]) {
          for (const { span: stretch, mask } of gate.release(ticks(stop))) {
            expect(stretch.from).toBe(to);
            to = stretch.to;
            for (let at: number = stretch.from; at < stretch.to; at++) {
              const wanted = contains(kept, ticks(at))
                ? at >= masked && at < masked + 5
                  ? 'pin'
                  : undefined
                : 'no-consent';
              expect(mask).toBe(wanted);
            }
          }
        }
        expect(to).toBe(60);
      }),
    );
  });
});

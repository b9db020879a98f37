import { describe, expect, it } from '@jest/globals';

import { Report } from './report.js';
import type { Audience } from '../core/audience.js';
import type { Finding } from '../core/finding.js';
import { newFindingId } from '../core/ids.js';
import { FOREVER, span, type Span } from '../core/span.js';
import { millisToTicks, ticks } from '../core/units.js';

const msSpan = (fromMs: number, toMs: number): Span => span(millisToTicks(fromMs), millisToTicks(toMs));

const finding = (given: Partial<Finding>): Finding => ({
  id: newFindingId(),
  leg: 'caller',
  belief: 'confirmed',
  entity: 'pan',
  span: msSpan(1_000, 9_000),
  score: 0.987,
  cause: 'prompted',
  decidedAt: millisToTicks(9_500),
  settled: true,
  ...given,
});

const ALL: readonly Audience[] = ['agent', 'recording', 'transcript'];

describe('the report', () => {
  it('lists a settled finding once, decided when it was first suspected', () => {
    const report = new Report();
    const id = newFindingId();
    const open = span(millisToTicks(1_000), FOREVER);
    report.finding(
      finding({ id, belief: 'suspected', span: open, settled: false, decidedAt: millisToTicks(1_200) }),
      0,
      ALL,
    );
    report.finding(
      finding({ id, belief: 'suspected', span: open, settled: false, decidedAt: millisToTicks(4_000) }),
      0,
      ALL,
    );

    report.finding(finding({ id }), millisToTicks(250), ALL);

    expect(report.spans).toEqual([
      {
        leg: 'caller',
        kind: 'pan',
        startMs: 1_000,
        endMs: 9_000,
        cause: 'prompted',
        decidedAtMs: 1_200,
        verdict: 'masked',
        maskedFor: ALL,
        score: 0.99,
        leakedMs: 250,
      },
    ]);
  });

  it('lists nothing that is not settled', () => {
    const report = new Report();

    report.finding(finding({ settled: false }), 0, ALL);

    expect(report.spans).toEqual([]);
  });

  it('says of a withdrawn suspicion that nothing leaked: there was no secret', () => {
    const report = new Report();

    report.finding(finding({ belief: 'withdrawn' }), millisToTicks(300), ALL);

    expect(report.spans).toMatchObject([{ verdict: 'withdrawn', maskedFor: [], leakedMs: 0 }]);
    expect(report.leakedMs).toBe(0);
  });

  it('adds up what leaked of secrets', () => {
    const report = new Report();
    report.finding(finding({}), millisToTicks(100), ALL);
    report.finding(finding({ span: msSpan(20_000, 21_000) }), millisToTicks(20.5), ALL);
    report.finding(finding({ belief: 'withdrawn' }), millisToTicks(1_000), ALL);

    expect(report.leakedMs).toBe(120.5);
  });

  it('joins stretches that nobody heard where they touch, on one leg and of one kind only', () => {
    const report = new Report();

    report.unheard('caller', 'unverified', msSpan(0, 20));
    report.unheard('caller', 'unverified', msSpan(20, 40));
    report.unheard('agent', 'unverified', msSpan(40, 60));
    report.unheard('agent', 'blind', msSpan(60, 80));
    report.unheard('agent', 'blind', msSpan(90, 99));

    expect(report.spans.map(({ maskedFor }) => maskedFor.join(' '))).toEqual([
      'recording transcript',
      'recording transcript',
      'caller',
      'caller',
    ]);
    expect(report.spans.map((s) => [s.leg, s.kind, s.startMs, s.endMs, s.cause])).toEqual([
      ['caller', 'unverified', 0, 40, 'not-heard'],
      ['agent', 'unverified', 40, 60, 'not-heard'],
      ['agent', 'blind', 60, 80, 'tap-late'],
      ['agent', 'blind', 90, 99, 'tap-late'],
    ]);
  });

  it('is sorted by time, and has numbers that JSON can write', () => {
    const report = new Report();
    report.finding(finding({ span: span(96_001, 96_002) }), ticks(1), ALL);
    report.finding(finding({ span: msSpan(1, 2) }), 0, ALL);

    const { spans, leakedMs } = report.toJSON();

    expect(spans.map(({ startMs }) => startMs)).toEqual([1, 2_000.02]);
    expect(leakedMs).toBe(0.02);
    expect(JSON.parse(JSON.stringify(report))).toEqual({ spans, pauses: [], leakedMs });
  });
});

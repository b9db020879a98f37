import { describe, expect, it } from '@jest/globals';

import { maskLatencyMs, unheardMs, type CallReport } from './call-report.js';
import type { Label } from './pack.js';

type ReportSpan = CallReport['spans'][number];

const CARD: Label = {
  kind: 'pan',
  entry: 'speech',
  startMs: 1_000,
  endMs: 5_000,
  digits: [
    { startMs: 1_000, endMs: 1_300 },
    { startMs: 4_700, endMs: 5_000 },
  ],
};

const mask = (changes: Partial<ReportSpan> = {}): ReportSpan => ({
  leg: 'caller',
  kind: 'pan',
  startMs: 900,
  endMs: 5_100,
  decidedAtMs: 2_000,
  verdict: 'masked',
  ...changes,
});

describe('maskLatencyMs', () => {
  it('counts from the end of the first digit to the earliest decision', () => {
    const spans = [mask(), mask({ startMs: 4_000, decidedAtMs: 4_500 })];

    expect(maskLatencyMs(CARD, { spans })).toBe(700);
  });

  it('is negative where the number was expected', () => {
    expect(maskLatencyMs(CARD, { spans: [mask({ decidedAtMs: 800 })] })).toBe(-500);
  });

  it.each<[string, Partial<ReportSpan>]>([
    ['of the other leg', { leg: 'agent' }],
    ['that was withdrawn', { verdict: 'withdrawn' }],
    ['of a stretch that nobody heard', { kind: 'blind' }],
    ['of a stretch that was not heard to its end', { kind: 'unverified' }],
    ['that ends where the number starts', { endMs: 1_000 }],
    ['that starts where the number ends', { startMs: 5_000 }],
  ])('does not count a mask %s', (_, changes) => {
    expect(maskLatencyMs(CARD, { spans: [mask(changes)] })).toBeUndefined();
  });
});

describe('unheardMs', () => {
  const spans = [
    mask(),
    mask({ kind: 'blind', startMs: 100, endMs: 400 }),
    mask({ kind: 'blind', startMs: 5_800, endMs: 6_500 }),
    mask({ kind: 'blind', startMs: 6_000, endMs: 7_000 }),
    mask({ kind: 'blind', leg: 'agent', startMs: 0, endMs: 6_000 }),
    mask({ kind: 'unverified', startMs: 1_000, endMs: 1_070 }),
  ];

  it('adds up what the agent missed of the caller, as far as the clip goes', () => {
    expect(unheardMs({ spans }, 'blind', 6_000)).toBe(300 + 200);
  });

  it('adds up what the recording lacks of the caller', () => {
    expect(unheardMs({ spans }, 'unverified', 6_000)).toBe(70);
  });
});

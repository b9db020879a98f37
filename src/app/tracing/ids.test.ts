import { SamplingDecision } from '@opentelemetry/sdk-trace-base';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { fractionOf, Ids, LetterSampler } from './ids.js';
import { newTraceId, type TraceId } from '../../core/ids.js';

const traceIds = fc
  .string({ unit: fc.constantFrom(...Array.from('abcdef')), minLength: 32, maxLength: 32 })
  .map((id) => id as TraceId);

describe('which calls are traced', () => {
  it('is a matter of their ids alone, from none to all', () => {
    fc.assert(
      fc.property(traceIds, fc.double({ min: 0, max: 1, noNaN: true }), (id, ratio) => {
        const { decision } = new LetterSampler(ratio).shouldSample(undefined as never, id);
        expect(decision === SamplingDecision.RECORD_AND_SAMPLED).toBe(fractionOf(id) < ratio);
        expect(fractionOf(id)).toBeGreaterThanOrEqual(0);
        expect(fractionOf(id)).toBeLessThan(1);
      }),
    );
  });

  it('is as many as were asked for', () => {
    const all = Array.from({ length: 4_000 }, newTraceId);
    const share = all.filter((id) => fractionOf(id) < 0.25).length / all.length;

    // Five standard deviations.
    expect(Math.abs(share - 0.25)).toBeLessThan(0.035);
  });
});

describe('the ids of a trace', () => {
  it('are those of the call while its span is started, and new ones otherwise', () => {
    const ids = new Ids();
    const trace = newTraceId();

    expect(ids.for(trace, () => ids.generateTraceId())).toBe(trace);
    expect(ids.generateTraceId()).not.toBe(trace);
    expect(ids.generateSpanId()).toMatch(/^[a-f]{16}$/);
  });
});

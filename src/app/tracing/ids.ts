/**
 * Ids of spans, and which calls are traced.
 *
 * A call has its trace id before it has a span, so the next trace's id is handed in. Like that one, ids are letters
 * only: a search for card numbers never finds one in them.
 */
import type { Context } from '@opentelemetry/api';
import {
  SamplingDecision,
  type IdGenerator,
  type Sampler,
  type SamplingResult,
} from '@opentelemetry/sdk-trace-base';

import { newSpanId, newTraceId, TRACE_LETTERS, type TraceId } from '../../core/ids.js';

export class Ids implements IdGenerator {
  #next: TraceId | undefined;

  /** The trace of whatever span is started by `start`, where that has no parent. */
  for<Result>(trace: TraceId, start: () => Result): Result {
    this.#next = trace;
    try {
      return start();
    } finally {
      this.#next = undefined;
    }
  }

  generateTraceId(): string {
    return this.#next ?? newTraceId();
  }

  generateSpanId(): string {
    return newSpanId();
  }
}

/** Enough letters for a share of one in a million. */
const LETTERS = 10;

/** A part of all traces, by their ids: whoever samples the same part samples the same traces. */
export class LetterSampler implements Sampler {
  readonly #ratio: number;

  constructor(ratio: number) {
    this.#ratio = ratio;
  }

  shouldSample(_context: Context, traceId: string): SamplingResult {
    const isIn = fractionOf(traceId) < this.#ratio;
    return { decision: isIn ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
  }

  toString(): string {
    return `LetterSampler{${String(this.#ratio)}}`;
  }
}

/** Where an id lies between the first and the last of all: 0 to 1, evenly. */
export const fractionOf = (traceId: string): number => {
  let fraction = 0;
  for (let i = LETTERS - 1; i >= 0; i--)
    fraction = (fraction + TRACE_LETTERS.indexOf(traceId.charAt(i))) / TRACE_LETTERS.length;
  return fraction;
};

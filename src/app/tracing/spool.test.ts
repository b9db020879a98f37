import { ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { describe, expect, it } from '@jest/globals';

import { BoundedSpans } from './spool.js';

type Answer = Parameters<SpanExporter['export']>[1];

/** Takes what it is given and says nothing until it is told to. */
class SilentExporter implements SpanExporter {
  readonly given: ReadableSpan[] = [];
  #owed: Answer[] = [];
  answers: ExportResultCode | undefined;

  export(spans: ReadableSpan[], done: Answer): void {
    this.given.push(...spans);
    if (this.answers === undefined) this.#owed.push(done);
    else done({ code: this.answers });
  }

  /** From now on, and to what waits for an answer. */
  answer(code: ExportResultCode): void {
    this.answers = code;
    for (const done of this.#owed.splice(0)) done({ code });
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }
}

const start = (most: number) => {
  const exporter = new SilentExporter();
  const states: boolean[] = [];
  const spans = new BoundedSpans(exporter, most, 60_000, (isWell) => states.push(isWell));
  const provider = new BasicTracerProvider({ spanProcessors: [spans] });
  const tracer = provider.getTracer('test');
  const end = (count: number): void => {
    for (let i = 0; i < count; i++) tracer.startSpan('x').end();
  };
  return { exporter, spans, provider, states, end };
};

describe('spans that wait', () => {
  it('are no more than so many: what comes then is dropped, and counted', async () => {
    const { exporter, spans, provider, end } = start(100);

    end(1_000);
    expect(spans.counts).toEqual({ exported: 0, failed: 0, dropped: 900, waiting: 100 });

    exporter.answer(ExportResultCode.SUCCESS);
    await provider.shutdown();
    expect(spans.counts).toEqual({ exported: 100, failed: 0, dropped: 900, waiting: 0 });
    expect(exporter.given).toHaveLength(100);
  });

  it('make place for others once they were sent, taken or not', async () => {
    const { exporter, spans, provider, states, end } = start(100);

    // One batch: a failure leaves what is behind it for the next one.
    end(64);
    exporter.answer(ExportResultCode.FAILED);
    await spans.forceFlush().catch(() => undefined);
    expect(spans.counts.failed).toBe(64);
    exporter.answer(ExportResultCode.SUCCESS);
    end(100);
    await spans.forceFlush();
    end(50);
    await provider.shutdown();

    expect(spans.counts).toEqual({ exported: 150, failed: 64, dropped: 0, waiting: 0 });
    expect(states).toEqual([false, true]);
  });
});

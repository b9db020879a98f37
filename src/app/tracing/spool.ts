/**
 * Spans on their way out: a bounded number waits, in memory; what comes when it is full is dropped and counted.
 *
 *     span ends --> BoundedSpans --> batches (OpenTelemetry) --> CountingExporter --> OTLP/HTTP
 *
 * Whoever ends a span never waits and never hears of a failure.
 */
import { ExportResultCode } from '@opentelemetry/core';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';

/** Since the start, but for `waiting`. */
export interface SpanCounts {
  exported: number;
  /** Given to a receiver that did not take them, or was not there. */
  failed: number;
  /** So many waited that these were not kept. */
  dropped: number;
  waiting: number;
}

/** Small: a batch is put into JSON on the thread that relays. */
const BATCH = 64;
const EVERY_MS = 1_000;

type Done = Parameters<SpanExporter['export']>[1];

export class BoundedSpans implements SpanProcessor {
  readonly counts: SpanCounts = { exported: 0, failed: 0, dropped: 0, waiting: 0 };
  readonly #most: number;
  readonly #batches: SpanProcessor;

  /** @param onState the receiver takes spans again, or no longer does */
  constructor(exporter: SpanExporter, most: number, timeoutMs: number, onState: (isWell: boolean) => void) {
    this.#most = most;
    this.#batches = new BatchSpanProcessor(new CountingExporter(exporter, this.counts, onState), {
      // Ours is the bound: of what goes over its own it would say nothing.
      maxQueueSize: most + BATCH,
      maxExportBatchSize: BATCH,
      scheduledDelayMillis: EVERY_MS,
      exportTimeoutMillis: 2 * timeoutMs,
    });
  }

  onStart(...started: Parameters<SpanProcessor['onStart']>): void {
    this.#batches.onStart(...started);
  }

  onEnd(span: ReadableSpan): void {
    if (this.counts.waiting >= this.#most) {
      this.counts.dropped++;
      return;
    }
    this.counts.waiting++;
    this.#batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.#batches.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#batches.shutdown();
  }
}

class CountingExporter implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #counts: SpanCounts;
  readonly #onState: (isWell: boolean) => void;
  #isWell = true;

  constructor(exporter: SpanExporter, counts: SpanCounts, onState: (isWell: boolean) => void) {
    this.#exporter = exporter;
    this.#counts = counts;
    this.#onState = onState;
  }

  export(spans: ReadableSpan[], done: Done): void {
    this.#exporter.export(spans, (result) => {
      const isWell = result.code === ExportResultCode.SUCCESS;
      this.#counts.waiting -= spans.length;
      this.#counts[isWell ? 'exported' : 'failed'] += spans.length;
      if (isWell !== this.#isWell) this.#onState(isWell);
      this.#isWell = isWell;
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}

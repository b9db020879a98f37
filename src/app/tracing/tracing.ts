/**
 * OpenTelemetry spans of calls, requests and webhooks, sent over OTLP/HTTP (docs/tracing.md).
 *
 * Loaded only where `tracing` is configured. A call's trace id is the one of its log lines and exemplars. Receivers
 * that are slow or away cost spans, and nothing else.
 */
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace as api, type SpanContext } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, ParentBasedSampler } from '@opentelemetry/sdk-trace-base';

import { attributesOf } from './attributes.js';
import { CallSpans, spanContextOf, type StartSpan } from './call-spans.js';
import { Ids, LetterSampler } from './ids.js';
import type { TracingSettings } from './settings.js';
import { BoundedSpans, type SpanCounts } from './spool.js';
import type { Logger } from '../logger.js';
import type { Call } from '../../call/call.js';
import type { AnsweredRequest } from '../../control/answered-request.js';
import type { WebhookAttempt } from '../../control/webhooks/endpoint.js';
import type { Clock } from '../../core/clock.js';

/** Webhooks of a call go on after its end; of so many calls it is known which trace that was. */
const MOST_KNOWN = 2_000;
/** What is left when the server goes is sent, if it takes no longer. */
const CLOSE_MS = 3_000;
const SERVER_ERROR = 500;

export class Tracing {
  readonly #clock: Clock;
  readonly #spans: BoundedSpans;
  readonly #provider: BasicTracerProvider;
  readonly #ids = new Ids();
  readonly #start: StartSpan;
  readonly #known = new Map<string, SpanContext>();

  constructor(settings: TracingSettings, clock: Clock, log: Logger) {
    const { otlp: url, headers, sampleRatio, service, queue, timeoutMs } = settings;
    this.#clock = clock;
    const { host } = new URL(url);
    const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: timeoutMs });
    this.#spans = new BoundedSpans(exporter, queue, timeoutMs, (isWell) => {
      if (isWell) log.info('spans are taken again', { host });
      else log.warn('spans are not taken', { host });
    });
    this.#provider = new BasicTracerProvider({
      resource: resourceFromAttributes({ 'service.name': service }),
      sampler: new ParentBasedSampler({ root: new LetterSampler(sampleRatio) }),
      idGenerator: this.#ids,
      spanProcessors: [this.#spans],
    });
    const tracer = this.#provider.getTracer('tacet');
    this.#start = (name, { parent, at, fields, links = [], kind = SpanKind.INTERNAL }) =>
      tracer.startSpan(
        name,
        { startTime: at, attributes: attributesOf(fields), links: [...links], kind },
        parent,
      );
  }

  get counts(): Readonly<SpanCounts> {
    return this.#spans.counts;
  }

  /** Follows a call to its end. */
  watch(call: Call): void {
    const fields = { call: call.id };
    const at = call.startedAt.getTime();
    const root = this.#ids.for(call.traceId, () => this.#start('call', { parent: ROOT_CONTEXT, at, fields }));
    if (!root.isRecording()) return;
    this.#know(call.id, root.spanContext());
    // Its event handlers are those of the call: they go with it.
    new CallSpans(call, root, this.#start, () => this.#now());
  }

  /** A request to the API, as a part of what its client says it is. */
  answered({ method, route, status, durationMs, call, parent }: AnsweredRequest): void {
    const isDone = status < 400;
    const about = isDone && call !== undefined ? this.#known.get(call) : undefined;
    const to = this.#now();
    const span = this.#start(`${method} ${route}`, {
      parent: parent === undefined ? ROOT_CONTEXT : api.setSpanContext(ROOT_CONTEXT, spanContextOf(parent)),
      at: to - durationMs,
      fields: { method, route, status },
      kind: SpanKind.SERVER,
      links: about === undefined ? [] : [{ context: about }],
    });
    if (status >= SERVER_ERROR) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(to);
  }

  /** An attempt to deliver a webhook, as a part of the call that it tells of. */
  delivered({ host, type, call, attempt, durationMs, status, isTaken }: WebhookAttempt): void {
    const about = call === undefined ? undefined : this.#known.get(call);
    // Of a call that is not traced.
    if (about === undefined) return;
    const to = this.#now();
    const span = this.#start('webhook', {
      parent: api.setSpanContext(ROOT_CONTEXT, about),
      at: to - durationMs,
      fields: { host, event: type, attempt, ...(status === undefined ? {} : { status }) },
      kind: SpanKind.CLIENT,
    });
    if (!isTaken) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(to);
  }

  /** Sends what waits, for a while. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      const limit = this.#clock.after(CLOSE_MS, resolve);
      void this.#provider
        .shutdown()
        .catch(() => undefined)
        .finally(() => {
          limit.cancel();
          resolve();
        });
    });
  }

  #now(): number {
    return this.#clock.wall().getTime();
  }

  #know(call: string, context: SpanContext): void {
    this.#known.delete(call);
    this.#known.set(call, context);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_KNOWN) return;
      this.#known.delete(oldest);
    }
  }
}

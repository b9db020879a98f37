/**
 * The spans of one call, from its events: never from a frame.
 *
 *     call  ------------------------------------------------------
 *       leg      ------------------------------------------------     one a leg; linked to its bridge's own trace
 *       mask          ---                                             from the first digit to the last
 *       pause                 -----
 *       blind, engine               ----                              until somebody listens again
 *       seal                                                     --
 *
 * A mask is told of once it is settled: its times are those of the audio.
 */
import {
  ROOT_CONTEXT,
  SpanStatusCode,
  trace as api,
  type Context,
  type Link,
  type Span,
  type SpanContext,
  type SpanKind,
} from '@opentelemetry/api';

import { attributesOf } from './attributes.js';
import type { LogFields } from '../logger.js';
import type { Call, CallEvents } from '../../call/call.js';
import { ERRORS, type ErrorCode } from '../../core/errors.js';
import type { LegRole } from '../../core/ids.js';
import type { TraceContext } from '../../core/trace-context.js';
import { ticksToMillis, type Ticks } from '../../core/units.js';

export interface SpanStart {
  readonly parent: Context;
  readonly at: number;
  readonly fields: LogFields;
  readonly links?: readonly Link[];
  readonly kind?: SpanKind;
}

/** Starts a span; times are Unix milliseconds. */
export type StartSpan = (name: string, start: SpanStart) => Span;

export class CallSpans {
  readonly #call: Call;
  readonly #root: Span;
  readonly #context: Context;
  readonly #start: StartSpan;
  readonly #now: () => number;
  /** Those that have begun and not ended, by what ends them. */
  readonly #open = new Map<string, Span>();
  /** Of masks that are not settled: how long it took to tell. */
  readonly #delays = new Map<string, number>();

  constructor(call: Call, root: Span, start: StartSpan, now: () => number) {
    this.#call = call;
    this.#root = root;
    this.#context = api.setSpan(ROOT_CONTEXT, root);
    this.#start = start;
    this.#now = now;
    this.#follow();
  }

  #follow(): void {
    const { events } = this.#call;
    let leakedMs = 0;
    events.on('leg', ({ leg, protocol, trace }) =>
      this.#begin(`leg ${leg}`, 'leg', { leg, protocol }, linksTo(trace)),
    );
    events.on('finding', ({ leakedTicks }) => (leakedMs = Math.round(ticksToMillis(leakedTicks as Ticks))));
    events.on('measured', (measured) => this.#mask(measured, leakedMs));
    events.on('gate', ({ leg, to }) => {
      if (to === 'blind') this.#begin(`blind ${leg}`, 'blind', { leg });
      else this.#end(`blind ${leg}`);
    });
    events.on('engine', ({ leg, state, code }) => {
      if (state === 'hearing') this.#end(`engine ${leg}`, { state });
      if (state !== 'lost') return;
      this.#begin(`engine ${leg}`, 'engine restart', { leg, ...(code === undefined ? {} : { code }) });
    });
    events.on('paused', ({ id }) => this.#begin(`pause ${id}`, 'pause', {}));
    events.on('resumed', ({ id, trigger }) => this.#end(`pause ${id}`, { cause: trigger }));
    events.on('sealing', () => this.#begin('seal', 'seal', {}));
    events.on('sealed', ({ isWhole }) => this.#end('seal', {}, isWhole ? undefined : 'TACET_STORE_FAILED'));
    events.on('ended', ({ code }) => this.#over(code));
  }

  /** @param key what it is ended by; a second one of the same is a part of the first */
  #begin(key: string, name: string, fields: LogFields, links: readonly Link[] = []): void {
    if (this.#open.has(key)) return;
    this.#open.set(key, this.#start(name, { parent: this.#context, at: this.#now(), fields, links }));
  }

  #end(key: string, fields: LogFields = {}, failure?: ErrorCode): void {
    const span = this.#open.get(key);
    this.#open.delete(key);
    if (span !== undefined) finish(span, this.#now(), fields, failure);
  }

  #mask({ finding, leakedDigits, delayTicks }: CallEvents['measured'], leakedMs: number): void {
    const { id, leg, entity, cause, belief, settled } = finding;
    if (delayTicks !== undefined) this.#delays.set(id, Math.round(ticksToMillis(delayTicks)));
    if (!settled) return;
    const durationMs = this.#delays.get(id);
    this.#delays.delete(id);
    const from = this.#wallAt(leg, finding.span.from);
    const to = Math.max(from, Math.min(this.#wallAt(leg, finding.span.to), this.#now()));
    const fields: LogFields = {
      leg,
      entity,
      cause,
      state: belief,
      startMs: Math.round(ticksToMillis(finding.span.from)),
      endMs: Math.round(ticksToMillis(finding.span.to)),
      leakedMs,
      ...(durationMs === undefined ? {} : { durationMs }),
    };
    const span = this.#start('mask', { parent: this.#context, at: from, fields });
    for (const { branch, position } of leakedDigits)
      span.addEvent('a digit got out', attributesOf({ branch, position }), this.#now());
    if (leakedDigits.length > 0) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(to);
  }

  /** When a place of a leg came in, by the clock on the wall. */
  #wallAt(leg: LegRole, place: Ticks): number {
    const head = this.#call.direction(leg)?.pipeline.head ?? this.#call.head;
    return this.#now() - ticksToMillis(head - place);
  }

  #over(code: ErrorCode | undefined): void {
    for (const key of [...this.#open.keys()]) this.#end(key);
    this.#delays.clear();
    finish(this.#root, this.#now(), {}, code);
  }
}

/** Whoever's fault it is, the code is told; an error of a trace is what is ours. */
const finish = (span: Span, at: number, fields: LogFields, code: ErrorCode | undefined): void => {
  span.setAttributes(attributesOf({ ...fields, ...(code === undefined ? {} : { code }) }));
  const isOurs = code !== undefined && code !== 'TACET_DRAINING' && ERRORS[code].blame === 'tacet';
  if (isOurs) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(at);
};

/** A call has one trace and two bridges: theirs are linked to. */
const linksTo = (trace: TraceContext | undefined): readonly Link[] =>
  trace === undefined ? [] : [{ context: spanContextOf(trace) }];

export const spanContextOf = ({ traceId, spanId, isSampled }: TraceContext): SpanContext => ({
  traceId,
  spanId,
  traceFlags: isSampled ? 1 : 0,
  isRemote: true,
});

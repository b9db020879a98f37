/**
 * The walk of one frame, from one leg to the other: read this file top to bottom.
 *
 *     ordered packet -> place -> decode -> delay line -> taps
 *                                            |-> look-ahead later: live gate -> egress of the other leg
 *                                            '-> once cleared: clearance gate -> sinks
 *
 * One pipeline a direction, two a call. All its positions are on the call's timeline: the leg's own timeline,
 * moved by `origin`. Owns the only raw audio of its leg, in the delay line; `close` leaves it zeroed.
 */
import { MAX_PACKET_MS, type Codec, type CodecName, type CodecSession } from '../codec/codec.js';
import { codecOfPayloadType } from '../codec/registry.js';
import type { Audience } from '../core/audience.js';
import { PASS, type Finding, type Verdict } from '../core/finding.js';
import { otherRole, type LegRole } from '../core/ids.js';
import type { PauseId } from '../core/pause.js';
import { FOREVER, span, type Span } from '../core/span.js';
import {
  millis,
  millisToTicks,
  SAMPLE_RATES,
  samplesToTicks,
  ticks,
  ticksToMillis,
  ticksToSamples,
  type Millis,
  type SampleRate,
  type Samples,
  type Ticks,
} from '../core/units.js';
import type { Egress } from './egress.js';
import { ClearanceGate, type Cleared } from '../gate/clearance-gate.js';
import { LiveGate, type LiveGateSink } from '../gate/live-gate.js';
import type { Policy } from '../gate/policy.js';
import { ByteOrder } from '../media/byte-order.js';
import { DelayLine } from '../media/delay-line.js';
import { FrameQueue } from '../media/frame-queue.js';
import type { FrameOrigin } from '../media/frame.js';
import { LevelMeter, SILENCE_DBOV, type Level } from '../media/level-meter.js';
import type { Packet } from '../media/packet.js';
import { Timeline } from '../media/timeline.js';
import type { Fill } from '../media/fill.js';
import type { Tap } from '../sense/tap.js';

/** Who must have heard a stretch before it is cleared. */
export type RequiredTap = 'speech' | 'keys' | 'cadence';

/** Shorter packets count as bad: no bridge sends them, and they would multiply the work. */
const SHORTEST_FRAME_MS = 5;
/** Room behind the clearance limit, for bursts between two releases. */
const DELAY_LINE_MARGIN_MS = 1_500;
/** A sender that is quiet this long is pausing; its timeline then moves by the wall clock. */
const IDLE_AFTER_MS = 300;
/** How far behind the wall clock an idle timeline stays, so that a late packet still fits. */
const IDLE_LAG_MS = 100;
/** Payload types from here on mean what each leg says (RFC 3551, section 3). */
const DYNAMIC_FIRST = 96;
/** A sine of the highest amplitude has -3 dBov (RFC 6464, section 3). */
const FULL_SCALE = 32_768 ** 2;
/** What is released at a time lies here on its way to the sinks: fresh memory for each would cost more than they do. */
const RELEASED = new Int16Array(8_192);
/**
 * Where the frame lies that is worked on: one for all legs, because it stays in the caches. Whoever writes into it
 * zeroes it before the next frame.
 */
const SCRATCH = new Int16Array((Math.max(...SAMPLE_RATES) * MAX_PACKET_MS) / 1_000);
/** By length: a view for each frame would be garbage. */
const FRONTS: Int16Array[] = [];
/** The front of the scratch, which is free again once the taps have looked. */
const front = (count: number): Int16Array => (FRONTS[count] ??= SCRATCH.subarray(0, count));
/** The largest Opus frame (RFC 6716, section 3.4). */
const MAX_OPUS_BYTES = 1_275;

export interface PipelineSink extends LiveGateSink {
  /** Cleared audio, or its fill; `pcm` is valid during the call only. */
  cleared(part: Cleared, pcm: Int16Array): void;
  /** The leg's audio is noise to everybody: its bytes are read in the wrong order. */
  unreadable(): void;
}

export interface PipelineOptions {
  readonly leg: LegRole;
  readonly rateHz: SampleRate;
  readonly clockRateHz: number;
  readonly codec: Codec;
  readonly ptimeMs: number;
  /** Where the leg's first sample lies on the call's timeline. */
  readonly origin: Ticks;
  readonly policy: Policy;
  readonly fill: Fill;
  readonly taps: readonly Tap[];
  readonly requires: readonly RequiredTap[];
  readonly egress: Egress;
  readonly sink: PipelineSink;
}

export interface PipelineCounters {
  readonly frames: number;
  readonly maskedFrames: number;
  readonly concealedFrames: number;
  readonly badPayloads: number;
}

/** How long, in Ticks. */
export interface PipelineDurations {
  /** Fill that the other party heard; and of that because nobody listened. */
  masked: number;
  blind: number;
  /** Heard, and would not have been, were it no shadow. */
  shadow: number;
  /** What the sinks got; and of that as fill, for a finding, without consent, or because nobody had heard it. */
  released: number;
  withheld: number;
  unconsented: number;
  unverified: number;
}

export class Pipeline {
  readonly durations: PipelineDurations = {
    masked: 0,
    blind: 0,
    shadow: 0,
    released: 0,
    withheld: 0,
    unconsented: 0,
    unverified: 0,
  };
  readonly live: LiveGate;
  readonly clearance: ClearanceGate<RequiredTap>;
  readonly timeline: Timeline;
  readonly #leg: LegRole;
  readonly #codec: Codec;
  readonly #ptimeMs: number;
  readonly #origin: Ticks;
  readonly #fill: Fill;
  readonly #taps: readonly Tap[];
  readonly #egress: Egress;
  readonly #sink: PipelineSink;
  readonly #rateHz: SampleRate;
  readonly #decoders = new Map<CodecName, CodecSession>();
  readonly #delay: DelayLine;
  /** Sample position of the delay line's first sample on the call's timeline. */
  readonly #base: number;
  readonly #queue: FrameQueue;
  readonly #frameSamples: number;
  /** In samples: what is longer is no packet. */
  readonly #longest: number;
  /** Of the last packet, and how it is read. */
  #payloadType: number;
  #decoder: CodecSession;
  #isOwnCodec = true;
  #lostBefore = 0;
  /** NaN before the first packet. */
  #lastArrivalMs = millis(NaN);
  /** Undefined where the codec leaves no doubt. */
  readonly #byteOrder: ByteOrder | undefined;
  #wasMasked = false;
  /** Undefined while nobody wants to know. */
  #meter: LevelMeter | undefined;
  #frames = 0;
  #maskedFrames = 0;
  #concealedFrames = 0;
  #badPayloads = 0;
  readonly #isShadow: boolean;
  /** Without a look-ahead a frame leaves before the next one comes: it need not be kept for that. */
  readonly #isDueAtOnce: boolean;
  #closed = false;

  constructor(options: PipelineOptions) {
    const { rateHz, policy, ptimeMs } = options;
    this.#leg = options.leg;
    this.#codec = options.codec;
    this.#ptimeMs = ptimeMs;
    this.#origin = options.origin;
    this.#fill = options.fill;
    this.#taps = options.taps;
    this.#egress = options.egress;
    this.#sink = options.sink;
    this.#rateHz = rateHz;
    this.#longest = (rateHz * MAX_PACKET_MS) / 1_000;
    this.#isShadow = policy.isShadow === true;
    this.#isDueAtOnce = policy.lookAhead === 0;
    this.timeline = new Timeline(options.clockRateHz);
    this.#base = ticksToSamples(options.origin, rateHz);
    this.#frameSamples = (rateHz * ptimeMs) / 1_000;
    this.#delay = new DelayLine(clearanceRingSamples(policy, rateHz));
    this.#queue = new FrameQueue(
      ticksToSamples(policy.lookAhead, rateHz),
      (rateHz * SHORTEST_FRAME_MS) / 1_000,
      payloadRoom(options),
    );
    const isLinear = options.codec.name === 'L16' || options.codec.name === 'L16LE';
    this.#byteOrder = isLinear ? new ByteOrder() : undefined;
    this.#payloadType = options.codec.payloadType;
    this.#decoder = this.#decoderOf(options.codec);
    this.live = new LiveGate(
      policy,
      otherRole(options.leg),
      options.requires.includes('speech'),
      options.sink,
    );
    this.clearance = new ClearanceGate(policy, options.requires);
    // Nothing was ever said before the leg's first sample.
    for (const tap of options.requires) this.clearance.cleared(tap, options.origin);
    this.clearance.release(options.origin);
    this.live.heard(options.origin);
  }

  get counters(): PipelineCounters {
    return {
      frames: this.#frames,
      maskedFrames: this.#maskedFrames,
      concealedFrames: this.#concealedFrames,
      badPayloads: this.#badPayloads,
    };
  }

  /** How far the leg's audio has come in, on the call's timeline. */
  get head(): Ticks {
    return this.#at(this.#delay.head);
  }

  /** Memory that holds audio, or held it and will again. */
  get ringBytes(): number {
    return this.#delay.allocated * Int16Array.BYTES_PER_ELEMENT;
  }

  /**
   * How loud the last 100 ms are, in dBov (0 is full scale), for those who look on; undefined where they are masked,
   * or no longer kept.
   */
  get levelDbov(): number | undefined {
    const count = Math.min(this.#rateHz / 10, this.#delay.head - this.#delay.tail);
    if (count <= 0 || this.live.reason !== undefined || this.#closed) return undefined;
    const pcm = new Int16Array(count);
    this.#delay.read(this.#delay.head - count, pcm);
    const power = pcm.reduce((sum, sample) => sum + sample * sample, 0) / count;
    pcm.fill(0);
    return Math.max(SILENCE_DBOV, Math.round(10 * Math.log10(power / FULL_SCALE)));
  }

  /** Whether what the other party hears is measured from now on. */
  measure(isOn: boolean): void {
    if (isOn) this.#meter ??= new LevelMeter();
    else this.#meter = undefined;
  }

  /** Of what the other party has heard since this was last asked; undefined where that is nothing, or was not measured. */
  takeLevel(): Level | undefined {
    return this.#meter?.take();
  }

  /** The next packet in order, of a payload type that carries audio. */
  audio(packet: Packet, lostBefore: number): void {
    if (packet.payloadType !== this.#payloadType) this.#switchTo(packet.payloadType);
    const decoder = this.#decoder;
    const samples = this.#acceptable(decoder.samplesIn(packet.payload));
    const count = samples ?? this.#frameSamples;
    const place = this.timeline.place(
      packet.timestamp,
      samplesToTicks(count, this.#rateHz),
      lostBefore + this.#lostBefore,
      packet.arrivalMs,
    );
    this.#lostBefore = 0;
    this.#lastArrivalMs = packet.arrivalMs;
    // By position, not by length: an Opus timestamp may fall between two samples.
    const due = ticksToSamples(this.#origin + place.at - place.trimTicks, this.#rateHz);
    const trimmed = ticksToSamples(place.trimTicks, this.#rateHz);
    this.#fillGap(due - this.#base - this.#delay.head, place.gapKind === 'lost' ? 'concealed' : 'dtx');
    const pcm = front(count);
    if (samples === undefined || decoder.decode(packet.payload, pcm) !== count) {
      this.#badPayloads++;
      pcm.fill(0);
      this.#conceal(count - trimmed);
      return;
    }
    if (this.#byteOrder?.isWrong(pcm) === true) this.#sink.unreadable();
    // A shortened packet has no payload of its own any more.
    const payload = trimmed === 0 && this.#isOwnCodec ? packet.payload : undefined;
    this.#accept(trimmed === 0 ? pcm : pcm.subarray(trimmed), 'received', packet.marker, payload);
    pcm.fill(0);
  }

  /** A packet in order that carries no audio: it used up a sequence number, and packets may be missing before it. */
  other(lostBefore: number): void {
    this.#lostBefore += lostBefore;
  }

  /** What its delay line may still take of the machine's memory. */
  get untouchedBytes(): number {
    const { capacity, allocated } = this.#delay;
    return Math.max(0, capacity - allocated) * Int16Array.BYTES_PER_ELEMENT;
  }

  /** Drops what waits for its look-ahead: the other party is not to hear it. */
  dropQueued(): void {
    for (;;) {
      const frame = this.#queue.due(Number.MAX_SAFE_INTEGER);
      if (frame === undefined) return;
      // Masked or not, it counts as decided; what nobody heard has not leaked.
      const place = span(this.#at(frame.from), this.#at(frame.from + frame.samples));
      this.live.skip(place);
      this.#egress.skip(place.to - place.from);
      this.#queue.free();
    }
  }

  /** What comes next is no continuation of what was. */
  restart(): void {
    this.timeline.restart();
  }

  find(finding: Finding): void {
    const whole = { ...finding, span: this.#wholeSamples(finding.span) };
    this.live.find(whole);
    this.clearance.find(whole);
  }

  /** What may be kept of this leg at all. */
  keepOnly({ from, to }: Span): void {
    const step = samplesToTicks(1, this.#rateHz);
    const first = Math.ceil(from / step) * step;
    this.clearance.keepOnly(span(first, to === FOREVER ? to : Math.floor(to / step) * step));
  }

  /** Spares audiences a stretch, whatever is said; the same id again moves its end. */
  pause(id: PauseId, scope: ReadonlySet<Audience>, stretch: Span): void {
    const whole = this.#wholeSamples(stretch);
    if (scope.has(otherRole(this.#leg))) this.live.pause(id, whole);
    if (scope.has('recording')) this.clearance.pause(id, whole);
  }

  /** Moves the timeline of a sender that sends nothing. */
  idle(nowMs: Millis): void {
    if (Number.isNaN(this.#lastArrivalMs)) this.#lastArrivalMs = nowMs;
    const quietMs = nowMs - this.#lastArrivalMs;
    if (quietMs < IDLE_AFTER_MS) return;
    const gap = millisToTicks(quietMs - IDLE_LAG_MS);
    const ptime = millisToTicks(this.#ptimeMs);
    const whole = Math.floor(gap / ptime) * ptime;
    this.timeline.advanceTo(ticks(this.timeline.head + whole));
    this.#fillGap(ticksToSamples(whole, this.#rateHz), 'dtx');
    this.#lastArrivalMs = millis(this.#lastArrivalMs + ticksToMillis(ticks(whole)));
  }

  /** How much `release` would hand out, in Ticks. */
  get releasable(): number {
    return this.clearance.releasable(this.head);
  }

  /** Hands everything that is cleared to the sinks. `final`: the leg has ended. */
  release(final = false): void {
    for (const part of this.clearance.release(this.head, final)) {
      this.#count(part);
      const from = ticksToSamples(part.span.from, this.#rateHz);
      const count = ticksToSamples(part.span.to, this.#rateHz) - from;
      const pcm = count > RELEASED.length ? new Int16Array(count) : RELEASED.subarray(0, count);
      if (part.mask === undefined) this.#delay.read(from - this.#base, pcm);
      else this.#fill.write(pcm, from);
      this.#sink.cleared(part, pcm);
      pcm.fill(0);
    }
    const passed = Math.min(this.clearance.releasedTo, final ? this.head : this.live.decidedTo);
    this.#delay.release(ticksToSamples(passed, this.#rateHz) - this.#base);
  }

  /** Zeroes everything. A second time does nothing. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#queue.close();
    this.#delay.close();
    // Where a frame was not finished, because something failed amid it, it lies there still.
    SCRATCH.fill(0);
    RELEASED.fill(0);
    for (const decoder of this.#decoders.values()) decoder.close();
  }

  /** Non-zero samples and bytes still held: 0 after `close`. */
  residue(): number {
    const shared = [SCRATCH, RELEASED].flatMap((room) => [...room.filter((sample) => sample !== 0)]);
    return this.#delay.residue() + this.#queue.residue() + shared.length;
  }

  #count({ span: { from, to }, mask }: Cleared): void {
    this.durations.released += to - from;
    if (mask === 'unverified') this.durations.unverified += to - from;
    else if (mask === 'no-consent') this.durations.unconsented += to - from;
    else if (mask !== undefined) this.durations.withheld += to - from;
  }

  /** A static payload type names its codec; what a dynamic one means is the leg's own choice. */
  #codecOf(payloadType: number): Codec {
    const named = codecOfPayloadType(payloadType);
    return named === undefined || payloadType >= DYNAMIC_FIRST ? this.#codec : named;
  }

  /** Packets of another payload type follow: rare, so not looked up for each. */
  #switchTo(payloadType: number): void {
    const codec = this.#codecOf(payloadType);
    this.#payloadType = payloadType;
    this.#isOwnCodec = codec.name === this.#codec.name;
    this.#decoder = this.#decoderOf(codec);
  }

  #decoderOf(codec: Codec): CodecSession {
    let decoder = this.#decoders.get(codec.name);
    if (decoder === undefined) {
      decoder = codec.open(this.#rateHz);
      this.#decoders.set(codec.name, decoder);
    }
    return decoder;
  }

  #acceptable(count: number | undefined): number | undefined {
    if (count === undefined || count > this.#longest) return undefined;
    return count * 1_000 < this.#rateHz * SHORTEST_FRAME_MS ? undefined : count;
  }

  #fillGap(samples: number, origin: Exclude<FrameOrigin, 'received'>): void {
    let left = samples;
    while (left > 0) {
      // The last piece takes a short rest along, so that none is shorter than a frame may be.
      const count = left < 2 * this.#frameSamples ? Math.min(left, this.#longest) : this.#frameSamples;
      if (origin === 'concealed') this.#conceal(count);
      else this.#accept(this.#silence(count), origin, false, undefined);
      left -= count;
    }
  }

  /** Comfort noise, not the last frame again: that one may have been masked. */
  #conceal(count: number): void {
    this.#concealedFrames++;
    const pcm = front(count);
    this.#fill.write(pcm, this.#base + this.#delay.head);
    this.#accept(pcm, 'concealed', false, undefined);
    pcm.fill(0);
  }

  #silence(count: number): Int16Array {
    return front(count).fill(0);
  }

  #accept(pcm: Int16Array, origin: FrameOrigin, marker: boolean, payload: Uint8Array | undefined): void {
    if (pcm.length === 0) return;
    this.#frames++;
    if (this.#delay.free < pcm.length) this.release();
    const from = this.#delay.head;
    this.#delay.write(pcm);
    const frame = { span: span(this.#at(from), this.head), rateHz: this.#rateHz, pcm, origin };
    for (const tap of this.#taps) tap.push(frame);
    if (this.#isDueAtOnce) {
      this.#depart(frame.span, from, pcm.length, origin, marker, payload, frame.span.to);
      return;
    }
    if (!this.#queue.push(from, pcm.length, origin, marker, payload)) {
      // Frames shorter than promised: the oldest leaves early rather than not at all.
      this.#leave(frame.span.to, true);
      this.#queue.push(from, pcm.length, origin, marker, payload);
    }
    this.#leave(frame.span.to, false);
  }

  /**
   * Sends every frame whose time has come.
   * @param early the oldest, too, whether or not it has
   */
  #leave(head: Ticks, early: boolean): void {
    for (let isForced = early; ; isForced = false) {
      const frame = this.#queue.due(isForced ? Number.MAX_SAFE_INTEGER : this.#delay.head);
      if (frame === undefined) return;
      const { from, samples, origin, marker, payloadBytes } = frame;
      const place = span(this.#at(from), this.#at(from + samples));
      this.#depart(place, from, samples, origin, marker, payloadBytes > 0 ? frame.payload : undefined, head);
      this.#queue.free();
    }
  }

  /**
   * Its time has come: decides about a frame, and sends it or what is heard in its place.
   * @param from of its `samples` in the delay line
   * @param payload undefined for a frame that has no bytes of its own
   */
  #depart(
    place: Span,
    from: number,
    samples: number,
    origin: FrameOrigin,
    marker: boolean,
    payload: Uint8Array | undefined,
    head: Ticks,
  ): void {
    const egress = this.#egress;
    const decided = this.live.decide(place, head);
    const verdict =
      this.#isShadow && decided.kind === 'mask' && decided.reason !== 'paused'
        ? this.#shadow(place)
        : decided;
    if (origin === 'dtx') {
      egress.skip(place.to - place.from);
    } else if (verdict.kind === 'mask') {
      this.#maskedFrames++;
      this.durations.masked += place.to - place.from;
      if (verdict.reason === 'blind') this.durations.blind += place.to - place.from;
      const pcm = front(samples);
      this.#fill.write(pcm, this.#base + from);
      egress.play(pcm, this.#rateHz, marker);
      pcm.fill(0);
      this.#wasMasked = true;
    } else {
      if (this.#wasMasked) egress.forget();
      this.#wasMasked = false;
      // In a shadow, what would have been masked is heard, and is a secret all the same.
      if (this.#meter !== undefined && decided.kind === 'pass') this.#measure(this.#meter, from, samples);
      if (payload !== undefined && egress.takes(this.#codec.name, this.#rateHz, samples)) {
        egress.forward(payload, samples, marker);
      } else {
        const pcm = front(samples);
        this.#delay.read(from, pcm);
        egress.play(pcm, this.#rateHz, marker);
        pcm.fill(0);
      }
    }
  }

  #measure(meter: LevelMeter, from: number, samples: number): void {
    const pcm = front(samples);
    this.#delay.read(from, pcm);
    meter.add(pcm);
    pcm.fill(0);
  }

  #shadow({ from, to }: Span): Verdict {
    this.durations.shadow += to - from;
    return PASS;
  }

  /** A sample that a mask covers in part is masked. */
  #wholeSamples({ from, to }: Span): Span {
    const step = samplesToTicks(1, this.#rateHz);
    return span(Math.floor(from / step) * step, to === FOREVER ? to : Math.ceil(to / step) * step);
  }

  #at(sample: number): Ticks {
    return samplesToTicks(this.#base + sample, this.#rateHz);
  }
}

/** Room for all audio of one leg that may have to wait for clearance. */
export const clearanceRingSamples = (
  { clearanceLimit, lookAhead }: Pick<Policy, 'clearanceLimit' | 'lookAhead'>,
  rateHz: SampleRate,
): Samples => ticksToSamples(clearanceLimit + lookAhead + millisToTicks(DELAY_LINE_MARGIN_MS), rateHz);

/** What the usual packet of this leg takes; one that takes more is kept as PCM alone. */
const payloadRoom = ({ codec, rateHz, ptimeMs }: PipelineOptions): number =>
  codec.name === 'OPUS' ? MAX_OPUS_BYTES : (2 * rateHz * ptimeMs) / 1_000;

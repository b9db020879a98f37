/**
 * One leg's way to the speech worker, on the main thread.
 *
 *     frames -> 60 ms chunk -> worker              hearing
 *                 \ more than 2 s unheard: dropped  stalled -> hearing, once half is heard
 *                 \ no worker, or it failed:        lost    -> hearing, when it is open again
 *
 * Nothing is dropped silently: the stretch is told as `unheard` before hearing goes on beyond it.
 */
import type { ErrorCode } from '../core/errors.js';
import type { LegRole } from '../core/ids.js';
import { hull, isEmpty, span, type Span } from '../core/span.js';
import { millisToTicks, ticks, ticksPerSample, type SampleRate, type Ticks } from '../core/units.js';
import type { Frame } from '../media/frame.js';
import type { AudioBuffers } from './stt-buffers.js';
import type { FromWorker, StreamId, ToWorker } from './stt-messages.js';

export const CHUNK_MS = 60;
/** Unheard audio a leg may have on its way. */
const BOUND = millisToTicks(2_000);
const RESUME_BELOW = millisToTicks(1_000);

export const STT_STATES = ['hearing', 'stalled', 'lost', 'closing', 'closed'] as const;
export type SttState = (typeof STT_STATES)[number];

const TRANSITIONS: Readonly<Record<SttState, readonly SttState[]>> = {
  hearing: ['stalled', 'lost', 'closing'],
  stalled: ['hearing', 'lost', 'closing'],
  lost: ['hearing', 'closed'],
  closing: ['closed'],
  closed: [],
};

export interface SttMarks {
  readonly heardTo: Ticks;
  readonly finalTo: Ticks;
  readonly clearedTo: Ticks;
}

/** Since the start, over all streams. */
export interface StreamCounts {
  chunks: number;
  stalls: number;
  /** Audio the engines have heard, and how long they worked on it: together the real-time factor. */
  heardTicks: number;
  busyMs: number;
}

export interface SttStreamOwner {
  post(message: ToWorker, transfer: readonly ArrayBuffer[]): void;
  heard(marks: SttMarks): void;
  unheard(missing: Span): void;
  /** `code`: why a stream that failed alone is lost. */
  state(state: SttState, code?: ErrorCode): void;
  readonly counts: StreamCounts;
}

export class SttStream {
  readonly leg: LegRole;
  readonly rateHz: SampleRate;
  readonly #owner: SttStreamOwner;
  readonly #buffers: AudioBuffers;
  readonly #chunkSamples: number;
  #state: SttState = 'lost';
  #id: StreamId | undefined;
  #chunk: Int16Array<ArrayBuffer> | undefined;
  #chunkFrom: Ticks = ticks(0);
  #filled = 0;
  /** Lengths of the chunks the worker has, oldest first. */
  readonly #onTheWay: number[] = [];
  #unheard = 0;
  #progress = 0;
  #clearedTo: Ticks | undefined;
  #missing: Span | undefined;
  /** The end of what the worker was given, or told of as silence: whatever it says, it has heard no more. */
  #givenTo: Ticks = ticks(0);
  /** A flush was asked for while stalled. */
  #owesFlush = false;

  constructor(leg: LegRole, rateHz: SampleRate, buffers: AudioBuffers, owner: SttStreamOwner) {
    this.leg = leg;
    this.rateHz = rateHz;
    this.#owner = owner;
    this.#buffers = buffers;
    this.#chunkSamples = (rateHz * CHUNK_MS) / 1000;
  }

  get state(): SttState {
    return this.#state;
  }

  /** Audio that the worker has and did not give back: how far the one that pushes is ahead. */
  get backlog(): number {
    return this.#unheard;
  }

  /** The end of the audio that was given to it. */
  get pushedTo(): Ticks {
    return ticks(this.#chunkFrom + this.#filled * ticksPerSample(this.rateHz));
  }

  /** Unheard audio and answers of the worker so far: the hang watch compares them. */
  get outstanding(): { readonly isWaiting: boolean; readonly progress: number } {
    const isWaiting = this.#unheard > 0 || this.#state === 'closing';
    return { isWaiting, progress: this.#progress };
  }

  /** Borrows the frame. Silence may be left out: a frame that does not follow on begins a new stretch. */
  push(frame: Frame): void {
    if (this.#state === 'closing' || this.#state === 'closed') return;
    if (this.#state === 'lost') {
      this.#miss(frame.span);
      return;
    }
    const perSample = ticksPerSample(this.rateHz);
    this.#owesFlush = false;
    if (this.#filled > 0 && frame.span.from !== this.#chunkFrom + this.#filled * perSample) this.#sendChunk();
    for (let done = 0; done < frame.pcm.length;) {
      if (this.#filled === 0) this.#chunkFrom = ticks(frame.span.from + done * perSample);
      this.#chunk ??= new Int16Array(this.#buffers.take(this.#chunkSamples * 2));
      const count = Math.min(frame.pcm.length - done, this.#chunkSamples - this.#filled);
      this.#chunk.set(frame.pcm.subarray(done, done + count), this.#filled);
      this.#filled += count;
      done += count;
      if (this.#filled === this.#chunkSamples) this.#sendChunk();
    }
  }

  /** The party has stopped talking: what was said is to be made final now. */
  flush(): void {
    this.#sendChunk();
    if (this.#state === 'hearing') this.#post({ kind: 'flush', stream: this.#openId() });
    else this.#owesFlush = this.#state === 'stalled';
  }

  /** Up to `to` nothing was said and nothing was pushed: the watermarks may pass. Follows a `flush`. */
  silence(to: Ticks): void {
    if (this.#state !== 'hearing') return;
    this.#givenTo = to;
    this.#post({ kind: 'silence', stream: this.#openId(), to });
  }

  /** The worker is there and has been told to open `id`. */
  opened(id: StreamId): void {
    this.#id = id;
    this.#tellMissing();
    this.#go('hearing');
  }

  /** The worker, or this stream in it, is gone, and with it what the detector knew but had not cleared. */
  lose(code?: ErrorCode): void {
    if (this.#state === 'closed' || this.#state === 'lost') return;
    if (this.#clearedTo !== undefined) this.#miss(span(this.#clearedTo, this.pushedTo));
    this.#forget();
    if (this.#state === 'closing') this.#finish();
    else this.#go('lost', code);
  }

  take(message: Extract<FromWorker, { readonly stream: StreamId }>): void {
    if (message.stream !== this.#id) return;
    this.#progress++;
    switch (message.kind) {
      case 'heard': {
        const heardTo = this.#within(message.heardTo);
        const finalTo = this.#within(message.finalTo);
        const clearedTo = this.#within(message.clearedTo);
        this.#clearedTo = clearedTo;
        this.#owner.heard({ heardTo, finalTo, clearedTo });
        return;
      }
      case 'returned': {
        const length = this.#onTheWay.shift() ?? 0;
        this.#unheard -= length;
        if (message.tookMs > 0) {
          this.#owner.counts.heardTicks += length;
          this.#owner.counts.busyMs += message.tookMs;
        }
        if (this.#state === 'stalled' && this.#unheard < RESUME_BELOW) {
          this.#tellMissing();
          this.#go('hearing');
          if (this.#owesFlush) this.flush();
        }
        return;
      }
      case 'failed':
        this.lose(message.code);
        return;
      case 'closed':
        // One that nobody has closed is as good as failed.
        if (this.#state !== 'closing') {
          this.lose('TACET_ENGINE_FAILED');
          return;
        }
        this.#forget();
        this.#finish();
    }
  }

  /** Sends what is left and lets the worker finish; a lost stream is closed at once. */
  close(): void {
    if (this.#state === 'closing' || this.#state === 'closed') return;
    if (this.#state === 'lost') {
      this.#finish();
      return;
    }
    this.#sendChunk();
    this.#post({ kind: 'close', stream: this.#openId() });
    this.#go('closing');
  }

  #sendChunk(): void {
    const chunk = this.#chunk;
    if (chunk === undefined || this.#filled === 0) return;
    const length = this.#filled * ticksPerSample(this.rateHz);
    if (this.#state === 'hearing' && this.#unheard + length > BOUND) {
      this.#owner.counts.stalls++;
      this.#go('stalled');
    }
    if (this.#state !== 'hearing') {
      this.#miss(span(this.#chunkFrom, this.#chunkFrom + length));
      chunk.fill(0, 0, this.#filled);
      this.#filled = 0;
      return;
    }
    const sampleCount = this.#filled;
    this.#chunk = undefined;
    this.#filled = 0;
    this.#clearedTo ??= this.#chunkFrom;
    this.#onTheWay.push(length);
    this.#unheard += length;
    this.#owner.counts.chunks++;
    const pcm = chunk.buffer;
    this.#owner.post({ kind: 'chunk', stream: this.#openId(), from: this.#chunkFrom, pcm, sampleCount }, [
      pcm,
    ]);
    this.#chunkFrom = ticks(this.#chunkFrom + length);
    this.#givenTo = this.#chunkFrom;
  }

  #within(mark: Ticks): Ticks {
    return ticks(Math.min(mark, this.#givenTo));
  }

  #post(message: ToWorker): void {
    this.#owner.post(message, []);
  }

  #openId(): StreamId {
    if (this.#id === undefined) throw new Error('a stream that is not open has nothing to send');
    return this.#id;
  }

  #miss(missed: Span): void {
    this.#missing = this.#missing === undefined ? missed : hull(this.#missing, missed);
  }

  #tellMissing(): void {
    const missing = this.#missing;
    this.#missing = undefined;
    if (missing !== undefined && !isEmpty(missing)) this.#owner.unheard(missing);
  }

  #forget(): void {
    if (this.#chunk !== undefined) this.#buffers.giveBack(this.#chunk.buffer);
    this.#chunk = undefined;
    this.#filled = 0;
    this.#onTheWay.length = 0;
    this.#unheard = 0;
    this.#id = undefined;
    this.#clearedTo = undefined;
  }

  #finish(): void {
    this.#tellMissing();
    this.#go('closed');
  }

  #go(to: SttState, code?: ErrorCode): void {
    if (!TRANSITIONS[this.#state].includes(to))
      throw new Error(`an STT stream cannot go ${this.#state} -> ${to}`);
    this.#state = to;
    this.#owner.state(to, code);
  }
}

/**
 * One leg inside the speech worker: its queue, its engine stream and its watermarks.
 *
 * Work is done strictly in order with one engine call in flight. The first failure, of engine or detector,
 * closes the stream: what still waits is given back unheard, and the main thread is told once.
 */
import { systemClock, type Timer } from '../core/clock.js';
import { codeOf, TacetError } from '../core/errors.js';
import type { Hypothesis } from '../core/hearing.js';
import { ticks, ticksPerSample, type Ticks } from '../core/units.js';
import type { Engine, EngineStream, StreamRequest } from './engine.js';
import { NoiseMeter } from './noise-meter.js';
import type { FromWorker, StreamId } from './stt-messages.js';

export interface StreamOwner {
  hypothesis(hypothesis: Hypothesis): void;
  clearedTo(): Ticks;
  finished(): void;
  /** A hypothesis was taken in: every leg of the call may have moved. */
  heard(): void;
  post(message: FromWorker): void;
  /** `tookMs`: how long the engine worked on it; 0 where it did not. */
  giveBack(pcm: ArrayBuffer, tookMs: number): void;
  /** Nothing more will come of this stream. */
  gone(): void;
}

type Work =
  | { readonly kind: 'hear'; readonly pcm: ArrayBuffer; readonly sampleCount: number; readonly from: Ticks }
  | { readonly kind: 'flush' }
  | { readonly kind: 'silence'; readonly to: Ticks }
  | { readonly kind: 'finish' };

export class HostedStream {
  readonly #id: StreamId;
  readonly #owner: StreamOwner;
  readonly #stream: EngineStream;
  readonly #queue: Work[] = [];
  #running = false;
  #over = false;
  readonly #ticksPerSample: number;
  readonly #noise: NoiseMeter;
  /** The end of the audio that the engine was given, or told of as silence. */
  #pushedTo = 0 as Ticks;
  #heardTo: Ticks | undefined;
  #finalTo: Ticks | undefined;
  #published: { readonly heardTo: Ticks; readonly finalTo: Ticks; readonly clearedTo: Ticks } | undefined;

  constructor(
    engine: Engine,
    request: Pick<StreamRequest, 'language' | 'rateHz' | 'traceparent'> & { readonly stream: StreamId },
    owner: StreamOwner,
  ) {
    this.#id = request.stream;
    this.#owner = owner;
    this.#ticksPerSample = ticksPerSample(request.rateHz);
    this.#noise = new NoiseMeter(request.rateHz);
    this.#stream = engine.open({
      language: request.language,
      rateHz: request.rateHz,
      traceparent: request.traceparent,
      onHypothesis: (hypothesis) => this.#take(hypothesis),
      onFailure: (error) => this.fail(error),
    });
  }

  hear(pcm: ArrayBuffer, sampleCount: number, from: Ticks): void {
    this.#enqueue({ kind: 'hear', pcm, sampleCount, from });
  }

  flush(): void {
    this.#enqueue({ kind: 'flush' });
  }

  /** Time has passed in which nothing was said. */
  silence(to: Ticks): void {
    this.#enqueue({ kind: 'silence', to });
  }

  /** Hears what waits, lets the detector decide what is open, and closes. */
  finish(): void {
    this.#enqueue({ kind: 'finish' });
  }

  /** Posts the watermarks where one has moved. */
  publish(): void {
    if (this.#heardTo === undefined || this.#finalTo === undefined || this.#over) return;
    const marks = { heardTo: this.#heardTo, finalTo: this.#finalTo, clearedTo: this.#owner.clearedTo() };
    const last = this.#published;
    if (
      last?.heardTo === marks.heardTo &&
      last.finalTo === marks.finalTo &&
      last.clearedTo === marks.clearedTo
    ) {
      return;
    }
    this.#published = marks;
    this.#owner.post({ kind: 'heard', stream: this.#id, ...marks });
  }

  fail(error: unknown): void {
    if (this.#over) return;
    this.#owner.post({ kind: 'failed', stream: this.#id, code: codeOf(error) });
    this.#end();
  }

  #take(hypothesis: Hypothesis): void {
    if (this.#over) return;
    const possible = this.#possible(hypothesis);
    if (possible === undefined) return;
    this.#heardTo = possible.heardTo;
    if (possible.kind === 'final') this.#finalTo = possible.finalTo;
    try {
      this.#owner.hypothesis({ ...possible, noisySince: this.#noise.noisySince(possible.heardTo) });
      this.#owner.heard();
    } catch (error) {
      this.fail(error);
    }
  }

  /** No engine has heard what it was not given: its watermarks would open the gates. Undefined without any. */
  #possible(hypothesis: Hypothesis): Hypothesis | undefined {
    if (!Number.isFinite(hypothesis.heardTo)) return undefined;
    const heardTo = Math.min(hypothesis.heardTo, this.#pushedTo) as Ticks;
    if (hypothesis.kind === 'partial') return { ...hypothesis, heardTo };
    const { finalTo } = hypothesis;
    return {
      ...hypothesis,
      heardTo,
      finalTo: Number.isFinite(finalTo)
        ? (Math.min(finalTo, heardTo) as Ticks)
        : (this.#finalTo ?? (0 as Ticks)),
    };
  }

  #enqueue(work: Work): void {
    if (this.#over) {
      if (work.kind === 'hear') this.#owner.giveBack(work.pcm, 0);
      return;
    }
    this.#queue.push(work);
    // Never rejects: #run keeps every failure to itself.
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let work = this.#queue.shift(); work !== undefined; work = this.#queue.shift()) {
      const sinceMs = systemClock.now();
      try {
        await this.#perform(work);
      } catch (error) {
        this.fail(error);
      } finally {
        if (work.kind === 'hear') this.#owner.giveBack(work.pcm, systemClock.now() - sinceMs);
      }
    }
    this.#running = false;
  }

  async #perform(work: Work): Promise<void> {
    switch (work.kind) {
      case 'hear':
        // Nothing earlier will be said of this leg: the first audio is where certainty begins.
        this.#finalTo ??= work.from;
        this.#pushedTo = ticks(work.from + work.sampleCount * this.#ticksPerSample);
        await this.#inTime(this.#push(new Int16Array(work.pcm, 0, work.sampleCount), work.from));
        return;
      case 'flush':
        await this.#inTime(this.#stream.flush());
        return;
      case 'silence':
        this.#finalTo ??= work.to;
        this.#pushedTo = work.to;
        this.#take({ kind: 'final', words: [], heardTo: work.to, finalTo: work.to });
        return;
      case 'finish':
        await this.#inTime(this.#stream.flush());
        if (this.#over) return;
        this.#owner.finished();
        this.#owner.heard();
        this.#owner.post({ kind: 'closed', stream: this.#id });
        this.#end();
    }
  }

  async #inTime(call: Promise<void>): Promise<void> {
    const { patienceMs } = this.#stream;
    if (patienceMs === undefined) return call;
    let limit: Timer | undefined;
    const late = new Promise<never>((_, reject) => {
      limit = systemClock.after(patienceMs, () => reject(new TacetError('TACET_STT_SLOW')));
    });
    return Promise.race([call, late]).finally(() => limit?.cancel());
  }

  async #push(pcm: Int16Array, from: Ticks): Promise<void> {
    this.#noise.hear(pcm);
    await this.#stream.push(pcm, from);
  }

  #end(): void {
    this.#over = true;
    for (const work of this.#queue.splice(0)) if (work.kind === 'hear') this.#owner.giveBack(work.pcm, 0);
    this.#owner.gone();
    // It has failed already, or has nothing left to say: how its closing goes changes nothing.
    void this.#stream.close().catch(() => undefined);
  }
}

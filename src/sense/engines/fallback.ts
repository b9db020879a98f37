/**
 * Several engines, the first that works is heard.
 *
 *     first     ------------x                  (asked for again, with back-off) ----> takes over at the next pause
 *     second                 \ hears again what the first had not made final ------x
 *
 * Until the second has heard as far as the first had, the words that the first had shown stand in, so that no suspicion
 * is dropped for the change. What neither has heard is never passed over: where the audio for it is not kept any more,
 * or no engine is left, the stream fails.
 */
import { Backoff } from '../../core/backoff.js';
import { systemClock, type Clock, type Timer } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';
import type { Hypothesis, Word } from '../../core/hearing.js';
import { overlaps } from '../../core/span.js';
import { millisToTicks, samplesToTicks, ticks, type Ticks } from '../../core/units.js';
import type { Engine, EngineStream, StreamRequest } from '../engine.js';
import { EarStream } from './ear-stream.js';
import { StreamLife } from './stream-life.js';
import { PATIENCE_MS } from './remote/remote-stream.js';
import { RecentAudio } from './recent-audio.js';

const RETRY = { firstMs: 1_000, longestMs: 15_000 };
/** More than a recogniser takes to make up its mind about what digits are. */
const KEPT = millisToTicks(8_000);
/** By when an engine shows a word that it has heard, nearly always. */
const SHOWS_WITHIN = millisToTicks(500);

export class FallbackEngine implements Engine {
  readonly name = 'fallback';
  readonly capabilities = { partials: true, wordTimes: true };
  readonly #engines: readonly Engine[];
  readonly #clock: Clock;
  /** Found to be away by some stream: others do not try it first. */
  readonly #away = new Set<number>();

  constructor(engines: readonly Engine[], clock: Clock = systemClock) {
    this.#engines = engines;
    this.#clock = clock;
  }

  open(request: StreamRequest): EngineStream {
    return new FallbackStream(this.#engines, request, this.#clock, this.#away);
  }

  close(): void {
    for (const engine of this.#engines) engine.close();
  }
}

class FallbackStream implements EngineStream {
  readonly patienceMs = PATIENCE_MS;
  readonly #engines: readonly Engine[];
  readonly #request: StreamRequest;
  readonly #life = new StreamLife({
    ended: () => this.#release(),
    failed: (error) => this.#request.onFailure?.(error),
  });
  readonly #clock: Clock;
  readonly #away: Set<number>;
  readonly #backoff = new Backoff(RETRY);
  readonly #recent: RecentAudio;
  #ear: EarStream;
  /** A better engine that is there again, and waits for a pause. */
  #returning: EarStream | undefined;
  #retry: Timer | undefined;
  #isAsking = false;
  #end: Ticks | undefined;
  #heardTo = 0 as Ticks;
  #finalTo = 0 as Ticks;
  #partial: readonly Word[] = [];
  /** What the engine before had shown and this one has not reached yet. */
  #standIn: readonly Word[] = [];

  constructor(engines: readonly Engine[], request: StreamRequest, clock: Clock, away: Set<number>) {
    this.#engines = engines;
    this.#request = request;
    this.#clock = clock;
    this.#away = away;
    this.#recent = new RecentAudio(request.rateHz, KEPT);
    const first = engines.findIndex((_, index) => !away.has(index));
    this.#ear = this.#open(Math.max(0, first));
    this.#askBack();
  }

  push(pcm: Int16Array, from: Ticks): Promise<void> {
    return this.#life.inTurn(async () => {
      if (from !== this.#end) {
        await this.#settle();
        this.#finalTo = ticks(Math.max(this.#finalTo, from));
      }
      this.#end = ticks(from + samplesToTicks(pcm.length, this.#request.rateHz));
      this.#recent.keep(pcm, from);
      if (!(await this.#ear.push(pcm, from))) await this.#takeOver();
    });
  }

  flush(): Promise<void> {
    return this.#life.inTurn(() => this.#settle());
  }

  close(): Promise<void> {
    return this.#life.close();
  }

  /** Everything is heard; this is where a better engine may come back. */
  async #settle(): Promise<void> {
    while (!(await this.#ear.flush()) && !this.#life.isOver()) await this.#takeOver();
    if (this.#life.isOver()) return;
    this.#recent.clear();
    this.#standIn = [];
    const returning = this.#returning;
    if (returning?.isThere !== true) return;
    this.#returning = undefined;
    this.#ear.close();
    this.#ear = returning;
    this.#partial = [];
    this.#backoff.reset();
    this.#askBack();
  }

  /** The engine is gone: the next one that works hears what is not final. */
  async #takeOver(): Promise<void> {
    const failed = this.#ear;
    if (failed.isThere || this.#life.isOver()) return;
    this.#standIn = [...this.#partial, ...this.#standIn];
    this.#partial = [];
    this.#passOver(failed);
    const order = [failed.index + 1, 0].flatMap((from, pass) =>
      this.#engines.map((_, i) => i).filter((i) => (pass === 0 ? i >= from : i < failed.index)),
    );
    for (const index of order) {
      if (this.#life.isOver()) return;
      this.#ear = this.#open(index);
      if (await this.#hearAgain(this.#ear)) {
        this.#askBack();
        return;
      }
    }
    throw failed.error;
  }

  async #hearAgain(ear: EarStream): Promise<boolean> {
    for (const { pcm, from } of [...this.#recent.chunks]) {
      if (!(await ear.push(pcm.slice(), from))) return false;
    }
    return ear.isThere;
  }

  /** What is not final and not kept any more: the words shown there were said, if all of it was heard. */
  #passOver(failed: EarStream): void {
    const from = this.#recent.chunks[0]?.from ?? this.#end;
    if (from === undefined || from <= this.#finalTo) return;
    if (from > this.#heardTo) throw failed.error;
    this.#emit({
      kind: 'final',
      words: this.#standIn.filter(({ span }) => span.from < from),
      heardTo: this.#heardTo,
      finalTo: from,
    });
    this.#standIn = this.#standIn.filter(({ span }) => span.from >= from);
  }

  #open(index: number): EarStream {
    const engine = this.#engines[index];
    if (engine === undefined) throw new TacetError('TACET_ENGINE_FAILED');
    const ear = new EarStream(index, engine, this.#request, {
      hypothesis: (from, hypothesis) => from === this.#ear && this.#take(hypothesis),
      failed: (from) => this.#failed(from),
    });
    if (!ear.isThere) this.#away.add(index);
    return ear;
  }

  #failed(ear: EarStream): void {
    this.#away.add(ear.index);
    if (ear === this.#returning) {
      this.#returning = undefined;
      this.#askBack();
    } else if (ear === this.#ear) void this.#life.inTurn(() => this.#takeOver()).catch(() => undefined);
  }

  #take(hypothesis: Hypothesis): void {
    const heardTo = ticks(Math.max(this.#heardTo, hypothesis.heardTo));
    if (hypothesis.kind === 'final') {
      this.#standIn = this.#standIn.filter(({ span }) => span.from >= hypothesis.finalTo);
      this.#partial = [];
      this.#emit({ ...hypothesis, heardTo });
      this.#recent.dropBefore(hypothesis.finalTo);
      if (this.#standIn.length > 0) this.#emit({ kind: 'partial', words: this.#standIn, heardTo });
      return;
    }
    const { words } = hypothesis;
    this.#standIn = this.#standIn.filter(({ span }) => span.to + SHOWS_WITHIN > hypothesis.heardTo);
    const missing = this.#standIn.filter(({ span }) => !words.some((word) => overlaps(word.span, span)));
    this.#partial = words;
    this.#emit({
      kind: 'partial',
      words: [...words, ...missing].sort((a, b) => a.span.from - b.span.from),
      heardTo,
    });
  }

  #emit(hypothesis: Hypothesis): void {
    if (this.#life.isOver()) return;
    this.#heardTo = hypothesis.heardTo;
    if (hypothesis.kind === 'final') this.#finalTo = ticks(Math.max(this.#finalTo, hypothesis.finalTo));
    this.#request.onHypothesis(hypothesis);
  }

  /** Asks, now and then, whether an engine before this one is there again. */
  #askBack(): void {
    if (this.#ear.index === 0 || this.#returning !== undefined || this.#isAsking || this.#life.isOver())
      return;
    this.#retry?.cancel();
    this.#retry = this.#clock.after(this.#backoff.next(), () => void this.#ask());
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    await this.#look();
    this.#isAsking = false;
    this.#askBack();
  }

  async #look(): Promise<void> {
    for (let index = 0; index < this.#ear.index && !this.#life.isOver(); index++) {
      const ear = this.#open(index);
      // An engine that is there has nothing to finalise, and says so.
      if (!(await ear.flush())) continue;
      if (this.#life.isOver() || this.#ear.index <= index) {
        ear.close();
        return;
      }
      this.#away.delete(index);
      this.#returning = ear;
      return;
    }
  }

  #release(): void {
    this.#retry?.cancel();
    this.#ear.close();
    this.#returning?.close();
    this.#recent.clear();
    this.#partial = [];
    this.#standIn = [];
  }
}

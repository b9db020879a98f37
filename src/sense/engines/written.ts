/**
 * An engine for tests: it hears the words that are written in the audio, and meets the troubles that are, too.
 *
 * What it hears depends on the samples that it gets and on nothing else, so many calls of one worker can say different
 * things, and what was lost on the way or masked is not heard. A word shows once it is over; it is final after half
 * a second of quiet.
 */
import { z } from 'zod';

import { TacetError } from '../../core/errors.js';
import type { Word } from '../../core/hearing.js';
import { span } from '../../core/span.js';
import { millisToTicks, samplesToTicks, ticks, type Ticks } from '../../core/units.js';
import type { Engine, EngineStream, StreamRequest } from '../engine.js';
import { HEADER_SAMPLES, readFrame, WRITTEN_FRAME_SAMPLES, type WrittenFrame } from './writing.js';

export const WrittenOptions = z.strictObject({
  vocabulary: z.array(z.string().min(1)).max(1_024),
  /** How long a push takes while it is slow, for so many pushes. */
  slowMs: z.number().positive().default(300),
  slowPushes: z.int().positive().default(40),
});
export type WrittenOptions = z.infer<typeof WrittenOptions>;

const FINAL_AFTER = millisToTicks(500);

export class WrittenEngine implements Engine {
  readonly name = 'written';
  readonly capabilities = { partials: true, wordTimes: true };
  readonly #options: WrittenOptions;

  constructor(options: WrittenOptions) {
    this.#options = options;
  }

  open(request: StreamRequest): EngineStream {
    return new WrittenStream(this.#options, request);
  }

  close(): void {
    // Nothing is shared.
  }
}

class WrittenStream implements EngineStream {
  readonly #options: WrittenOptions;
  readonly #request: StreamRequest;
  /** Of the utterance, by where they begin. */
  readonly #words = new Map<Ticks, Word>();
  /** Too short to hold a header: it is looked at with what follows. */
  #rest = new Int16Array(0);
  #pushedTo: Ticks | undefined;
  #quietSince = ticks(0);
  #slowPushes = 0;
  #isGarbled = false;

  constructor(options: WrittenOptions, request: StreamRequest) {
    this.#options = options;
    this.#request = request;
  }

  async push(pcm: Int16Array, from: Ticks): Promise<void> {
    if (from !== this.#pushedTo) await this.flush();
    const to = ticks(from + samplesToTicks(pcm.length, this.#request.rateHz));
    const all = Int16Array.from([...this.#rest, ...pcm]);
    const allFrom = ticks(from - samplesToTicks(this.#rest.length, this.#request.rateHz));
    for (let at = 0; at + HEADER_SAMPLES <= all.length; at++) {
      const frame = readFrame(all, at);
      if (frame === undefined) continue;
      this.#note(frame, ticks(allFrom + samplesToTicks(at, this.#request.rateHz)));
      await this.#meet(frame);
      at += WRITTEN_FRAME_SAMPLES - 1;
    }
    this.#rest = all.slice(Math.max(0, all.length - HEADER_SAMPLES + 1));
    if (this.#slowPushes > 0) {
      this.#slowPushes--;
      await new Promise((resolve) => setTimeout(resolve, this.#options.slowMs));
    }
    this.#pushedTo = to;
    this.#tell(to);
  }

  flush(): Promise<void> {
    if (this.#pushedTo !== undefined) this.#finalise(this.#pushedTo);
    this.#rest = new Int16Array(0);
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#rest.fill(0);
    return Promise.resolve();
  }

  #note({ word, frame, frames }: WrittenFrame, at: Ticks): void {
    const length = samplesToTicks(WRITTEN_FRAME_SAMPLES, this.#request.rateHz);
    const from = ticks(at - frame * length);
    const text = this.#options.vocabulary[word] ?? '[unk]';
    const to = ticks(from + frames * length);
    this.#words.set(from, { text, span: span(from, to), confidence: 1 });
    this.#quietSince = to;
  }

  #tell(heardTo: Ticks): void {
    if (heardTo - this.#quietSince >= FINAL_AFTER) {
      this.#finalise(heardTo);
      return;
    }
    this.#request.onHypothesis({ kind: 'partial', words: this.#heard(heardTo), heardTo });
  }

  #heard(heardTo: Ticks): Word[] {
    const words = [...this.#words.values()].filter((word) => word.span.to <= heardTo);
    // What no recogniser may say: words without times, as one with a wrong version of its protocol would.
    return this.#isGarbled ? words.map(({ text }) => ({ text }) as Word) : words;
  }

  #finalise(heardTo: Ticks): void {
    this.#request.onHypothesis({ kind: 'final', words: this.#heard(heardTo), heardTo, finalTo: heardTo });
    for (const [from, { span: place }] of this.#words) if (place.to <= heardTo) this.#words.delete(from);
    this.#isGarbled = false;
  }

  async #meet({ trouble }: WrittenFrame): Promise<void> {
    switch (trouble) {
      case 'none':
        return;
      case 'throw':
        throw new TacetError('TACET_ENGINE_FAILED', 'written');
      case 'hang':
        await new Promise(() => undefined);
        return;
      case 'crash':
        return process.exit(1);
      case 'out-of-memory':
        for (const hoard: object[][] = []; ;) hoard.push(Array.from({ length: 10_000 }, () => ({})));
      case 'slow':
        this.#slowPushes = this.#options.slowPushes;
        return;
      case 'garbage':
        this.#isGarbled = true;
    }
  }
}

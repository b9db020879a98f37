/** A stream of an engine under test: what was pushed, and everything it said. */
import type { Hypothesis, Word } from '../../core/hearing.js';
import { samplesToTicks, ticks, type SampleRate, type Ticks } from '../../core/units.js';
import type { Engine, EngineStream } from '../../sense/engine.js';
import { within } from '../bridges/rtp-client.js';

const CHUNK_MS = 60;

export class Listening {
  readonly hypotheses: Hypothesis[] = [];
  readonly stream: EngineStream;
  readonly #rateHz: SampleRate;
  readonly #failed: Promise<unknown>;
  #wake: () => void = () => undefined;
  pushedTo = 0 as Ticks;
  failure: unknown;

  constructor(engine: Engine, rateHz: SampleRate = 8_000, language = 'en') {
    this.#rateHz = rateHz;
    let fail: (error: unknown) => void = () => undefined;
    this.#failed = new Promise((resolve) => (fail = resolve));
    this.stream = engine.open({
      language,
      rateHz,
      onHypothesis: (hypothesis) => {
        this.hypotheses.push(hypothesis);
        this.#wake();
      },
      onFailure: (error) => {
        this.failure = error;
        fail(error);
      },
    });
  }

  /** As the worker host does it: one at a time, the buffer zeroed as soon as the push has settled. */
  async play(pcm: Int16Array, from: Ticks = this.pushedTo): Promise<Ticks> {
    const size = (this.#rateHz * CHUNK_MS) / 1_000;
    this.pushedTo = from;
    for (let done = 0; done < pcm.length; done += size) {
      const chunk = pcm.slice(done, done + size);
      const at = this.pushedTo;
      this.pushedTo = ticks(at + samplesToTicks(chunk.length, this.#rateHz));
      await this.stream.push(chunk, at);
      chunk.fill(0);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return this.pushedTo;
  }

  get heardTo(): number {
    return this.hypotheses.at(-1)?.heardTo ?? 0;
  }

  get finalWords(): readonly Word[] {
    return this.hypotheses.flatMap((each) => (each.kind === 'final' ? each.words : []));
  }

  /** Resolves when it has said something for which this holds. */
  async until(holds: (listening: this) => boolean): Promise<void> {
    const held = async (): Promise<void> => {
      while (!holds(this)) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    await within(held(), 'the engine to say it');
  }

  /** Why it failed; waits for that. */
  failed(): Promise<unknown> {
    return within(this.#failed, 'the stream to fail');
  }
}

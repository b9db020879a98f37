/** One of several engines that hear the same leg, and whether it is still there. */
import type { Hypothesis } from '../../core/hearing.js';
import type { Ticks } from '../../core/units.js';
import type { Engine, EngineStream, StreamRequest } from '../engine.js';

export interface EarOwner {
  hypothesis(ear: EarStream, hypothesis: Hypothesis): void;
  /** Once. */
  failed(ear: EarStream, error: unknown): void;
}

export class EarStream {
  /** Its place among the engines. */
  readonly index: number;
  readonly #owner: EarOwner;
  #stream: EngineStream | undefined;
  #error: unknown;

  constructor(index: number, engine: Engine, request: StreamRequest, owner: EarOwner) {
    this.index = index;
    this.#owner = owner;
    try {
      this.#stream = engine.open({
        language: request.language,
        rateHz: request.rateHz,
        traceparent: request.traceparent,
        onHypothesis: (hypothesis) => {
          if (this.isThere) owner.hypothesis(this, hypothesis);
        },
        onFailure: (error) => this.#fail(error),
      });
    } catch (error) {
      this.#error = error;
    }
  }

  get isThere(): boolean {
    return this.#stream !== undefined;
  }

  get error(): unknown {
    return this.#error;
  }

  /** @returns whether it is still there */
  async push(pcm: Int16Array, from: Ticks): Promise<boolean> {
    return this.#try((stream) => stream.push(pcm, from));
  }

  /** @returns whether all is heard */
  async flush(): Promise<boolean> {
    return this.#try((stream) => stream.flush());
  }

  /** How the closing goes changes nothing any more. */
  close(): void {
    void this.#stream?.close().catch(() => undefined);
    this.#stream = undefined;
  }

  async #try(call: (stream: EngineStream) => Promise<void>): Promise<boolean> {
    const stream = this.#stream;
    if (stream === undefined) return false;
    try {
      await call(stream);
    } catch (error) {
      this.#fail(error);
    }
    return this.isThere;
  }

  #fail(error: unknown): void {
    if (this.#stream === undefined) return;
    this.close();
    this.#error = error;
    this.#owner.failed(this, error);
  }
}

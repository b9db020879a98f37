/**
 * The life of an engine's stream whose calls take turns: it goes on, or is closed, or has failed for good.
 *
 * After `close` every call is a no-op, after a failure every call rejects. What the stream holds is let go once, at
 * its end, and a failure is told after that.
 */
import { TacetError } from '../../core/errors.js';

export interface StreamOwner {
  /** Lets go of everything; undefined where the stream was closed. */
  ended(error: TacetError | undefined): void;
  /** Once, after `ended`. */
  failed(error: TacetError): void;
}

export class StreamLife {
  readonly #owner: StreamOwner;
  #turn: Promise<void> = Promise.resolve();
  #isOver = false;
  #error: TacetError | undefined;

  constructor(owner: StreamOwner) {
    this.#owner = owner;
  }

  /** A question, not a property: the answer may change while a call waits. */
  isOver(): boolean {
    return this.#isOver;
  }

  /** One call after the other; what one throws is the stream's failure. */
  inTurn(run: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(async () => {
      try {
        if (!this.#isOver) await run();
      } catch (error) {
        this.fail(error);
      }
      if (this.#error !== undefined) throw this.#error;
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  fail(error: unknown): void {
    if (this.#isOver) return;
    const known = error instanceof TacetError ? error : new TacetError('TACET_ENGINE_FAILED');
    this.#error = known;
    this.#end();
    this.#owner.failed(known);
  }

  /** At once: whoever waits is let go. */
  close(): Promise<void> {
    if (!this.#isOver) this.#end();
    return Promise.resolve();
  }

  #end(): void {
    this.#isOver = true;
    this.#owner.ended(this.#error);
  }
}

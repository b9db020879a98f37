/**
 * An engine that hears with another engine and the digit spotter together, and gives their words as one.
 *
 *     audio --+--> recogniser --> hypothesis --+--> hypothesis
 *             +--> spotter ----> digits -------+
 *
 * The recogniser sets the pace: every hypothesis of it goes on with the spotter's digits put in. A final one is
 * final only up to where the spotter is sure as well; words of the recogniser behind that wait for the next.
 */
import type { Hypothesis, Word } from '../../core/hearing.js';
import { ticks, type Ticks } from '../../core/units.js';
import type { Engine, EngineStream, StreamRequest } from '../engine.js';
import { DigitSpotter } from '../spotter/digit-spotter.js';
import type { SpotterWeights } from '../spotter/spotter-weights.js';
import { withSpotted, type SpotterRole } from './spotted-words.js';

export interface Spotting {
  readonly weights: SpotterWeights;
  readonly role: SpotterRole;
  /** Whether a word of the recogniser is a digit. */
  readonly isDigit: (text: string) => boolean;
}

export class SpottingEngine implements Engine {
  readonly name: string;
  readonly capabilities;
  readonly #inner: Engine;
  readonly #spotting: Spotting;

  constructor(inner: Engine, spotting: Spotting) {
    this.name = inner.name;
    this.capabilities = inner.capabilities;
    this.#inner = inner;
    this.#spotting = spotting;
  }

  open(request: StreamRequest): EngineStream {
    return new SpottingStream(this.#inner, this.#spotting, request);
  }

  close(): void {
    this.#inner.close();
  }
}

class SpottingStream implements EngineStream {
  readonly #inner: EngineStream;
  readonly #spotting: Spotting;
  readonly #spotter: DigitSpotter;
  readonly #onHypothesis: (hypothesis: Hypothesis) => void;
  #isStarted = false;
  #finalTo = ticks(0);
  /** Final words of the recogniser that lie where the spotter is not sure yet. */
  #waiting: readonly Word[] = [];
  #turn: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(inner: Engine, spotting: Spotting, request: StreamRequest) {
    this.#spotting = spotting;
    this.#spotter = new DigitSpotter(spotting.weights, request.rateHz);
    this.#onHypothesis = request.onHypothesis;
    this.#inner = inner.open({ ...request, onHypothesis: (hypothesis) => this.#take(hypothesis) });
  }

  push(pcm: Int16Array, from: Ticks): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#isStarted || from !== this.#spotter.heardTo) {
        await this.#settle();
        this.#spotter.restart(from);
        this.#isStarted = true;
        this.#finalTo = from;
      }
      this.#spotter.hear(pcm);
      await this.#inner.push(pcm, from);
    });
  }

  flush(): Promise<void> {
    return this.#inTurn(() => this.#settle());
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#isClosed = true;
      this.#spotter.restart(ticks(0));
      await this.#inner.close();
    });
  }

  /** What was said so far becomes final; the recogniser, asked before any new audio, says so. */
  async #settle(): Promise<void> {
    if (!this.#isStarted) return;
    this.#spotter.settle();
    await this.#inner.flush();
    const heardTo = this.#spotter.heardTo;
    // The recogniser had nothing left to say, but what the spotter was not sure of waits.
    if (this.#finalTo < heardTo) this.#take({ kind: 'final', words: [], heardTo, finalTo: heardTo });
    this.#spotter.restart(heardTo);
  }

  #take(hypothesis: Hypothesis): void {
    const words = [...this.#waiting, ...hypothesis.words];
    if (hypothesis.kind === 'partial') {
      this.#onHypothesis({ ...hypothesis, words: this.#together(words) });
      return;
    }
    const finalTo = ticks(Math.min(hypothesis.finalTo, this.#spotter.settledTo));
    const together = this.#together(words);
    this.#waiting = words.filter(({ span }) => span.from >= finalTo);
    this.#spotter.dropBefore(finalTo);
    this.#finalTo = finalTo;
    this.#onHypothesis({ ...hypothesis, finalTo, words: together.filter(({ span }) => span.from < finalTo) });
  }

  #together(words: readonly Word[]): readonly Word[] {
    const { isDigit, role } = this.#spotting;
    return withSpotted(words, this.#spotter.words, isDigit, role);
  }

  /** One call after the other; after `close` every call is a no-op. */
  #inTurn(run: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(() => (this.#isClosed ? undefined : run()));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

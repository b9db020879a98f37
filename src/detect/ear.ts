/**
 * The words of one leg that may still matter: final ones, the partial ones of the utterance that goes on, and how far
 * both reach. Lives in the speech worker; `close` forgets everything.
 */
import { sane } from './sanity.js';
import type { Hypothesis, Word } from '../core/hearing.js';
import type { Ticks } from '../core/units.js';

export class Ear {
  #final: Word[] = [];
  #partial: readonly Word[] = [];
  heardTo = 0 as Ticks;
  finalTo = 0 as Ticks;

  /** @returns whether the engine has said what cannot be */
  hear(hypothesis: Hypothesis): boolean {
    const words = sane(hypothesis.words, this.finalTo, hypothesis.heardTo);
    this.heardTo = Math.max(this.heardTo, hypothesis.heardTo) as Ticks;
    if (hypothesis.kind === 'final') {
      this.#final.push(...words);
      this.#partial = [];
      if (Number.isFinite(hypothesis.finalTo))
        this.finalTo = Math.max(this.finalTo, hypothesis.finalTo) as Ticks;
    } else this.#partial = words;
    return words.length < hypothesis.words.length;
  }

  get words(): readonly Word[] {
    return [...this.#final, ...this.#partial];
  }

  get finalWords(): readonly Word[] {
    return this.#final;
  }

  /** The leg has ended: what was never made final counts as said. */
  finish(): void {
    this.#final.push(...this.#partial);
    this.#partial = [];
    this.finalTo = this.heardTo;
  }

  /** Drops final words that ended before `to`. */
  forget(to: Ticks): void {
    this.#final = this.#final.filter((word) => word.span.to >= to);
  }

  close(): void {
    this.#final = [];
    this.#partial = [];
  }
}

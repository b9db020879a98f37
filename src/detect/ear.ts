/**
 * The words of one leg that may still matter: final ones, the partial ones of the utterance that goes on, and how far
 * both reach. Lives in the speech worker; `close` forgets everything.
 */
import { sane } from './sanity.js';
import type { Hypothesis, Word } from '../core/hearing.js';
import { span, SpanSet, type Span } from '../core/span.js';
import type { Ticks } from '../core/units.js';

/** More than anybody says before it is decided; an engine that never makes up its mind does not fill the memory. */
export const MOST_FINAL_WORDS = 2_000;

export class Ear {
  #final: Word[] = [];
  #partial: readonly Word[] = [];
  readonly #noisy = new SpanSet();
  heardTo = 0 as Ticks;
  finalTo = 0 as Ticks;

  /** @returns from where on the engine has said what cannot be, or more than is kept; undefined where all is well */
  hear(hypothesis: Hypothesis): Ticks | undefined {
    const since = this.finalTo;
    const words = sane(hypothesis.words, this.finalTo, hypothesis.heardTo);
    this.heardTo = Math.max(this.heardTo, hypothesis.heardTo) as Ticks;
    const { noisySince } = hypothesis;
    if (noisySince !== undefined) this.#noisy.add(span(Math.min(noisySince, this.heardTo), this.heardTo));
    if (hypothesis.kind === 'final') {
      this.#final.push(...words);
      this.#partial = [];
      if (Number.isFinite(hypothesis.finalTo))
        // What was not heard yet cannot be final.
        this.finalTo = Math.max(this.finalTo, Math.min(hypothesis.finalTo, this.heardTo)) as Ticks;
    } else this.#partial = words;
    const cropped = this.#crop();
    if (cropped !== undefined) return Math.min(since, cropped) as Ticks;
    const isAll = Array.isArray(hypothesis.words) && words.length === hypothesis.words.length;
    return isAll ? undefined : since;
  }

  /** Drops the older half of too many words. @returns where the first of them began */
  #crop(): Ticks | undefined {
    if (this.#final.length <= MOST_FINAL_WORDS) return undefined;
    const dropped = this.#final.splice(0, this.#final.length - MOST_FINAL_WORDS / 2);
    return Math.min(...dropped.map(({ span }) => span.from)) as Ticks;
  }

  /** Whether noise was nearly as loud as the voice anywhere in this stretch. */
  isNoisy(stretch: Span): boolean {
    return this.#noisy.overlapsAny(stretch);
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
    this.#noisy.dropBefore(to);
  }

  close(): void {
    this.#final = [];
    this.#partial = [];
  }
}

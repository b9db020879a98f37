/**
 * From the spotter's answers to number words: where a stretch of "some number" begins and ends, and which one it is.
 *
 *     P(some number)  _____/----------\____/-----------------\___
 *     likeliest       . . 4 4 4 4 4 4 4 . . 2 2 2 2 2 7 7 7 7 7 .
 *     words               [     4    ]      [    2   ][    7    ]
 *
 * The likeliest word of a stretch is the one with most probability in all; another one that stays likelier for
 * long enough begins a stretch of its own. Counts answers, knows nothing of time. bench/spotter/segments.py is
 * the same for tuning.
 */
import { CLASSES } from './spotter-weights.js';

export interface DigitSegment {
  /** Place in NUMBER_WORDS. */
  readonly word: number;
  /** First answer, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Mean probability of that word, 0..1. */
  readonly sureness: number;
}

const ENTER = 0.4;
const LEAVE = 0.3;
/** Answers in a row for another digit before it counts as a new one. */
const SWITCH_ANSWERS = 5;
/** Shorter or fainter is no digit. */
const MIN_ANSWERS = 7;
const MIN_MASS = 6;

const WORDS = CLASSES - 1;

export class DigitSegments {
  #answers = 0;
  #from: number | undefined;
  readonly #mass = new Float64Array(WORDS);
  /** The last answers, for what a new digit takes over from the one before. */
  readonly #recent = Array.from({ length: SWITCH_ANSWERS }, () => new Float32Array(CLASSES));
  #rival = -1;
  #rivalAnswers = 0;

  /** Answers taken since the start. */
  get answers(): number {
    return this.#answers;
  }

  /** Where the digit begins that may be under way. */
  get openFrom(): number | undefined {
    return this.#from;
  }

  reset(): void {
    this.#answers = 0;
    this.#from = undefined;
  }

  /** @returns the digit that this answer has brought to an end, if any. */
  push(answer: Float32Array): DigitSegment | undefined {
    const at = this.#answers++;
    (this.#recent[at % SWITCH_ANSWERS] as Float32Array).set(answer);
    const anyWord = 1 - (answer[0] as number);
    if (this.#from === undefined) {
      if (anyWord >= ENTER) this.#begin(at, 1);
      return undefined;
    }
    if (anyWord < LEAVE) {
      const ended = this.#open(at);
      this.#from = undefined;
      return ended;
    }
    return this.#goOn(answer, at);
  }

  /** The digit under way, if it is one already. */
  get open(): DigitSegment | undefined {
    return this.#open(this.#answers);
  }

  /** Nothing follows: ends the digit under way. */
  end(): DigitSegment | undefined {
    const ended = this.#open(this.#answers);
    this.#from = undefined;
    return ended;
  }

  #goOn(answer: Float32Array, at: number): DigitSegment | undefined {
    const likeliest = indexOfMax(answer, 1) - 1;
    const leader = indexOfMax(this.#mass, 0);
    this.#rivalAnswers = likeliest === leader ? 0 : likeliest === this.#rival ? this.#rivalAnswers + 1 : 1;
    this.#rival = likeliest;
    for (let word = 0; word < WORDS; word++)
      this.#mass[word] = this.#massOf(word) + (answer[word + 1] as number);
    const turn = at + 1 - this.#rivalAnswers;
    const isLongEnough = this.#from !== undefined && turn - this.#from >= MIN_ANSWERS;
    if (this.#rivalAnswers < SWITCH_ANSWERS || !isLongEnough) return undefined;
    for (const recent of this.#recent) {
      for (let word = 0; word < WORDS; word++) {
        this.#mass[word] = this.#massOf(word) - (recent[word + 1] as number);
      }
    }
    const ended = this.#open(turn);
    this.#begin(turn, SWITCH_ANSWERS);
    return ended;
  }

  /** Begins a digit with the last `count` answers. */
  #begin(from: number, count: number): void {
    this.#from = from;
    this.#rival = -1;
    this.#rivalAnswers = 0;
    this.#mass.fill(0);
    for (let i = 0; i < count; i++) {
      const recent = this.#recent[(from + i) % SWITCH_ANSWERS] as Float32Array;
      for (let word = 0; word < WORDS; word++)
        this.#mass[word] = this.#massOf(word) + (recent[word + 1] as number);
    }
  }

  #open(to: number): DigitSegment | undefined {
    const from = this.#from;
    if (from === undefined || to - from < MIN_ANSWERS) return undefined;
    if (this.#mass.reduce((sum, mass) => sum + mass, 0) < MIN_MASS) return undefined;
    const word = indexOfMax(this.#mass, 0);
    return { word, from, to, sureness: Math.min(1, this.#massOf(word) / (to - from)) };
  }

  #massOf(word: number): number {
    return this.#mass[word] as number;
  }
}

const indexOfMax = (values: Float32Array | Float64Array, from: number): number => {
  let best = from;
  for (let i = from + 1; i < values.length; i++)
    if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
};

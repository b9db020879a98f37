/**
 * Card numbers that were given in this call, so that they are known when they come again: read back by the other
 * party, begun once more, or said after a word that the recogniser took for another number's name.
 *
 *     given    4242 4242 4242 4242
 *     heard    "flight"  4242 424 4342        nearly a part of it: no number of a flight
 *
 * A few digits in common mean nothing: the last four may be said. Lives in the speech worker; `close` wipes it.
 */
import { SecretDigits } from '../core/secret.js';

/** Fewer digits are no repetition. */
export const SHORTEST_REPEATED = 6;
/** One digit in so many may be heard differently, where there are many. */
const DIGITS_PER_ERROR = 4;
/** Below so many one may differ. */
const FEW = 9;
const KEPT = 8;

export class Repetition {
  #known: SecretDigits[] = [];

  remember(values: readonly number[]): void {
    if (this.#known.some((digits) => isSame(digits, values))) return;
    this.#known.push(SecretDigits.of(values));
    while (this.#known.length > KEPT) this.#known.shift()?.wipe();
  }

  /** Whether the digits are, but for what was misheard, a part of a number that was given. */
  isKnown(values: readonly number[]): boolean {
    return this.#known.some((digits) => isPartOf(values, digits));
  }

  /** Digits of the longest number given that is, but for what was misheard, a part of these; 0 where none is. */
  longestIn(values: readonly number[]): number {
    const whole = SecretDigits.of(values);
    const lengths = this.#known
      .filter((digits) => isPartOf(valuesOf(digits), whole))
      .map(({ length }) => length);
    whole.wipe();
    return Math.max(0, ...lengths);
  }

  close(): void {
    for (const digits of this.#known) digits.wipe();
    this.#known = [];
  }
}

const valuesOf = (digits: SecretDigits): number[] =>
  Array.from({ length: digits.length }, (_, at) => digits.at(at));

const isSame = (digits: SecretDigits, values: readonly number[]): boolean =>
  digits.length === values.length && values.every((value, at) => digits.at(at) === value);

/** Whether `values` are nearly a part of `whole`. */
export const isPartOf = (values: readonly number[], whole: SecretDigits): boolean => {
  if (values.length < SHORTEST_REPEATED) return false;
  const allowed = values.length < FEW ? 1 : Math.floor(values.length / DIGITS_PER_ERROR);
  return editsWithin(values, valuesOf(whole)) <= allowed;
};

/**
 * How many digits tell `values` from the part of `whole` that is most like them: Sellers' distance (1980), of
 * insertions, deletions and substitutions.
 */
export const editsWithin = (values: readonly number[], whole: readonly number[]): number => {
  // A part may begin anywhere.
  let row = Array<number>(whole.length + 1).fill(0);
  values.forEach((value, at) => {
    const next = [at + 1];
    for (let i = 1; i <= whole.length; i++) {
      const same = (row[i - 1] ?? 0) + (whole[i - 1] === value ? 0 : 1);
      next.push(Math.min(same, (row[i] ?? 0) + 1, (next[i - 1] ?? 0) + 1));
    }
    row = next;
  });
  return Math.min(...row);
};

/**
 * Digits that must not be seen: the only shape in which a run of spoken digits is kept.
 *
 * SecretDigits grows like an array over one Uint8Array and prints as `[secret]` wherever something would
 * print it: template strings, JSON, `console.log`, a failing assertion. The owner calls `wipe()`; growing
 * and shortening leave no digit behind either. It never hands out its bytes, only one digit at a time.
 */
import { inspect } from 'node:util';

import { TacetError } from './errors.js';

const SHOWN = '[secret]';
/** A card number with its expiry and security code; longer runs grow. */
const FIRST_CAPACITY = 32;

export class SecretDigits {
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #length = 0;

  /** @throws TacetError TACET_INTERNAL when a value is not 0..9. */
  static of(values: Iterable<number>): SecretDigits {
    const digits = new SecretDigits();
    for (const value of values) digits.push(value);
    return digits;
  }

  get length(): number {
    return this.#length;
  }

  /** @throws TacetError TACET_INTERNAL when `value` is not 0..9. */
  push(value: number): void {
    if (!Number.isInteger(value) || value < 0 || value > 9)
      throw new TacetError('TACET_INTERNAL', 'not a digit');
    if (this.#length === this.#bytes.length) this.#grow();
    this.#bytes[this.#length++] = value;
  }

  /** @throws TacetError TACET_INTERNAL when `index` is not below `length`. */
  at(index: number): number {
    const value = index < this.#length ? this.#bytes[index] : undefined;
    if (value === undefined) throw new TacetError('TACET_INTERNAL', 'no digit at this index');
    return value;
  }

  /** Forgets the digits from `length` on: a partial hypothesis was revised. */
  truncate(length: number): void {
    if (length >= this.#length) return;
    const kept = Math.max(0, Math.trunc(length));
    this.#bytes.fill(0, kept, this.#length);
    this.#length = kept;
  }

  /** Zeroes the memory; the holder is empty and may be used again. */
  wipe(): void {
    this.#bytes.fill(0);
    this.#length = 0;
  }

  toString(): string {
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes.fill(0);
    this.#bytes = larger;
  }
}

/**
 * The keys of one leg's present run, kept only where somebody is told of card numbers: which they were is forgotten as
 * soon as the run is over.
 *
 *     4 1 1 1 ... 1 1 #  1 2 2 8 #        the number ends at the first #
 *     4 1 2 * 4 1 1 1 ...                 a star begins it anew
 */
import { takenNumber } from './taken.js';
import { SecretDigits } from '../core/secret.js';
import { tellsAtLeast, type TakenNumber, type Tells } from '../core/taken-number.js';

/** Events of RFC 4733 (section 3.2): 0 to 9 are the digits. */
const STAR = 10;
const HASH = 11;

export class KeyedNumber {
  readonly #tells: Tells;
  readonly #digits = new SecretDigits();
  #isOver = false;

  constructor(tells: Tells) {
    this.#tells = tells;
  }

  /** A key, once, in the order in which they were pressed. */
  key(event: number): void {
    if (!tellsAtLeast(this.#tells, 'count') || this.#isOver) return;
    if (event === STAR) this.#digits.wipe();
    else if (event === HASH) this.#isOver = this.#digits.length > 0;
    else if (event < STAR) this.#digits.push(event);
  }

  /** The run is over. @returns undefined where nobody is told */
  take(): TakenNumber | undefined {
    const digits = this.#digits;
    const taken = digits.length > 0 ? takenNumber(digits, this.#tells) : undefined;
    digits.wipe();
    this.#isOver = false;
    return taken;
  }
}

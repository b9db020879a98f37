/**
 * Whether a secret is expected, on the main thread: what the call's detector said last, for as long as it counts.
 *
 * A detector says when it arms and when it disarms. One whose worker has died cannot take its word back, so that
 * word ends by itself a while later; the detector after it starts from nothing and speaks for itself.
 */
import { FOREVER } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

/** As long as a living detector lets the mention of a card count. */
const ORPHANED_FOR = millisToTicks(60_000);

export class Armed {
  #isArmed = false;
  #until = FOREVER;

  /** The detector has said so. */
  note(isArmed: boolean): void {
    this.#isArmed = isArmed;
    this.#until = FOREVER;
  }

  /** Nobody is left to disarm. A second time changes nothing. */
  orphaned(now: Ticks): void {
    if (this.#until === FOREVER) this.#until = (now + ORPHANED_FOR) as Ticks;
  }

  at(now: Ticks): boolean {
    return this.#isArmed && now < this.#until;
  }
}

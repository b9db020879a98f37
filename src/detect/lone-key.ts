/**
 * A key that somebody presses by itself, to say yes or no: never one of a number that is being keyed.
 *
 *     . . . . 6 s . . [ 9 ] . . 2 s . .     says no
 *     [ 4 ] [ 1 ] [ 9 ] [ 1 ] ...           says nothing
 *
 * No other key comes near it, and no secret is expected. Remembers one key, until it is known what it was.
 */
import { FOREVER, type Span } from '../core/span.js';
import { millisToTicks, type Ticks } from '../core/units.js';

/** As long as keys of one number may be apart. */
const QUIET_BEFORE = millisToTicks(6_000);
/** Whoever keys a number goes on by then; whoever does not has waited long enough. */
const QUIET_AFTER = millisToTicks(2_000);

interface Candidate {
  readonly event: number;
  readonly ordinal: number;
  at: Span;
  /** How far the keypad had heard when the key was told: what follows a key that is told late is as late. */
  readonly toldAt: number;
}

export class LoneKey {
  readonly #isMeant: (event: number) => boolean;
  readonly #pressed: (event: number, at: Span) => void;
  #candidate: Candidate | undefined;
  #lastOrdinal = -1;
  #lastEnd = Number.NEGATIVE_INFINITY;
  #heardTo = 0;

  /**
   * @param isMeant whether a key says anything (RFC 4733: 0..9, 10 `*`, 11 `#`)
   * @param pressed told once for each that was pressed alone
   */
  constructor(isMeant: (event: number) => boolean, pressed: (event: number, at: Span) => void) {
    this.#isMeant = isMeant;
    this.#pressed = pressed;
  }

  /**
   * A key, or the same with a better span.
   * @param ordinal the same for the same key
   * @param at open while the key is held
   * @param expectsSecret whether it may belong to a secret
   */
  key(event: number, ordinal: number, at: Span, expectsSecret: boolean): void {
    if (ordinal > this.#lastOrdinal) {
      const isAlone = at.from - this.#lastEnd > QUIET_BEFORE;
      this.#lastOrdinal = ordinal;
      this.#candidate =
        isAlone && !expectsSecret && this.#isMeant(event)
          ? { event, ordinal, at, toldAt: this.#heardTo }
          : undefined;
    } else if (this.#candidate?.ordinal === ordinal) {
      this.#candidate.at = at;
    }
    this.#lastEnd = Math.max(this.#lastEnd, at.to === FOREVER ? at.from : at.to);
  }

  /** The keypad has heard this far. */
  heard(to: Ticks, expectsSecret: boolean): void {
    this.#heardTo = to;
    const candidate = this.#candidate;
    if (candidate === undefined) return;
    const { at, toldAt } = candidate;
    if (expectsSecret) this.#candidate = undefined;
    else if (at.to !== FOREVER && to - Math.max(at.to, toldAt) > QUIET_AFTER) {
      this.#candidate = undefined;
      this.#pressed(candidate.event, candidate.at);
    }
  }
}

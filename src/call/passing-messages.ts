/**
 * Messages of one party that pass to the other one unchanged, each in its place between the frames of audio.
 *
 *     came in   a a a M a a          M came when the timeline's head was here
 *     leave               a a a M a  ... and leaves when the audio before it has left
 *
 * Bounded: a peer that floods it loses messages, not the call.
 */
import type { Ticks } from '../core/units.js';

interface Passing {
  readonly at: Ticks;
  readonly bytes: number;
  readonly leave: () => void;
}

const MOST_MESSAGES = 1_000;
const MOST_BYTES = 4_194_304;

export class PassingMessages {
  readonly #pass: (message: Uint8Array, isBinary: boolean) => void;
  #waiting: Passing[] = [];
  #bytes = 0;

  constructor(pass: (message: Uint8Array, isBinary: boolean) => void) {
    this.#pass = pass;
  }

  /** @param at how far the audio has come in */
  push(at: Ticks, message: Uint8Array, isBinary: boolean): void {
    if (this.#bytes + message.length > MOST_BYTES) return;
    const copy = Uint8Array.from(message);
    this.#keep({ at, bytes: copy.length, leave: () => this.#pass(copy, isBinary) });
  }

  /** The same for anything else that is to happen in its place. */
  then(at: Ticks, leave: () => void): void {
    this.#keep({ at, bytes: 0, leave });
  }

  #keep(passing: Passing): void {
    if (this.#waiting.length >= MOST_MESSAGES) return;
    this.#waiting.push(passing);
    this.#bytes += passing.bytes;
  }

  /** All audio before this has left. */
  left(to: Ticks): void {
    let count = 0;
    for (const { at } of this.#waiting) {
      if (at > to) break;
      count++;
    }
    if (count === 0) return;
    for (const { leave, bytes } of this.#waiting.splice(0, count)) {
      this.#bytes -= bytes;
      leave();
    }
  }
}

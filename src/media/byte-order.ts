/**
 * Notices 16-bit audio that is read in the wrong byte order.
 *
 * Protocols differ in it and some do not say; swapped speech is loud noise in which nobody recognises a number, so
 * nothing would be masked. Neighbouring samples of speech are alike in the right order and far apart in the wrong
 * one. Looks at the first frames of a leg that are not silent, then no more.
 */

/** So many frames in a row that only make sense the other way round. */
const FRAMES = 5;
/** Frames that make sense settle it, too. */
const ENOUGH = 50;
/** How much smoother the other order must be. */
const SMOOTHER = 4;
/** Mean step between samples; below it both orders are near silence. */
const QUIET = 8;

const swapped = (sample: number): number => ((((sample & 0xff) << 8) | ((sample >> 8) & 0xff)) << 16) >> 16;

export class ByteOrder {
  #seen = 0;
  #wrong = 0;

  /** @returns whether the leg's audio is read in the wrong order, as far as is known */
  isWrong(pcm: Int16Array): boolean {
    if (this.#wrong >= FRAMES) return true;
    if (this.#seen >= ENOUGH) return false;
    let own = 0;
    let other = 0;
    for (let i = 1; i < pcm.length; i++) {
      const a = pcm[i - 1] as number;
      const b = pcm[i] as number;
      own += Math.abs(b - a);
      other += Math.abs(swapped(b) - swapped(a));
    }
    if (Math.min(own, other) < QUIET * pcm.length) return false;
    this.#seen++;
    this.#wrong = other * SMOOTHER < own ? this.#wrong + 1 : 0;
    return this.#wrong >= FRAMES;
  }
}

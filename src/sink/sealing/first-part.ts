/**
 * How long the first part of a call is. Were it as long as the others, calls that begin together would be sealed together
 * for as long as they last: a hundred of them keep the thread that relays for a quarter of a second, every ten seconds.
 */

/** Its multiples lie apart, however many there are (the golden ratio, without its whole part). */
const APART = (Math.sqrt(5) - 1) / 2;
/** Parts that are much shorter cost more than they are worth. */
const SHORTEST = 0.1;

/**
 * @param n of the call, in the order in which they begin; that of the first is whole
 * @returns milliseconds, no more than those of a whole part
 */
export const firstPartMs = (n: number, segmentMs: number): number =>
  segmentMs * (1 - ((n * APART) % 1) * (1 - SHORTEST));

/**
 * Fetches what the next frame of a leg needs from memory all at once.
 *
 *     as it is needed   |--miss--|work|--miss--|work|--miss--|work| ...      each waits for the one before it
 *     warmed            |--miss--|work|work|work| ...
 *                       |--miss--|
 *                       |--miss--|
 *
 * A leg sends 50 frames a second, and with hundreds of legs nothing of one is left in the caches when its next frame
 * comes: to fetch some sixty objects one after another takes longer than to work on them. The methods called `warm` read
 * a word of each of them and do nothing else; a processor has many such reads under way. They change nothing: what
 * they are told of may be left out, and is only slower then.
 */

let last = 0;

/** @param words what was read: kept, so that the compiler cannot leave out the reading */
export const warmed = (words: number): void => {
  last ^= words;
};

/** For those who look on, so that it is not left out either. */
export const lastWarmed = (): number => last;

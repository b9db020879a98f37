/**
 * 95 % intervals by resampling whole calls: digits and seconds of one call hang together, calls do not.
 *
 *     calls        a b c d e      as many are drawn, with putting back, again and again; of the figures of
 *     one sample   b b e a c      all samples the middle 95 % are the interval
 *
 * Seeded: the same calls always give the same interval. Undefined where resampling can tell nothing: fewer than
 * two calls, or a figure that no sample has. A figure that every sample shares gives an interval of no width; where
 * that is for want of events, the caller must fall back on counts (see `digitInterval`, `rateInterval`).
 */
import { Random } from '../dialogues/random.js';
import { percentile, wilson, type Interval } from './statistics.js';

const RESAMPLES = 1_000;
const SEED = 20_261;
const TAIL = 0.025;
/** Of no events, the exact Poisson interval ends at this many: -ln(0.025). */
const NO_EVENTS_MOST = 3.689;

export const bootstrap = <Call>(
  calls: readonly Call[],
  figureOf: (sample: readonly Call[]) => number | undefined,
  resamples = RESAMPLES,
): Interval | undefined => {
  if (calls.length < 2) return undefined;
  const random = new Random(SEED);
  const figures: number[] = [];
  for (let i = 0; i < resamples; i++) {
    const figure = figureOf(calls.map(() => random.pick(calls)));
    if (figure !== undefined && !Number.isNaN(figure)) figures.push(figure);
  }
  return between(figures);
};

/** Of the sum of one count over the sum of another, such as audible digits of all digits. */
export const ratioInterval = (
  counts: readonly (readonly [hits: number, cases: number])[],
  resamples = RESAMPLES,
): Interval | undefined => {
  if (counts.length < 2) return undefined;
  const random = new Random(SEED);
  const figures: number[] = [];
  for (let i = 0; i < resamples; i++) {
    let [hits, cases] = [0, 0];
    for (let drawn = 0; drawn < counts.length; drawn++) {
      const [some, of] = counts[Math.floor(random.next() * counts.length)] ?? [0, 0];
      hits += some;
      cases += of;
    }
    if (cases > 0) figures.push(hits / cases);
  }
  return between(figures);
};

/**
 * A share of digits: over calls where there are hits and misses in at least two calls, else Wilson's interval of
 * the digits, which is too narrow where they hang together but has a width.
 */
export const digitInterval = (
  counts: readonly (readonly [hits: number, cases: number])[],
  resamples = RESAMPLES,
): Interval | undefined => {
  const [hits, cases] = sums(counts);
  const touched = counts.filter(([some]) => some > 0).length;
  const spared = counts.filter(([some, of]) => some < of).length;
  const plain = wilson(hits, cases);
  if (touched < 2 || spared < 2 || plain === undefined) return plain;
  return ratioInterval(counts, resamples) ?? plain;
};

/** Events for each hour: over calls where at least two have events, else the Poisson limit of so many. */
export const rateInterval = (
  counts: readonly (readonly [events: number, hours: number])[],
  resamples = RESAMPLES,
): Interval | undefined => {
  const [events, hours] = sums(counts);
  if (hours === 0) return undefined;
  if (counts.filter(([some]) => some > 0).length < 2) {
    // Byar's approximation of the exact Poisson limits; of nothing the exact one.
    const high =
      events === 0
        ? NO_EVENTS_MOST
        : (events + 1) * (1 - 1 / (9 * (events + 1)) + 1.96 / (3 * Math.sqrt(events + 1))) ** 3;
    const low = events === 0 ? 0 : events * (1 - 1 / (9 * events) - 1.96 / (3 * Math.sqrt(events))) ** 3;
    return { low: Math.max(0, low) / hours, high: high / hours };
  }
  return ratioInterval(counts, resamples);
};

/** Of a percentile over calls. */
export const percentileInterval = (values: readonly number[], share: number): Interval | undefined =>
  bootstrap(values, (sample) => percentile(sample, share));

const sums = (counts: readonly (readonly [number, number])[]): readonly [number, number] => {
  let [hits, cases] = [0, 0];
  for (const [some, of] of counts) {
    hits += some;
    cases += of;
  }
  return [hits, cases];
};

const between = (figures: readonly number[]): Interval | undefined => {
  const low = percentile(figures, TAIL);
  const high = percentile(figures, 1 - TAIL);
  return low === undefined || high === undefined ? undefined : { low, high };
};

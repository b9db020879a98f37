/**
 * Whether a series grows: the slope of Theil and Sen (the median of the slopes of all pairs) and its 95 % interval, which
 * follows from Kendall's S (Gilbert 1987, section 16.5). Outliers hardly move it, and it asks for no distribution.
 *
 * Neighbouring samples hang together, which would make the interval too narrow: first the series is cut into blocks, of which
 * the medians count.
 */
import { median } from '../statistics.js';

export type Point = readonly [x: number, y: number];

export interface Trend {
  readonly slope: number;
  readonly low: number;
  readonly high: number;
}

const Z_95 = 1.959_964;
const MOST_BLOCKS = 40;
/** With fewer no interval means anything. */
const LEAST_BLOCKS = 8;

const blocksOf = (points: readonly Point[]): Point[] => {
  const blocks = Math.min(MOST_BLOCKS, points.length);
  return Array.from({ length: blocks }, (_, i) => {
    const block = points.slice(
      Math.floor((i * points.length) / blocks),
      Math.floor(((i + 1) * points.length) / blocks),
    );
    return [median(block.map(([x]) => x)), median(block.map(([, y]) => y))];
  });
};

/** The variance of Kendall's S, where equal values count as ties. */
const varianceOf = (values: readonly number[]): number => {
  const n = values.length;
  const ties = new Map<number, number>();
  for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
  const weight = (count: number): number => count * (count - 1) * (2 * count + 5);
  return (weight(n) - [...ties.values()].reduce((sum, count) => sum + weight(count), 0)) / 18;
};

/** @returns units of y for one of x; undefined of too few points */
export const trend = (points: readonly Point[]): Trend | undefined => {
  const blocks = blocksOf(points);
  if (blocks.length < LEAST_BLOCKS) return undefined;
  const slopes = blocks
    .flatMap(([x, y], i) => blocks.slice(i + 1).map(([laterX, laterY]) => (laterY - y) / (laterX - x)))
    .filter((slope) => Number.isFinite(slope))
    .sort((a, b) => a - b);
  if (slopes.length === 0) return undefined;
  const spread = Z_95 * Math.sqrt(varianceOf(blocks.map(([, y]) => y)));
  const at = (rank: number): number =>
    slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(rank)))] ?? Number.NaN;
  return {
    slope: median(slopes),
    low: at((slopes.length - spread) / 2 - 1),
    high: at((slopes.length + spread) / 2),
  };
};

export type Verdict = 'flat' | 'grows' | 'not told';

/**
 * @param limit growth of less is none that matters
 * @returns flat where more than the limit can be ruled out; otherwise it grows, or the series was too short to tell
 */
export const verdictOf = (found: Trend | undefined, limit: number): Verdict => {
  if (found === undefined) return 'not told';
  if (found.high < limit) return 'flat';
  return found.low > 0 ? 'grows' : 'not told';
};

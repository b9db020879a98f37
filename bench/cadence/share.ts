/**
 * A share of digits or of time over clips, and what it allows one to say.
 *
 * Digits of one call are masked or missed together, so clips are what is drawn anew: a bootstrap over clips. Where
 * all clips agree it says nothing, and Wilson's interval of so many clips takes its place.
 */
import { wilson } from '../detect/statistics.js';

/** What counts in one clip: digits, or frames. */
export interface Part {
  readonly hits: number;
  readonly of: number;
}

export interface Share extends Part {
  readonly clips: number;
  readonly share: number;
  /** 95 %. */
  readonly low: number;
  readonly high: number;
}

const DRAWS = 2_000;

const ratio = (parts: readonly Part[]): number =>
  parts.reduce((sum, { hits }) => sum + hits, 0) / parts.reduce((sum, part) => sum + part.of, 0);

/** Undefined where there is nothing to count. */
export const shareOf = (all: readonly Part[]): Share | undefined => {
  const parts = all.filter((part) => part.of > 0);
  if (parts.length === 0) return undefined;
  const total = {
    hits: parts.reduce((sum, { hits }) => sum + hits, 0),
    of: parts.reduce((sum, part) => sum + part.of, 0),
    clips: parts.length,
    share: ratio(parts),
  };
  if (total.share === 0 || total.share === 1) {
    const agreed = wilson(total.share * parts.length, parts.length);
    return { ...total, low: agreed?.low ?? 0, high: agreed?.high ?? 1 };
  }
  let state = 1;
  const pick = (): Part => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return parts[Math.floor((state / 2 ** 32) * parts.length)] as Part;
  };
  const draws = Array.from({ length: DRAWS }, () => ratio(parts.map(pick))).sort((a, b) => a - b);
  return {
    ...total,
    low: draws[Math.floor(DRAWS * 0.025)] ?? 0,
    high: draws[Math.ceil(DRAWS * 0.975) - 1] ?? 1,
  };
};

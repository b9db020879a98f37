/**
 * What counts allow one to say.
 */
export interface Proportion {
  readonly hits: number;
  readonly of: number;
  readonly share: number;
  /** Wilson score interval, 95 %. */
  readonly low: number;
  readonly high: number;
}

const Z_95 = 1.959964;

/** Of nothing, everything is possible. */
export const proportion = (hits: number, of: number): Proportion => {
  if (of === 0) return { hits, of, share: Number.NaN, low: 0, high: 1 };
  const share = hits / of;
  const squared = Z_95 ** 2;
  const middle = share + squared / (2 * of);
  const margin = Z_95 * Math.sqrt((share * (1 - share)) / of + squared / (4 * of ** 2));
  const scale = 1 + squared / of;
  return {
    hits,
    of,
    share,
    low: Math.max(0, (middle - margin) / scale),
    high: Math.min(1, (middle + margin) / scale),
  };
};

/** The value that `share` of all do not exceed; NaN of none. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

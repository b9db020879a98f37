/**
 * What a handful of repeated measurements allow one to say.
 */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export interface RatioSpread extends Spread {
  /** 95 % confidence interval of the geometric mean; undefined of fewer than two ratios. */
  readonly interval: readonly [low: number, high: number] | undefined;
}

/** Student's t, two-sided 95 %, by degrees of freedom from 1. */
const T_95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086,
];
const T_95_MANY = 1.96;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >>> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
};

export const spread = (values: readonly number[]): Spread => ({
  median: median(values),
  low: Math.min(...values),
  high: Math.max(...values),
  count: values.length,
});

/** Ratios multiply, so their logarithms are what is averaged. */
export const ratioSpread = (ratios: readonly number[]): RatioSpread => {
  const logs = ratios.map(Math.log);
  const count = logs.length;
  if (count < 2) return { ...spread(ratios), interval: undefined };
  const mean = logs.reduce((sum, log) => sum + log, 0) / count;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (count - 1);
  const margin = (T_95[count - 2] ?? T_95_MANY) * Math.sqrt(variance / count);
  return { ...spread(ratios), interval: [Math.exp(mean - margin), Math.exp(mean + margin)] };
};

/** 95 % confidence interval of the mean; undefined of fewer than two values. */
export const meanInterval = (values: readonly number[]): readonly [low: number, high: number] | undefined => {
  const count = values.length;
  if (count < 2) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const margin = (T_95[count - 2] ?? T_95_MANY) * Math.sqrt(variance / count);
  return [mean - margin, mean + margin];
};

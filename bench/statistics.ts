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
/** What is left out on each side. */
const TAIL = 0.025;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >>> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
};

/** The value that `share` of all do not exceed (nearest rank); NaN of none. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
};

export interface QuantileSpread {
  readonly value: number;
  /** 95 % confidence interval; an end is undefined where so few values do not bound it. */
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/**
 * A quantile and its interval, whose ends are two of the values themselves, whatever their distribution: how many of them
 * are no more than the true quantile is binomial, so a rank is known that is too high, or too low, in 2.5 % of all cases.
 */
export const quantileSpread = (values: readonly number[], share: number): QuantileSpread => {
  const sorted = values.toSorted((a, b) => a - b);
  const count = sorted.length;
  // As logarithms: a half to the power of two thousand is no number any more.
  let logChance = count * Math.log(share);
  let atLeast = 0;
  let [low, high]: [number, number] = [0, count + 1];
  for (let below = count; below >= 0; below--) {
    atLeast += Math.exp(logChance);
    if (atLeast <= TAIL) high = below;
    if (atLeast >= 1 - TAIL) {
      low = below;
      break;
    }
    logChance += Math.log((below / (count - below + 1)) * ((1 - share) / share));
  }
  return { value: quantile(values, share), low: sorted[low - 1], high: sorted[high - 1] };
};

/** 2.8 (2.6..3.1) */
export const quantileTold = ({ value, low, high }: QuantileSpread): string =>
  `${value.toFixed(1)} (${low?.toFixed(1) ?? ''}..${high?.toFixed(1) ?? ''})`;

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

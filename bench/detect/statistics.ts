/**
 * What a count or a handful of figures allow one to say.
 */
const Z_95 = 1.959_964;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson's 95 % interval of a share; it holds at few cases and at shares of 0 and 1. Undefined of no cases. */
export const wilson = (hits: number, cases: number): Interval | undefined => {
  if (cases === 0) return undefined;
  const share = hits / cases;
  const spread = Z_95 ** 2 / cases;
  const centre = (share + spread / 2) / (1 + spread);
  const margin = (Z_95 * Math.sqrt((share * (1 - share)) / cases + spread / (4 * cases))) / (1 + spread);
  return { low: Math.max(0, centre - margin), high: Math.min(1, centre + margin) };
};

/** The least value that `share` of all do not exceed (nearest rank); undefined of none. */
export const percentile = (values: readonly number[], share: number): number | undefined => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
};

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

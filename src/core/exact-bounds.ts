/**
 * Exact one-sided confidence bounds of rare things: how many there may be, where so few were seen.
 *
 *     seen 0 of 300     at most 1.0 % (95 %)        Clopper and Pearson, Biometrika 26 (1934)
 *     seen 0 in 10 h    at most 0.3 an hour (95 %)  Garwood, Biometrika 28 (1936)
 */

/** Bisections: a double has no more bits. */
const STEPS = 100;

/** log of the probability of at most `count` of `of`, each with probability `p`. */
const binomialCdf = (count: number, of: number, p: number): number => {
  if (count >= of) return 1;
  if (p <= 0) return 1;
  if (p >= 1) return 0;
  let log = of * Math.log1p(-p);
  let sum = Math.exp(log);
  for (let i = 0; i < count; i++) {
    log += Math.log(((of - i) / (i + 1)) * (p / (1 - p)));
    sum += Math.exp(log);
  }
  return Math.min(1, sum);
};

const poissonCdf = (count: number, mean: number): number => {
  let log = -mean;
  let sum = Math.exp(log);
  for (let i = 1; i <= count; i++) {
    log += Math.log(mean / i);
    sum += Math.exp(log);
  }
  return Math.min(1, sum);
};

/** Where a function that falls from above `level` to below it crosses it. */
const crossing = (low: number, high: number, level: number, falls: (x: number) => number): number => {
  let [from, to] = [low, high];
  for (let step = 0; step < STEPS; step++) {
    const middle = (from + to) / 2;
    if (falls(middle) > level) from = middle;
    else to = middle;
  }
  return to;
};

/**
 * The largest share that is not ruled out by having seen `count` of `of`.
 * @param confidence such as 0.95
 * @returns 0..1; 1 where nothing was looked at
 */
export const shareAtMost = (count: number, of: number, confidence: number): number =>
  of <= 0 || count >= of ? 1 : crossing(0, 1, 1 - confidence, (p) => binomialCdf(count, of, p));

/** The smallest that is not ruled out. */
export const shareAtLeast = (count: number, of: number, confidence: number): number =>
  of <= 0 ? 0 : 1 - shareAtMost(of - count, of, confidence);

/** The largest expected number that is not ruled out by having counted `count`. */
export const countAtMost = (count: number, confidence: number): number => {
  let high = 10 + 2 * count;
  while (poissonCdf(count, high) > 1 - confidence) high *= 2;
  return crossing(0, high, 1 - confidence, (mean) => poissonCdf(count, mean));
};

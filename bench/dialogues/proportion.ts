/**
 * What counts allow one to say.
 */
import { digitInterval } from '../detect/bootstrap.js';
import { wilson, type Interval } from '../detect/statistics.js';

export interface Proportion extends Interval {
  readonly hits: number;
  readonly of: number;
  readonly share: number;
}

const EVERYTHING: Interval = { low: 0, high: 1 };
const RESAMPLES = 500;

/** With Wilson's interval. Of nothing, everything is possible. */
export const proportion = (hits: number, of: number): Proportion => ({
  hits,
  of,
  share: of === 0 ? Number.NaN : hits / of,
  ...(wilson(hits, of) ?? EVERYTHING),
});

/** Of digits, by call: those of one call hang together. */
export const digitProportion = (calls: readonly (readonly [hits: number, of: number])[]): Proportion => {
  const counted = calls.filter(([, of]) => of > 0);
  const hits = counted.reduce((sum, [some]) => sum + some, 0);
  const of = counted.reduce((sum, [, some]) => sum + some, 0);
  return { ...proportion(hits, of), ...(digitInterval(counted, RESAMPLES) ?? EVERYTHING) };
};

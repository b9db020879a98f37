/**
 * A histogram of counts that somebody else keeps: one number for each bucket, not cumulative, the last for what lies
 * above every bound.
 */
import type { Metric } from 'prom-client';

export interface HistogramCounts {
  readonly buckets: ArrayLike<number>;
  readonly sum: number;
}

export type ReadCounts = () => HistogramCounts;
/** Of all its samples. */
export type OwnLabels = Readonly<Record<string, string>>;

interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

export class CountedHistogram {
  readonly name: string;
  readonly help: string;
  readonly type = 'histogram';
  readonly #labels: OwnLabels;
  readonly #bounds: readonly number[];
  readonly #read: ReadCounts;

  /** @param bounds rising, in the unit of the name */
  constructor(name: string, help: string, labels: OwnLabels, bounds: readonly number[], read: ReadCounts) {
    this.name = name;
    this.help = help;
    this.#labels = labels;
    this.#bounds = bounds;
    this.#read = read;
  }

  /** prom-client's registry asks its metrics for no more than this. */
  get metric(): Metric {
    const { name, help, type } = this;
    const get = (): Promise<object> =>
      Promise.resolve({ name, help, type, values: this.samples(), aggregator: 'sum' });
    return { name, help, type, get } as unknown as Metric;
  }

  samples(): readonly Sample[] {
    const { buckets, sum } = this.#read();
    const labels = this.#labels;
    let count = 0;
    const samples: Sample[] = this.#bounds.map((le, i) => {
      count += buckets[i] ?? 0;
      return { metricName: `${this.name}_bucket`, labels: { ...labels, le }, value: count };
    });
    count += buckets[this.#bounds.length] ?? 0;
    samples.push({ metricName: `${this.name}_bucket`, labels: { ...labels, le: '+Inf' }, value: count });
    samples.push({ metricName: `${this.name}_sum`, labels, value: sum });
    samples.push({ metricName: `${this.name}_count`, labels, value: count });
    return samples;
  }
}

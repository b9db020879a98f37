/**
 * Metrics of several processes as those of one: counters and histograms added up, of gauges what each says of itself.
 * A process that is gone has counted all the same: its counts stay, or the sums would seem to begin anew.
 */
import type { Metric } from 'prom-client';

/** As prom-client has it; survives structured cloning. */
export interface MetricJson {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly aggregator?: string;
  readonly values: readonly MetricValue[];
}

interface MetricValue {
  readonly value: number;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly metricName?: string;
  /** prom-client has null where there is none. */
  readonly exemplar?: {
    readonly timestamp?: number;
    readonly labelSet?: Readonly<Record<string, string>>;
  } | null;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** How values of the same name and labels become one; as in prom-client's cluster mode. */
const AGGREGATORS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum,
  average: (values) => sum(values) / values.length,
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  first: ([value = 0]) => value,
};
/** Says something of one process only. */
const OMIT = 'omit';
export const AGGREGATIONS: readonly unknown[] = [...Object.keys(AGGREGATORS), OMIT];

/** @param processes metrics of each, the front first */
export const mergedMetrics = (processes: readonly (readonly MetricJson[])[]): readonly MetricJson[] => {
  const byName = new Map<string, MetricJson[]>();
  for (const metric of processes.flat()) {
    const same = byName.get(metric.name);
    if (same === undefined) byName.set(metric.name, [metric]);
    else same.push(metric);
  }
  return [...byName.values()].flatMap((metrics) => {
    const [first] = metrics;
    return first === undefined || first.aggregator === OMIT
      ? []
      : [{ ...first, values: mergedValues(metrics, AGGREGATORS[first.aggregator ?? 'sum'] ?? sum) }];
  });
};

const mergedValues = (
  metrics: readonly MetricJson[],
  merge: (values: readonly number[]) => number,
): readonly MetricValue[] => {
  const alike = new Map<string, MetricValue[]>();
  for (const value of metrics.flatMap(({ values }) => values)) {
    const labels = Object.entries(value.labels).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([value.metricName, ...labels]);
    const same = alike.get(key);
    if (same === undefined) alike.set(key, [value]);
    else same.push(value);
  }
  return [...alike.values()].flatMap((values) => {
    const [first] = values;
    if (first === undefined) return [];
    const latest = values.map(({ exemplar }) => exemplar).reduce(later);
    return [
      {
        ...first,
        value: merge(values.map(({ value }) => value)),
        exemplar: latest ?? null,
      },
    ];
  });
};

type Exemplar = MetricValue['exemplar'];

/** One without a trace says nothing, however late it is. */
const later = (a: Exemplar, b: Exemplar): Exemplar => {
  if (a == null || b == null) return a ?? b;
  const [saysA, saysB] = [a, b].map(({ labelSet = {} }) => Object.keys(labelSet).length > 0);
  if (saysA !== saysB) return saysB === true ? b : a;
  return (b.timestamp ?? 0) > (a.timestamp ?? 0) ? b : a;
};

/** What a process that is gone leaves behind. */
export const countsOf = (metrics: readonly MetricJson[]): readonly MetricJson[] =>
  metrics.filter(({ type }) => type === 'counter' || type === 'histogram');

/** As a metric that prom-client's registry writes. */
export const metricOf = (json: MetricJson, name: string): Metric => {
  const metric = { ...json, name, get: () => Promise.resolve({ ...json, name }) };
  return metric as unknown as Metric;
};

/**
 * The registry of metrics: what each is called, what it means and which labels it has, in one place for the scrape,
 * for docs/metrics.md and for the tests of dashboards and rules.
 *
 * Most metrics are sums of plain fields that the media path counts in; they are read when somebody scrapes. Two forms
 * of the same metrics: Prometheus' text, and OpenMetrics, which has exemplars, for who asks for it.
 */
import {
  Counter,
  Gauge,
  Histogram,
  Registry,
  type Metric,
  type OpenMetricsContentType,
  type PrometheusContentType,
} from 'prom-client';

import { CountedHistogram, type OwnLabels, type ReadCounts } from './counted-histogram.js';
import { metricOf, type MetricJson } from './merged.js';
import type { TraceId } from '../../core/ids.js';

export type MetricType = 'counter' | 'gauge' | 'histogram';

/** A label's values, or, where there are many, what they are. Always a bounded set. */
export type LabelValues = readonly string[] | string;
export type Labels = Readonly<Record<string, LabelValues>>;

export interface MetricDefinition {
  readonly subject: string;
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  readonly labels: Labels;
  /** Upper bounds, of a histogram. */
  readonly buckets?: readonly number[];
  readonly hasExemplars: boolean;
}

export interface Exposition {
  readonly type: string;
  readonly body: string;
}

/** Sets one value of a metric that is read at the scrape. */
export type SetValue<Name extends string> = (labels: Record<Name, string>, value: number) => void;
export type Read<Name extends string> = (set: SetValue<Name>) => void;

/** Counts events as they happen; with the trace of the call, where there is one, as an exemplar. */
export type Count<Name extends string> = (
  labels: Record<Name, string>,
  value?: number,
  trace?: TraceId,
) => void;

export class MetricsRegistry {
  readonly definitions: MetricDefinition[] = [];
  readonly #text = new Registry();
  readonly #openMetrics = new Registry<OpenMetricsContentType>();
  readonly #beforeScrape: (() => void)[] = [];

  constructor() {
    this.#openMetrics.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  }

  /** Runs at the beginning of each scrape, in order. */
  beforeScrape(run: () => void): void {
    this.#beforeScrape.push(run);
  }

  subject(subject: string): Subject {
    return new Subject((definition, metric) => this.#add({ subject, ...definition }, metric));
  }

  /** Takes metrics that describe themselves. */
  adopt(registry: Registry): void {
    for (const metric of registry.getMetricsAsArray() as unknown as readonly Metric[]) this.#register(metric);
  }

  /** @param accept what the scraper asks for (RFC 9110, section 12.5.1) */
  async scrape(accept = ''): Promise<Exposition> {
    for (const run of this.#beforeScrape) run();
    const registry = isOpenMetrics(accept) ? this.#openMetrics : this.#text;
    return { type: registry.contentType, body: await registry.metrics() };
  }

  /** For whoever adds them up with those of other processes. */
  async collect(): Promise<readonly MetricJson[]> {
    for (const run of this.#beforeScrape) run();
    return (await this.#text.getMetricsAsJSON()) as unknown as readonly MetricJson[];
  }

  #add({ read, ...definition }: AddedMetric & { readonly subject: string }, metric: Metric): void {
    this.definitions.push(definition);
    if (read !== undefined) this.#beforeScrape.push(read);
    this.#register(metric);
  }

  #register(metric: Metric): void {
    this.#text.registerMetric(metric);
    const named = metric as unknown as { readonly name: string; readonly type: MetricType };
    const shown = { value: nameIn(named, true), writable: true };
    this.#openMetrics.registerMetric(Object.create(metric, { name: shown }) as Metric);
  }
}

const isOpenMetrics = (accept: string): boolean => accept.includes('application/openmetrics-text');

/** Metrics that were collected and merged, in the form that the scraper asks for. */
export const exposed = async (metrics: readonly MetricJson[], accept = ''): Promise<Exposition> => {
  const registry = new Registry<OpenMetricsContentType | PrometheusContentType>();
  const isOpen = isOpenMetrics(accept);
  if (isOpen) registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  for (const metric of metrics) registry.registerMetric(metricOf(metric, nameIn(metric, isOpen)));
  return { type: registry.contentType, body: await registry.metrics() };
};

/** OpenMetrics names a counter without its `_total`; prom-client would rename it for good. */
const nameIn = ({ name, type }: { readonly name: string; readonly type: string }, isOpen: boolean): string =>
  isOpen && type === 'counter' ? name.replace(/_total$/, '') : name;

/** How the values of several processes become one; `first`: the front says it for all. */
export type Across = 'sum' | 'max' | 'first';

type AddedMetric = Omit<MetricDefinition, 'subject'> & { readonly read?: () => void };

/** Metrics that belong together: one section of docs/metrics.md. */
export class Subject {
  readonly #add: (definition: AddedMetric, metric: Metric) => void;

  constructor(add: (definition: AddedMetric, metric: Metric) => void) {
    this.#add = add;
  }

  /** A counter of events. Every combination of listed label values is there from the start, so that a rate is known. */
  counter<Name extends string>(
    name: string,
    help: string,
    labels: Readonly<Record<Name, LabelValues>>,
    { hasExemplars = false } = {},
  ): Count<Name> {
    const labelNames = Object.keys(labels) as Name[];
    const counter = new Counter({ name, help, labelNames, registers: [], enableExemplars: hasExemplars });
    const inc: Count<Name> = (values, value = 1, trace) => {
      if (!hasExemplars) counter.inc(values as never, value);
      else counter.inc({ labels: values, value, exemplarLabels: exemplar(trace) } as never);
    };
    for (const values of combinations(labels)) inc(values, 0);
    this.#add({ name, help, type: 'counter', labels, hasExemplars }, counter);
    return inc;
  }

  /** A counter whose value is kept elsewhere. */
  counted<Name extends string>(
    name: string,
    help: string,
    labels: Readonly<Record<Name, LabelValues>>,
    read: Read<Name>,
    aggregator: Across = 'sum',
  ): void {
    const labelNames = Object.keys(labels) as Name[];
    const counter = new Counter({ name, help, labelNames, registers: [], aggregator });
    const readAll = (): void => {
      counter.reset();
      read((values, value) => counter.inc(values as never, value));
    };
    this.#add({ name, help, type: 'counter', labels, hasExemplars: false, read: readAll }, counter);
  }

  /** A value that is read at the scrape; listed label values that are not set are 0. */
  gauge<Name extends string>(
    name: string,
    help: string,
    labels: Readonly<Record<Name, LabelValues>>,
    read: Read<Name>,
    aggregator: Across = 'sum',
  ): void {
    const labelNames = Object.keys(labels) as Name[];
    const gauge = new Gauge({ name, help, labelNames, registers: [], aggregator });
    const zeros = combinations(labels);
    const readAll = (): void => {
      gauge.reset();
      if (Object.keys(labels).length > 0) for (const values of zeros) gauge.set(values as never, 0);
      read((values, value) => gauge.set(values as never, value));
    };
    this.#add({ name, help, type: 'gauge', labels, hasExemplars: false, read: readAll }, gauge);
  }

  /** @returns what counts one value, in the unit of the name */
  histogram<Name extends string>(
    name: string,
    help: string,
    labels: Readonly<Record<Name, LabelValues>>,
    buckets: readonly number[],
  ): (labels: Record<Name, string>, value: number) => void {
    const labelNames = Object.keys(labels) as Name[];
    const histogram = new Histogram({ name, help, labelNames, buckets: [...buckets], registers: [] });
    for (const values of combinations(labels)) histogram.zero(values as never);
    this.#add({ name, help, type: 'histogram', labels, buckets, hasExemplars: false }, histogram);
    return (values, value) => histogram.observe(values as never, value);
  }

  /**
   * A histogram whose buckets are counted elsewhere.
   * @param own the values of its labels
   */
  countedHistogram<Name extends string>(
    name: string,
    help: string,
    labels: Readonly<Record<Name, LabelValues>>,
    own: Readonly<Record<Name, string>> & OwnLabels,
    buckets: readonly number[],
    read: ReadCounts,
  ): void {
    const { metric } = new CountedHistogram(name, help, own, buckets, read);
    this.#add({ name, help, type: 'histogram', labels, buckets, hasExemplars: false }, metric);
  }
}

const exemplar = (trace: TraceId | undefined): Record<string, string> =>
  trace === undefined ? {} : { trace_id: trace };

/** All combinations of label values; none where a label's values are not listed. */
const combinations = (labels: Labels): Record<string, string>[] =>
  Object.entries(labels).reduce<Record<string, string>[]>(
    (all, [name, values]) =>
      typeof values === 'string'
        ? []
        : all.flatMap((known) => values.map((value) => ({ ...known, [name]: value }))),
    [{}],
  );

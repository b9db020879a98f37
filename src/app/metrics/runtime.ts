/** Metrics of the process: its event loop and the memory that holds audio. What Node tells of itself is beside them. */
import { collectDefaultMetrics, Registry, type Metric } from 'prom-client';

import type { MetricsRegistry, Subject } from './metrics-registry.js';
import type { MetricSources } from './sources.js';
import { loopUse } from '../../call/headroom.js';
import { openFiles, openFilesLimit } from '../open-files.js';

/**
 * The first list every socket at each scrape: with a thousand calls that takes longer than all the rest. The last are
 * here, for each process, in the place of their sum.
 */
const LEFT_OUT = [
  ...['handles', 'requests', 'resources'].flatMap((what) => [
    `nodejs_active_${what}`,
    `nodejs_active_${what}_total`,
  ]),
  'process_open_fds',
  'process_max_fds',
];

/** Of several processes the worst counts: prom-client would have the average, in which one that is stuck disappears. */
const LAG = /^nodejs_eventloop_lag_(?!min)/;
/** Which process it is: each has an event loop and files of its own, and one that is full is not helped by the others. */
export const PROCESS = { process: '`0`, `1`, …: one of `workers`; `front`: what is before them' };

export const addRuntimeMetrics = (
  registry: MetricsRegistry,
  subject: Subject,
  { census, process }: Pick<MetricSources, 'census' | 'process'>,
): void => {
  const loop = { activeMs: 0, idleMs: 0 };
  registry.beforeScrape(() => Object.assign(loop, loopUse()));
  subject.counted(
    'tacet_event_loop_active_seconds_total',
    'Time that the event loop was at work; its utilisation is its share of active and idle.',
    PROCESS,
    (set) => set({ process }, loop.activeMs / 1_000),
  );
  subject.counted('tacet_event_loop_idle_seconds_total', 'Time that the event loop waited.', PROCESS, (set) =>
    set({ process }, loop.idleMs / 1_000),
  );
  addOpenFiles(subject, process);
  subject.gauge('tacet_ring_bytes', 'Memory that holds audio until it is cleared.', {}, (set) =>
    set({}, census.present.ringBytes),
  );
  const own = new Registry();
  collectDefaultMetrics({ register: own });
  for (const name of LEFT_OUT) own.removeSingleMetric(name);
  for (const metric of own.getMetricsAsArray() as unknown as (Metric & {
    name: string;
    aggregator: string;
  })[])
    if (LAG.test(metric.name)) metric.aggregator = 'max';
  registry.adopt(own);
};

/** By the names that all Prometheus clients have for them. */
const addOpenFiles = (subject: Subject, process: string): void => {
  subject.gauge('process_open_fds', 'Files and sockets that the process has open.', PROCESS, (set) => {
    const open = openFiles();
    if (open !== undefined) set({ process }, open);
  });
  subject.gauge(
    'process_max_fds',
    'How many it may have; then nothing more can be opened.',
    PROCESS,
    (set) => {
      const limit = openFilesLimit();
      if (Number.isFinite(limit)) set({ process }, limit);
    },
  );
};

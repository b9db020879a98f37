/** Metrics of the process: its event loop and the memory that holds audio. What Node tells of itself is beside them. */
import { collectDefaultMetrics, Registry } from 'prom-client';

import type { MetricsRegistry, Subject } from './metrics-registry.js';
import type { MetricSources } from './sources.js';
import { LEG_ROLES } from '../../core/ids.js';

/** Gauges with the name of a counter; the same without the ending say it by kind. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

export const addRuntimeMetrics = (
  registry: MetricsRegistry,
  subject: Subject,
  { calls }: MetricSources,
): void => {
  const loop = { active: 0, idle: 0 };
  registry.beforeScrape(() => Object.assign(loop, performance.eventLoopUtilization()));
  subject.counted(
    'tacet_event_loop_active_seconds_total',
    'Time that the event loop was at work; its utilisation is its share of active and idle.',
    {},
    (set) => set({}, loop.active / 1_000),
  );
  subject.counted('tacet_event_loop_idle_seconds_total', 'Time that the event loop waited.', {}, (set) =>
    set({}, loop.idle / 1_000),
  );
  subject.gauge('tacet_ring_bytes', 'Memory of the rings that hold audio until it is cleared.', {}, (set) => {
    let bytes = 0;
    for (const call of calls().calls)
      for (const leg of LEG_ROLES) bytes += call.direction(leg)?.pipeline.ringBytes ?? 0;
    set({}, bytes);
  });
  const own = new Registry();
  collectDefaultMetrics({ register: own });
  for (const name of MISNAMED) own.removeSingleMetric(name);
  registry.adopt(own);
};

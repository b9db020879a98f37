/** Which series a Tacet has, and which are recorded of them. */
import { metricDefinitions } from '../../app/metrics/page.js';
import { recordingRules } from './rules-file.js';

/** Of Node and of the process: what prom-client gives that dashboards and rules use. */
const FOREIGN = [
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_heap_size_used_bytes',
  'nodejs_external_memory_bytes',
  'nodejs_gc_duration_seconds_sum',
];

export const knownSeries = (): ReadonlySet<string> =>
  new Set([
    ...FOREIGN,
    ...recordingRules().map(({ record }) => record),
    ...metricDefinitions().flatMap(({ name, type }) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  ]);

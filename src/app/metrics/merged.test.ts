import { describe, expect, it } from '@jest/globals';

import { Census } from './census.js';
import { countsOf, mergedMetrics, type MetricJson } from './merged.js';
import { addMediaMetrics } from './media.js';
import { exposed, MetricsRegistry, type Across } from './metrics-registry.js';
import { addRuntimeMetrics } from './runtime.js';
import { openFilesLimit } from '../open-files.js';
import type { TraceId } from '../../core/ids.js';

const processWith = async (
  fill: (subject: ReturnType<MetricsRegistry['subject']>) => void,
): Promise<readonly MetricJson[]> => {
  const registry = new MetricsRegistry();
  fill(registry.subject('Test'));
  return registry.collect();
};

describe('metrics of several processes', () => {
  it('add up counters and histograms, label by label', async () => {
    const count = (a: number, b: number, seconds: readonly number[]): Promise<readonly MetricJson[]> =>
      processWith((subject) => {
        const legs = subject.counter('legs_total', 'Legs.', { code: ['a', 'b'] });
        legs({ code: 'a' }, a);
        legs({ code: 'b' }, b);
        const took = subject.histogram('took_seconds', 'Time.', {}, [1, 2]);
        for (const value of seconds) took({}, value);
      });

    const { body } = await exposed(
      mergedMetrics([await count(1, 2, [0.5]), await count(10, 0, [0.5, 1.5, 9])]),
    );

    expect(body.split('\n').filter((line) => !line.startsWith('#') && line !== '')).toEqual([
      'legs_total{code="a"} 11',
      'legs_total{code="b"} 2',
      'took_seconds_bucket{le="1"} 2',
      'took_seconds_bucket{le="2"} 3',
      'took_seconds_bucket{le="+Inf"} 4',
      'took_seconds_sum 11.5',
      'took_seconds_count 4',
    ]);
  });

  it('take of each gauge what it is for: the sum, the worst, or what the front says', async () => {
    const gauges = (value: number): Promise<readonly MetricJson[]> =>
      processWith((subject) => {
        for (const across of ['sum', 'max', 'first'] satisfies Across[])
          subject.gauge(`of_${across}`, 'Help.', {}, (set) => set({}, value), across);
      });

    const merged = mergedMetrics([await gauges(2), await gauges(5), await gauges(1)]);

    expect(merged.map(({ name, values }) => [name, values[0]?.value])).toEqual([
      ['of_sum', 8],
      ['of_max', 5],
      ['of_first', 2],
    ]);
  });

  it('tell the worst lag of an event loop: one that is stuck is not hidden by those that are idle', async () => {
    const name = 'nodejs_eventloop_lag_p99_seconds';
    const lagging = async (process: string, seconds: number): Promise<readonly MetricJson[]> => {
      const registry = new MetricsRegistry();
      addRuntimeMetrics(registry, registry.subject('Process'), {
        census: new Census(() => ({ calls: [] })),
        process,
      });
      const metrics = await registry.collect();
      return metrics.map((metric) =>
        metric.name === name ? { ...metric, values: [{ value: seconds, labels: {} }] } : metric,
      );
    };

    const merged = mergedMetrics([
      await lagging('front', 0.01),
      await lagging('0', 0.5),
      await lagging('1', 0),
    ]);

    expect(merged.find((metric) => metric.name === name)?.values.map(({ value }) => value)).toEqual([0.5]);
    expect(
      merged
        .find((metric) => metric.name === 'tacet_event_loop_idle_seconds_total')
        ?.values.map(({ labels }) => labels['process']),
    ).toEqual(['front', '0', '1']);
  });

  it('tell the open files of each: one that has no room is not hidden by those that have', async () => {
    const one = (process: string): Promise<readonly MetricJson[]> => {
      const registry = new MetricsRegistry();
      const census = new Census(() => ({ calls: [] }));
      addRuntimeMetrics(registry, registry.subject('Process'), { census, process });
      return registry.collect();
    };

    const merged = mergedMetrics([await one('front'), await one('0')]);

    const { body } = await exposed(merged);
    const limit = String(openFilesLimit());
    for (const process of ['front', '0']) {
      expect(body).toContain(`process_max_fds{process="${process}"} ${limit}\n`);
      expect(body).toMatch(new RegExp(`^process_open_fds\\{process="${process}"\\} [1-9]\\d*$`, 'm'));
    }
  });

  it('tell the added latency of each: the packets of one that is slow are not lost among those of the others', async () => {
    const one = (process: string): Promise<readonly MetricJson[]> =>
      processWith((subject) => {
        addMediaMetrics(subject, { census: new Census(() => ({ calls: [] })), lookAheadMs: 0, process });
      });

    const { body } = await exposed(mergedMetrics([await one('0'), await one('1')]));

    for (const process of ['0', '1'])
      expect(body).toContain(`\ntacet_added_latency_seconds_count{process="${process}"} 0\n`);
    expect(body).toContain('\ntacet_added_latency_seconds_bucket{process="1",le="0.02"} 0\n');
  });

  it('keep the last exemplar that says something, in OpenMetrics', async () => {
    const counted = (trace: string | undefined): Promise<readonly MetricJson[]> =>
      processWith((subject) => {
        const count = subject.counter('masks_total', 'Masks.', {}, { hasExemplars: true });
        if (trace !== undefined) count({}, 1, trace as TraceId);
      });

    const merged = mergedMetrics([await counted(undefined), await counted('abc'), await counted(undefined)]);

    const { body, type } = await exposed(merged, 'application/openmetrics-text');
    expect(type).toContain('application/openmetrics-text');
    expect(body).toMatch(/^masks_total 1 # \{trace_id="abc"\} 1 /m);
    expect((await exposed(merged)).body).toMatch(/^masks_total 1$/m);
  });

  it('of a process that is gone keep what it counted, and nothing that is no longer so', async () => {
    const metrics = await processWith((subject) => {
      subject.counter('legs_total', 'Legs.', {})({}, 3);
      subject.gauge('calls', 'Calls.', {}, (set) => set({}, 7));
    });

    expect(countsOf(metrics).map(({ name }) => name)).toEqual(['legs_total']);
  });
});

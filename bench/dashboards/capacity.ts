/** How much more a node can carry. */
import type { Dashboard } from './panel.js';

const I = 'instance=~"$instance"';

export const capacity: Dashboard = {
  uid: 'tacet-capacity',
  title: 'Tacet: capacity',
  description: 'What the relay, the recogniser and the store have left.',
  rows: [
    {
      title: 'Relay',
      panels: [
        {
          title: 'Event loop at work',
          kind: 'timeseries',
          unit: 'percentunit',
          bad: 0.85,
          queries: [
            { expr: `tacet:event_loop_utilisation:rate5m{${I}}`, legend: '{{instance}} {{process}}' },
          ],
        },
        {
          title: 'Event-loop lag, 99th percentile',
          kind: 'timeseries',
          unit: 's',
          bad: 0.2,
          queries: [{ expr: `nodejs_eventloop_lag_p99_seconds{${I}}`, legend: '{{instance}}' }],
        },
        {
          title: 'Added latency',
          description:
            'From when the event loop reads a packet until it has left; one in 16 is timed. Not in it: the look-ahead, and what it waited to be read, which is for the lag beside it.',
          kind: 'timeseries',
          unit: 's',
          bad: 0.02,
          queries: [0.5, 0.99].map((q) => ({
            expr: `histogram_quantile(${String(q)}, sum by (instance, process, le) (rate(tacet_added_latency_seconds_bucket{${I}}[5m])))`,
            legend: `p${String(q * 100)} {{instance}} {{process}}`,
          })),
        },
        {
          title: 'CPU of the process',
          kind: 'timeseries',
          unit: 'short',
          queries: [
            { expr: `rate(process_cpu_seconds_total{job="tacet",${I}}[5m])`, legend: '{{instance}}' },
          ],
        },
        {
          title: 'CPU a live call',
          kind: 'timeseries',
          unit: 'percentunit',
          queries: [
            {
              expr: `sum by (instance) (rate(process_cpu_seconds_total{job="tacet",${I}}[5m])) / (sum by (instance) (tacet_calls{state="live",${I}}) > 0)`,
              legend: '{{instance}}',
            },
          ],
        },
        {
          title: 'Memory',
          kind: 'timeseries',
          unit: 'bytes',
          queries: [
            { expr: `sum(process_resident_memory_bytes{job="tacet",${I}})`, legend: 'resident' },
            { expr: `sum(nodejs_heap_size_used_bytes{${I}})`, legend: 'heap' },
            { expr: `sum(nodejs_external_memory_bytes{${I}})`, legend: 'external' },
            { expr: `sum(tacet_ring_bytes{${I}})`, legend: 'rings of audio' },
          ],
        },
      ],
    },
    {
      title: 'Media',
      panels: [
        {
          title: 'Packets',
          kind: 'timeseries',
          unit: 'pps',
          queries: [
            { expr: `sum by (leg) (rate(tacet_packets_received_total{${I}}[5m]))`, legend: '{{leg}}' },
          ],
        },
        {
          title: 'Packets lost',
          kind: 'timeseries',
          unit: 'percentunit',
          bad: 0.03,
          queries: [{ expr: `max by (leg) (tacet:packet_loss_ratio:rate5m{${I}})`, legend: '{{leg}}' }],
        },
        {
          title: 'Jitter of the worst leg',
          kind: 'timeseries',
          unit: 's',
          queries: [{ expr: `max by (leg) (tacet_worst_jitter_seconds{${I}})`, legend: '{{leg}}' }],
        },
        {
          title: 'Frames sent',
          kind: 'timeseries',
          unit: 'pps',
          queries: [{ expr: `sum by (how) (rate(tacet_sent_frames_total{${I}}[5m]))`, legend: '{{how}}' }],
        },
      ],
    },
    {
      title: 'Recogniser',
      panels: [
        {
          title: 'Real-time factor',
          description: 'Work on a second of audio. Above 0.5 it is short of CPU.',
          kind: 'timeseries',
          unit: 'short',
          bad: 0.5,
          queries: [{ expr: `tacet:stt_real_time_factor:rate5m{${I}}`, legend: '{{instance}}' }],
        },
        {
          title: 'Lag, 99th percentile',
          kind: 'timeseries',
          unit: 's',
          bad: 0.5,
          queries: [{ expr: `tacet:stt_lag_seconds:p99_5m{${I}}`, legend: '{{instance}}' }],
        },
        {
          title: 'Workers and legs',
          kind: 'timeseries',
          unit: 'short',
          queries: [
            { expr: `sum by (state) (tacet_stt_workers{${I}})`, legend: 'workers {{state}}' },
            { expr: `sum by (state) (tacet_stt_streams{${I}})`, legend: 'legs {{state}}' },
          ],
        },
        {
          title: 'Crashes, restarts, stalls',
          kind: 'timeseries',
          unit: 'short',
          queries: [
            {
              expr: `sum by (reason) (increase(tacet_stt_crashes_total{${I}}[5m]))`,
              legend: 'crash: {{reason}}',
            },
            { expr: `sum(increase(tacet_stt_restarts_total{${I}}[5m]))`, legend: 'restarts' },
            { expr: `sum(increase(tacet_stt_stalls_total{${I}}[5m]))`, legend: 'stalls' },
          ],
        },
      ],
    },
  ],
};

/** What somebody on call looks at first. */
import type { Dashboard } from './panel.js';

const I = 'instance=~"$instance"';

export const overview: Dashboard = {
  uid: 'tacet-overview',
  title: 'Tacet: overview',
  description: 'Is it up, does it protect, does it keep what it should? Alerts: docs/runbooks.md.',
  rows: [
    {
      title: 'Now',
      panels: [
        {
          title: 'Live calls',
          kind: 'stat',
          unit: 'short',
          queries: [{ expr: `sum(tacet_calls{state="live",${I}})`, legend: '' }],
        },
        {
          title: 'Nodes that take calls',
          kind: 'stat',
          unit: 'short',
          queries: [{ expr: `sum(tacet_ready{${I}})`, legend: '' }],
        },
        {
          title: 'Digits in recordings and transcripts, 24 h',
          description: 'Must be 0.',
          kind: 'stat',
          unit: 'short',
          bad: 0.001,
          queries: [
            {
              expr: `sum(increase(tacet_leaked_digits_total{branch=~"recording|transcript",${I}}[24h]))`,
              legend: '',
            },
          ],
        },
        {
          title: 'Digits heard live past the sixth, 24 h',
          kind: 'stat',
          unit: 'short',
          bad: 0.001,
          queries: [
            {
              expr: `sum(increase(tacet_leaked_digits_total{branch="live",position=~"[7-9]|1[0-9]|20[+]",${I}}[24h]))`,
              legend: '',
            },
          ],
        },
        {
          title: 'Blind gates',
          kind: 'stat',
          unit: 'short',
          bad: 1,
          queries: [{ expr: `sum(tacet_live_gates{state="blind",${I}})`, legend: '' }],
        },
        {
          title: 'Broken files, 24 h',
          kind: 'stat',
          unit: 'short',
          bad: 0.001,
          queries: [{ expr: `sum(increase(tacet_recording_broken_files_total{${I}}[24h]))`, legend: '' }],
        },
      ],
    },
    {
      title: 'Calls',
      panels: [
        {
          title: 'Calls by state',
          kind: 'timeseries',
          unit: 'short',
          queries: [{ expr: `sum by (state) (tacet_calls{${I}})`, legend: '{{state}}' }],
        },
        {
          title: 'Calls ended, by code',
          kind: 'timeseries',
          unit: 'reqps',
          queries: [
            { expr: `sum by (code) (rate(tacet_calls_ended_total{${I}}[5m])) > 0`, legend: '{{code}}' },
            {
              expr: `sum by (reason) (rate(tacet_dropped_connections_total{${I}}[5m])) > 0`,
              legend: 'too many connections ({{reason}})',
            },
          ],
        },
        {
          title: 'Legs by protocol',
          kind: 'timeseries',
          unit: 'short',
          queries: [{ expr: `sum by (protocol) (tacet_legs{${I}}) > 0`, legend: '{{protocol}}' }],
        },
        {
          title: 'Refused, by code',
          kind: 'timeseries',
          unit: 'reqps',
          queries: [
            { expr: `sum by (code) (rate(tacet_refused_legs_total{${I}}[5m])) > 0`, legend: '{{code}}' },
          ],
        },
        {
          title: 'Wrong credentials',
          kind: 'timeseries',
          unit: 'reqps',
          queries: [
            { expr: `sum by (surface) (rate(tacet_auth_failures_total{${I}}[5m]))`, legend: '{{surface}}' },
          ],
        },
        {
          title: 'Webhooks',
          kind: 'timeseries',
          unit: 'reqps',
          queries: [
            { expr: `sum by (outcome) (rate(tacet_webhooks_total{${I}}[5m]))`, legend: '{{outcome}}' },
            { expr: `sum(tacet_webhooks_waiting{${I}})`, legend: 'waiting' },
          ],
        },
        {
          title: 'Spans of traces',
          kind: 'timeseries',
          unit: 'reqps',
          queries: [
            { expr: `sum by (outcome) (rate(tacet_trace_spans_total{${I}}[5m]))`, legend: '{{outcome}}' },
            { expr: `sum(tacet_trace_spans_waiting{${I}})`, legend: 'waiting' },
          ],
        },
        {
          title: 'Dials',
          kind: 'timeseries',
          unit: 'reqps',
          queries: [
            { expr: `sum by (outcome) (rate(tacet_dial_attempts_total{${I}}[5m]))`, legend: '{{outcome}}' },
          ],
        },
      ],
    },
    {
      title: 'What is kept',
      panels: [
        {
          title: 'Waiting for the store',
          kind: 'timeseries',
          unit: 'bytes',
          queries: [
            {
              expr: `sum by (instance) (tacet_recorder_waiting_bytes{${I}})`,
              legend: 'recorder {{instance}}',
            },
            { expr: `sum by (instance) (tacet_store_spool_bytes{${I}})`, legend: 'spool {{instance}}' },
          ],
        },
        {
          title: 'Writes to the store, 99th percentile',
          kind: 'timeseries',
          unit: 's',
          bad: 1,
          queries: [
            {
              expr: `histogram_quantile(0.99, sum by (operation, le) (rate(tacet_store_operation_seconds_bucket{${I}}[5m])))`,
              legend: '{{operation}}',
            },
          ],
        },
        {
          title: 'Lost: files, ledgers, calls not recorded',
          kind: 'timeseries',
          unit: 'short',
          queries: [
            { expr: `sum(increase(tacet_recording_broken_files_total{${I}}[5m]))`, legend: 'broken files' },
            { expr: `sum(increase(tacet_ledger_broken_total{${I}}[5m]))`, legend: 'broken ledgers' },
            { expr: `sum(increase(tacet_unrecorded_calls_total{${I}}[5m]))`, legend: 'unrecorded calls' },
            {
              expr: `sum(increase(tacet_store_operations_total{outcome="failed",${I}}[5m]))`,
              legend: 'failed writes',
            },
          ],
        },
      ],
    },
  ],
};

/** What is masked, why, how soon, and what got out. */
import type { Dashboard } from './panel.js';

const I = 'instance=~"$instance"';

export const gate: Dashboard = {
  uid: 'tacet-gate',
  title: 'Tacet: gate',
  description: 'What is masked for whom and why; what got out; what was masked in vain.',
  rows: [
    {
      title: 'What got out',
      panels: [
        {
          title: 'Leaked digits by position, live',
          description:
            'Digits of secrets that the other party heard before they were suspected. Exemplars lead to the call.',
          kind: 'bargauge',
          unit: 'short',
          queries: [
            {
              expr: `sum by (position) (increase(tacet_leaked_digits_total{branch="live",${I}}[$__range])) > 0`,
              legend: '{{position}}',
            },
          ],
        },
        {
          title: 'Leaked digits by branch',
          kind: 'timeseries',
          unit: 'short',
          queries: [
            { expr: `sum by (branch) (increase(tacet_leaked_digits_total{${I}}[5m]))`, legend: '{{branch}}' },
          ],
        },
        {
          title: 'Leaked digits a mask',
          description: 'Objective: one at most.',
          kind: 'timeseries',
          unit: 'short',
          bad: 1,
          queries: [{ expr: 'tacet:leaked_digits_per_mask:rate1h', legend: 'live' }],
        },
      ],
    },
    {
      title: 'Masks',
      panels: [
        {
          title: 'Masks by kind of secret',
          kind: 'timeseries',
          unit: 'reqps',
          queries: [
            {
              expr: `sum by (entity) (rate(tacet_masks_total{branch="live",${I}}[5m]))`,
              legend: '{{entity}}',
            },
          ],
        },
        {
          title: 'Masks by cause',
          kind: 'timeseries',
          unit: 'reqps',
          queries: [
            { expr: `sum by (cause) (rate(tacet_masks_total{branch="live",${I}}[5m]))`, legend: '{{cause}}' },
          ],
        },
        {
          title: 'From the first digit to the mask',
          kind: 'timeseries',
          unit: 's',
          queries: [0.5, 0.9, 0.99].map((q) => ({
            expr: `histogram_quantile(${String(q)}, sum by (le) (rate(tacet_digit_to_mask_seconds_bucket{${I}}[5m])))`,
            legend: `p${String(q * 100)}`,
          })),
        },
        {
          title: 'Share of time masked',
          kind: 'timeseries',
          unit: 'percentunit',
          queries: [
            {
              expr: `sum by (branch) (rate(tacet_masked_seconds_total{${I}}[5m])) / on () group_left sum(rate(tacet_cleared_seconds_total{${I}}[5m]))`,
              legend: '{{branch}}',
            },
          ],
        },
        {
          title: 'Masked in vain, share of time',
          description: 'Objective: 20 s an hour (0.56 %).',
          kind: 'timeseries',
          unit: 'percentunit',
          bad: 20 / 3_600,
          queries: [
            { expr: 'tacet:withdrawn_mask_ratio:rate5m', legend: '5 min' },
            { expr: 'tacet:withdrawn_mask_ratio:rate1h', legend: '1 h' },
            { expr: 'tacet:withdrawn_mask_ratio:rate6h', legend: '6 h' },
          ],
        },
        {
          title: 'Suspicions that came to nothing, by cause',
          kind: 'timeseries',
          unit: 'reqps',
          queries: [
            { expr: `sum by (cause) (rate(tacet_withdrawn_masks_total{${I}}[5m]))`, legend: '{{cause}}' },
          ],
        },
      ],
    },
    {
      title: 'Pauses that were asked for',
      panels: [
        {
          title: 'Calls that are paused',
          kind: 'timeseries',
          unit: 'short',
          queries: [{ expr: `sum by (instance) (tacet_paused_calls{${I}})`, legend: '{{instance}}' }],
        },
        {
          title: 'Pauses by who is spared',
          kind: 'timeseries',
          unit: 'reqps',
          queries: [{ expr: `sum by (scope) (rate(tacet_pauses_total{${I}}[5m]))`, legend: '{{scope}}' }],
        },
        {
          title: 'Share of time paused',
          description: 'Of each pause once it is over.',
          kind: 'timeseries',
          unit: 'percentunit',
          queries: [
            {
              expr: `sum by (scope) (rate(tacet_paused_seconds_total{${I}}[1h])) / on () group_left sum(rate(tacet_cleared_seconds_total{${I}}[1h]))`,
              legend: '{{scope}}',
            },
          ],
        },
        {
          title: 'What ended them',
          description: 'Many that expired: somebody forgets to resume.',
          kind: 'timeseries',
          unit: 'reqps',
          queries: [
            { expr: `sum by (trigger) (rate(tacet_pauses_ended_total{${I}}[5m]))`, legend: '{{trigger}}' },
          ],
        },
      ],
    },
    {
      title: 'Whether somebody listens',
      panels: [
        {
          title: 'Live gates by state',
          kind: 'timeseries',
          unit: 'short',
          queries: [{ expr: `sum by (state) (tacet_live_gates{${I}})`, legend: '{{state}}' }],
        },
        {
          title: 'Seconds nobody had heard',
          kind: 'timeseries',
          unit: 's',
          queries: [
            { expr: `sum(rate(tacet_blind_seconds_total{${I}}[5m]))`, legend: 'masked live (blind)' },
            { expr: `sum(rate(tacet_unverified_seconds_total{${I}}[5m]))`, legend: 'recorded as fill' },
            { expr: `sum(rate(tacet_unheard_seconds_total{${I}}[5m]))`, legend: 'never heard' },
          ],
        },
        {
          title: 'Waiting for clearance',
          kind: 'timeseries',
          unit: 's',
          bad: 30,
          queries: [
            {
              expr: `max by (instance) (tacet_clearance_backlog_max_seconds{${I}})`,
              legend: 'longest {{instance}}',
            },
            {
              expr: `sum by (instance) (tacet_clearance_backlog_seconds{${I}}) / sum by (instance) (tacet_live_gates{${I}})`,
              legend: 'a leg {{instance}}',
            },
          ],
        },
        {
          title: 'Lag of the recogniser',
          kind: 'heatmap',
          unit: 's',
          queries: [
            {
              expr: `sum by (le) (increase(tacet_stt_lag_seconds_bucket{${I}}[$__rate_interval]))`,
              legend: '{{le}}',
            },
          ],
        },
      ],
    },
  ],
};

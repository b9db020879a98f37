/** docs/metrics.md, from the registry. */
import { Metrics } from './metrics.js';
import type { LabelValues, MetricDefinition } from './metrics-registry.js';

const notRunning = (): never => {
  throw new Error('nothing is running whose metrics could be read');
};

/** Of every metric there is, without a Tacet that runs. */
export const metricDefinitions = (): readonly MetricDefinition[] =>
  new Metrics({
    process: '0',
    calls: notRunning,
    pool: notRunning,
    wantsRecording: true,
    lookAheadMs: 0,
    unready: notRunning,
    upload: notRunning,
    spans: notRunning,
    shortages: notRunning,
    webhooks: notRunning,
    reloads: notRunning,
    certificates: notRunning,
  }).definitions;

const HEAD = `# Metrics

Made by \`npm run docs:metrics\` from the registry; a test checks that it is current.

\`GET /metrics\` gives Prometheus' text format, or OpenMetrics where the scraper asks for it, as Prometheus does. Labels
have small fixed sets of values; a call id is never one. Metrics marked **e** carry exemplars in OpenMetrics: the
\`trace_id\` of the last call that counted, which the log lines and events of that call have, too. (Prometheus keeps them with
\`--enable-feature=exemplar-storage\`.) No metric holds a digit, a word or a name of a caller.

Where [auth](auth.md) is configured the scraper shows a key with the role \`operator\`; where it is not, \`/metrics\` is for whoever
reaches the port, which then is loopback.

Counters of the media path are plain numbers in each leg and are added up at the scrape; how long that takes is in
[benchmarks/scrape.md](benchmarks/scrape.md). Beside these, \`process_*\` and \`nodejs_*\` are those of
[prom-client](https://github.com/siimon/prom-client): CPU, memory, event-loop lag, garbage collection.

All series of a counter are there at 0 before the first event, or \`increase()\` would miss it. A Tacet has some 1 400 series (110 kB
in OpenMetrics), whatever calls run; of several processes (\`workers\`) they are one set, with four more for each process.

Dashboards and alerts made of them are in [deploy/](../deploy), what to do about an alert in [runbooks.md](runbooks.md).
`;

const FEW = 12;

const shown = (values: LabelValues): string => {
  if (typeof values === 'string') return values;
  const named = values.length <= FEW ? values : [...values.slice(0, 2), '…', ...values.slice(-1)];
  return named.map((value) => (value === '…' ? value : `\`${value}\``)).join(', ');
};

const labelsOf = ({ labels, buckets }: MetricDefinition): string => {
  const parts = Object.entries(labels).map(([name, values]) => `\`${name}\`: ${shown(values)}`);
  if (buckets !== undefined) parts.push(`buckets ${buckets.join(', ')}`);
  return parts.join('; ');
};

const row = (definition: MetricDefinition): string => {
  const { name, type, help, hasExemplars } = definition;
  return `| \`${name}\` | ${type}${hasExemplars ? ' **e**' : ''} | ${help} | ${labelsOf(definition)} |`;
};

const section = (subject: string, definitions: readonly MetricDefinition[]): string =>
  [
    `## ${subject}`,
    '',
    '| metric | type | meaning | labels |',
    '| - | - | - | - |',
    ...definitions.map(row),
    '',
  ].join('\n');

export const metricsPage = (definitions = metricDefinitions()): string => {
  const subjects = [...new Set(definitions.map(({ subject }) => subject))];
  return [
    HEAD,
    ...subjects.map((subject) =>
      section(
        subject,
        definitions.filter((definition) => definition.subject === subject),
      ),
    ),
  ].join('\n');
};

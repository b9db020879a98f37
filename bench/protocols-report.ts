/** What other protocols cost beside RTP, in words, numbers and a picture. */
import type { ProtocolCost } from './protocols-run.js';
import type { Figures } from './publish.js';
import { rowsChart } from './rows-chart.js';

/** Targets: base64 has more bytes to carry and to turn over. */
const BASE64 = ['twilio', 'telnyx', 'plivo', 'signalwire', 'exotel'];
const MOST_BASE64 = 1.2;
const MOST_BINARY = 1.1;

const number = (value: number): string => value.toFixed(2);
const mostOf = (protocol: string): number => (BASE64.includes(protocol) ? MOST_BASE64 : MOST_BINARY);

const row = ({ protocol, rtpMicros, ownMicros, ratio, runs }: ProtocolCost): string => {
  const interval = ratio.interval === undefined ? '' : ` (${ratio.interval.map(number).join(' to ')})`;
  const own = runs.filter((each) => each.protocol === protocol);
  const lost = own.reduce((sum, { sent, received }) => sum + Math.max(0, sent - received), 0);
  const sent = own.reduce((sum, each) => sum + each.sent, 0);
  const losses = own.some(({ isCopy }) => isCopy) ? 'a copy' : `${String(lost)} of ${String(sent)}`;
  return (
    `| ${protocol} | ${number(rtpMicros.median)} | ${number(ownMicros.median)} | ${number(ratio.median)}${interval} | ` +
    `<= ${number(mostOf(protocol))} | ${String(ratio.count)} | ${losses} |`
  );
};

export const protocolFigures = (costs: readonly ProtocolCost[]): Omit<Figures, 'circumstances'> => ({
  title: 'Cost of protocols',
  source: 'bench/protocols-report.ts',
  all: [...new Map(costs.map(({ circumstances }) => [circumstances.date, circumstances])).values()],
  data: { costs },
  picture: { svg: chart(costs), title: 'CPU of each protocol beside RTP' },
  body: [
    'CPU of the server process for one frame of 20 ms in and out, the same calls over RTP and over each protocol,',
    'pair by pair in one run: no recogniser, look-ahead 0, both legs in the protocol. The bridges are played by',
    "another process. Frames that a bridge's queue would have played too late are dropped, and counted as lost.",
    'Where a bridge sends a copy, nothing goes out: it stands beside copies over RTP (`copy=true`), a connection for each',
    'party, while AudioHook and FreeSWITCH send both parties in one.',
    '',
    '| protocol | RTP, us | own, us | ratio (95 %) | target | pairs | frames lost |',
    '| - | - | - | - | - | - | - |',
    ...costs.map(row),
  ],
});

/** The dearest at the top. */
const chart = (costs: readonly ProtocolCost[]): string => {
  const sorted = costs.toSorted((a, b) => b.ratio.median - a.ratio.median);
  return rowsChart([
    {
      title: 'Beside RTP (dots: medians; lines: 95 %)',
      axis: 'CPU of a frame, times that of RTP (in brackets: asked)',
      shape: 'dot',
      atMost: 2,
      series: ['times RTP'],
      rows: sorted.map(({ protocol, ratio: { median, interval } }) => ({
        label: `${protocol} (<= ${mostOf(protocol).toFixed(1)})`,
        marks: [{ value: median, low: interval?.[0], high: interval?.[1], told: number(median) }],
      })),
      limits: [{ value: 1, name: 'RTP' }],
    },
    {
      title: 'CPU of a frame (bars: medians; lines: range of runs)',
      axis: 'microseconds, in and out',
      shape: 'bar',
      series: ['RTP', 'the protocol'],
      rows: sorted.map(({ protocol, rtpMicros, ownMicros }) => ({
        label: protocol,
        marks: [rtpMicros, ownMicros].map(({ median, low, high }) => ({ value: median, low, high })),
      })),
    },
  ]);
};

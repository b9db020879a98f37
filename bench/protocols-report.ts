/** What other protocols cost beside RTP, in words and numbers. */
import type { ProtocolCost } from './protocols-run.js';
import type { Circumstances } from './relay-report.js';

/** Targets: base64 has more bytes to carry and to turn over. */
const BASE64 = ['twilio', 'telnyx', 'plivo', 'signalwire', 'exotel'];
const MOST_BASE64 = 1.2;
const MOST_BINARY = 1.1;

const number = (value: number): string => value.toFixed(2);

const row = ({ protocol, rtpMicros, ownMicros, ratio, runs }: ProtocolCost): string => {
  const most = BASE64.includes(protocol) ? MOST_BASE64 : MOST_BINARY;
  const interval = ratio.interval === undefined ? '' : ` (${ratio.interval.map(number).join(' to ')})`;
  const own = runs.filter((each) => each.protocol === protocol);
  const lost = own.reduce((sum, { sent, received }) => sum + Math.max(0, sent - received), 0);
  const sent = own.reduce((sum, each) => sum + each.sent, 0);
  const losses = own.some(({ isCopy }) => isCopy) ? 'a copy' : `${String(lost)} of ${String(sent)}`;
  return (
    `| ${protocol} | ${number(rtpMicros.median)} | ${number(ownMicros.median)} | ${number(ratio.median)}${interval} | ` +
    `<= ${number(most)} | ${String(ratio.count)} | ${losses} |`
  );
};

export const protocolMarkdown = (at: Circumstances, costs: readonly ProtocolCost[]): string =>
  [
    '# Cost of protocols',
    '',
    '<!-- Written by `npm run bench:relay -- --protocol`: change bench/protocols-report.ts, not this file. -->',
    '',
    'CPU of the server process for one frame of 20 ms in and out, the same calls over RTP and over each protocol,',
    'pair by pair in one run: no recogniser, look-ahead 0, both legs in the protocol. The bridges are played by',
    "another process. Frames that a bridge's queue would have played too late are dropped, and counted as lost.",
    'Where a bridge sends a copy, nothing goes out: it stands beside copies over RTP (`copy=true`), a connection for each',
    'party, while AudioHook and FreeSWITCH send both parties in one.',
    '',
    ...new Set(costs.map(({ command, date }) => `- \`${command}\`, ${date}`)),
    `- machine: ${at.cpu}, ${String(at.cores)} cores, ${at.platform}; load average before the last run ${at.loadAverage.toFixed(1)}`,
    `- Node ${at.node}; ${at.isPinned ? 'server and bridges pinned to a core each' : 'not pinned'}`,
    '',
    '| protocol | RTP, us | own, us | ratio (95 %) | target | pairs | frames lost |',
    '| - | - | - | - | - | - | - |',
    ...costs.map(row),
    '',
  ].join('\n');

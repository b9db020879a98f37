/** Metrics of the audio's way through Tacet. Labelled by the leg that it comes from, or goes to where it is sent. */
import type { LegSum } from './leg-totals.js';
import type { Subject } from './metrics-registry.js';
import { PROCESS } from './runtime.js';
import type { MetricSources, Watch } from './sources.js';
import { LATENCY_BOUNDS_MS } from '../../call/latency-counts.js';
import { PERIOD_MS } from '../../core/coalescing.js';
import { LEG_ROLES } from '../../core/ids.js';

const LEG = { leg: LEG_ROLES };
const JITTER = [0.001, 0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.2];
const SENT = { forwarded: 'forwarded', encoded: 'encoded', dropped: 'egressDropped' } as const;

const COUNTERS: readonly (readonly [name: string, help: string, sum: LegSum])[] = [
  ['tacet_leg_messages_total', 'WebSocket messages received.', 'messages'],
  ['tacet_leg_received_bytes_total', 'Bytes of WebSocket messages received.', 'bytes'],
  ['tacet_leg_dropped_messages_total', 'Received messages that were of no use.', 'dropped'],
  ['tacet_packets_received_total', 'Media packets received.', 'received'],
  ['tacet_packets_lost_total', 'Media packets given up, whether they came late or never.', 'lost'],
  ['tacet_packets_late_total', 'Media packets that came after they were given up.', 'late'],
  ['tacet_packets_reordered_total', 'Media packets that were overtaken, and put right.', 'reordered'],
  ['tacet_frames_total', 'Frames that entered a pipeline.', 'frames'],
  ['tacet_concealed_frames_total', 'Frames made up for lost or unreadable ones.', 'concealed'],
  ['tacet_bad_payloads_total', 'Payloads that did not fit their codec.', 'badPayloads'],
];

export const addMediaMetrics = (
  subject: Subject,
  { census, lookAheadMs, process }: Pick<MetricSources, 'census' | 'lookAheadMs' | 'process'>,
): Watch => {
  for (const [name, help, sum] of COUNTERS) {
    subject.counted(name, help, LEG, (set) => {
      for (const leg of LEG_ROLES) set({ leg }, census.legs(leg).sums[sum]);
    });
  }
  subject.counted(
    'tacet_sent_frames_total',
    'Frames for a leg: forwarded as they came, encoded anew, or dropped because it reads too slowly.',
    { leg: LEG_ROLES, how: ['forwarded', 'encoded', 'dropped'] },
    (set) => {
      for (const leg of LEG_ROLES) {
        for (const [how, sum] of Object.entries(SENT)) set({ leg, how }, census.legs(leg).sums[sum]);
      }
    },
  );
  subject.gauge(
    'tacet_worst_jitter_seconds',
    'Interarrival jitter (RFC 3550) of the worst leg.',
    LEG,
    (set) => {
      for (const leg of LEG_ROLES) {
        set({ leg }, census.present.worstJitterMs[leg] / 1_000);
      }
    },
    'max',
  );
  const jitter = subject.histogram(
    'tacet_leg_jitter_seconds',
    'Interarrival jitter (RFC 3550) of each leg at its end.',
    LEG,
    JITTER,
  );
  subject.countedHistogram(
    'tacet_added_latency_seconds',
    `From when a media packet is read until it was dealt with, for one packet in 16. Waiting for packets before it is in it; the look-ahead is not, nor what it waited to be read: up to ${String(PERIOD_MS)} ms where the event loop rests for others to come (the system's timer adds to that), the lag of the loop where it is busy.`,
    PROCESS,
    { process },
    LATENCY_BOUNDS_MS.map((ms) => ms / 1_000),
    () => {
      const [caller, agent] = [census.legs('caller'), census.legs('agent')];
      return {
        buckets: caller.latency.map((count, i) => count + (agent.latency[i] ?? 0)),
        sum: (caller.latencyMs + agent.latencyMs) / 1_000,
      };
    },
  );
  subject.gauge(
    'tacet_look_ahead_seconds',
    'Delay added on purpose, so that a late decision still masks.',
    {},
    (set) => set({}, lookAheadMs / 1_000),
    'first',
  );

  return (call) => {
    call.events.on('ended', () => {
      for (const leg of LEG_ROLES) {
        const track = call.leg(leg);
        if (track !== undefined) jitter({ leg }, track.jitter.jitterMs / 1_000);
      }
    });
  };
};

/** Metrics of the recogniser and its workers. */
import type { Subject } from './metrics-registry.js';
import type { MetricSources, Watch } from './sources.js';
import { FOREVER } from '../../core/span.js';
import { TICKS_PER_SECOND } from '../../core/units.js';
import type { SttPool } from '../../sense/stt-pool.js';
import { STT_STATES } from '../../sense/stt-stream.js';
import { CRASH_REASONS, LINK_STATES } from '../../sense/stt-worker-link.js';

const LAGS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 1.8, 3, 5, 10];

export interface SpeechMetrics {
  readonly watch: Watch;
  /** Follows the workers. */
  readonly follow: (pool: SttPool) => void;
}

export const addSpeechMetrics = (subject: Subject, { census, pool }: MetricSources): SpeechMetrics => {
  subject.gauge('tacet_stt_workers', 'Speech workers by state.', { state: LINK_STATES }, (set) => {
    const workers = pool()?.workers ?? [];
    for (const state of LINK_STATES) set({ state }, workers.filter((other) => other === state).length);
  });
  subject.gauge('tacet_stt_streams', 'Legs at the recogniser by state.', { state: STT_STATES }, (set) => {
    for (const [state, count] of census.present.streamStates) set({ state }, count);
  });
  const crashes = subject.counter('tacet_stt_crashes_total', 'Speech workers that were lost.', {
    reason: CRASH_REASONS,
  });
  const counts: readonly (readonly [string, string, () => number | undefined])[] = [
    ['tacet_stt_restarts_total', 'Speech workers that came back.', () => pool()?.counts.restarts],
    [
      'tacet_stt_stalls_total',
      'Legs that were more than 2 s of audio ahead of the recogniser.',
      () => pool()?.counts.stalls,
    ],
    ['tacet_stt_chunks_total', 'Pieces of audio given to the recogniser.', () => pool()?.counts.chunks],
    [
      'tacet_stt_heard_seconds_total',
      'Seconds of audio that the recogniser has worked on.',
      () => (pool()?.counts.heardTicks ?? 0) / TICKS_PER_SECOND,
    ],
    [
      'tacet_stt_busy_seconds_total',
      'Seconds that it took for them, all legs added up: divided by the seconds heard, the real-time factor.',
      () => (pool()?.counts.busyMs ?? 0) / 1_000,
    ],
  ];
  for (const [name, help, read] of counts) {
    subject.counted(name, help, {}, (set) => set({}, read() ?? 0));
  }
  const lag = subject.histogram(
    'tacet_stt_lag_seconds',
    'How far the recogniser is behind the speech that it was given, each time it answers.',
    {},
    LAGS,
  );
  const unheard = subject.counter(
    'tacet_unheard_seconds_total',
    'Seconds of audio that no recogniser heard; recorded masked.',
    {},
  );

  return {
    watch: (call) => {
      call.events.on('heard', ({ leg, heardTo }) => {
        const pushedTo = call.speech?.streams[leg].pushedTo ?? heardTo;
        lag({}, Math.max(0, pushedTo - heardTo) / TICKS_PER_SECOND);
      });
      call.events.on('unheard', ({ span }) => {
        if (span.to < FOREVER) unheard({}, (span.to - span.from) / TICKS_PER_SECOND);
      });
    },
    follow: (workers) => {
      workers.events.on('crashed', ({ reason }) => crashes({ reason }));
    },
  };
};

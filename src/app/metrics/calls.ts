/** Metrics of calls and legs. */
import type { Subject } from './metrics-registry.js';
import type { MetricSources, Watch } from './sources.js';
import { CALL_STATES } from '../../call/call.js';
import { ERRORS } from '../../core/errors.js';
import { PROTOCOL_NAMES } from '../../protocol/registry.js';

/** Calls that ended without any code: somebody hung up at a time when that is told without one. */
export const NO_CODE = 'none';
const DURATIONS = [5, 15, 30, 60, 120, 300, 600, 1_200, 3_600];

export const addCallMetrics = (subject: Subject, { census, wantsRecording }: MetricSources): Watch => {
  subject.gauge('tacet_calls', 'Calls by state.', { state: CALL_STATES }, (set) => {
    for (const [state, count] of census.present.callStates) set({ state }, count);
  });
  subject.gauge('tacet_legs', 'Legs of calls by protocol.', { protocol: PROTOCOL_NAMES }, (set) => {
    for (const [protocol, count] of census.present.protocols) set({ protocol }, count);
  });
  const started = subject.counter('tacet_calls_started_total', 'Calls whose first leg has come.', {});
  const ended = subject.counter(
    'tacet_calls_ended_total',
    'Calls that have ended, by the code they ended with.',
    { code: [NO_CODE, ...Object.keys(ERRORS)] },
  );
  const unrecorded = subject.counter(
    'tacet_unrecorded_calls_total',
    'Calls that went live and are not recorded, although recording is on.',
    {},
  );
  const duration = subject.histogram(
    'tacet_call_duration_seconds',
    'How long calls lasted, from their first leg to the end.',
    {},
    DURATIONS,
  );

  return (call) => {
    const sinceMs = performance.now();
    started({});
    call.events.on('state', ({ to }) => {
      if (to === 'live' && wantsRecording && call.isRecorded === false) unrecorded({});
    });
    call.events.on('ended', ({ code }) => {
      ended({ code: code ?? NO_CODE });
      duration({}, (performance.now() - sinceMs) / 1_000);
    });
  };
};

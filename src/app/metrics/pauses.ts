/** Metrics of the pauses that somebody asked for. */
import type { Subject } from './metrics-registry.js';
import type { MetricSources, Watch } from './sources.js';
import { AUDIENCES } from '../../core/audience.js';
import { PAUSE_TRIGGERS, type Pause } from '../../core/pause.js';
import { TICKS_PER_SECOND } from '../../core/units.js';

export const addPauseMetrics = (subject: Subject, { census }: MetricSources): Watch => {
  subject.gauge('tacet_paused_calls', 'Calls in which a pause runs.', {}, (set) =>
    set({}, census.present.pausedCalls),
  );
  const pauses = subject.counter(
    'tacet_pauses_total',
    'Pauses that have begun, by who is spared; one that spares several counts for each of them.',
    { scope: AUDIENCES },
    { hasExemplars: true },
  );
  const ended = subject.counter('tacet_pauses_ended_total', 'Pauses that are over, by what ended them.', {
    trigger: PAUSE_TRIGGERS,
  });
  const seconds = subject.counter(
    'tacet_paused_seconds_total',
    'Seconds of calls that pauses have taken, by who was spared; of each pause once it is over.',
    { scope: AUDIENCES },
  );
  return (call) => {
    call.events.on('paused', ({ scope: audiences }) => {
      for (const scope of audiences) pauses({ scope }, 1, call.traceId);
    });
    call.events.on('resumed', (pause) => {
      ended({ trigger: pause.trigger });
      for (const scope of pause.scope) seconds({ scope }, lengthOf(pause));
    });
  };
};

/** From the leg that was behind; one that had sent nothing was paused from the call's beginning. */
const lengthOf = ({ from, to }: Pause): number => {
  const places = Object.values(from);
  return Math.max(0, to - (places.length === 0 ? 0 : Math.min(...places))) / TICKS_PER_SECOND;
};

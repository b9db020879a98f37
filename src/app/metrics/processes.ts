/** Metrics of the processes that hold calls. */
import type { Subject } from './metrics-registry.js';
import { PROCESS_STATES, type MetricSources } from './sources.js';

export const addProcessMetrics = (subject: Subject, { processes }: MetricSources): void => {
  subject.gauge(
    'tacet_processes',
    'Processes that hold calls (`workers`), by state: silent ones have said nothing for 5 s, those that are down are started again.',
    { state: PROCESS_STATES },
    (set) => {
      const phases = processes?.().phases ?? ['ready'];
      for (const state of PROCESS_STATES) set({ state }, phases.filter((phase) => phase === state).length);
    },
    'first',
  );
  subject.counted(
    'tacet_process_deaths_total',
    'Processes that ended, with their calls, without having been told to.',
    {},
    (set) => set({}, processes?.().deaths ?? 0),
    'first',
  );
};

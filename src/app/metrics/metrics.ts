/**
 * Prometheus metrics of a whole Tacet. The media path counts in plain fields; they are read when somebody scrapes.
 *
 * Labels come from small fixed sets; a call id is never one. What joins a count to its call is the trace id that the
 * call's log lines and events have, too: it is an exemplar of the OpenMetrics form.
 */
import { addCallMetrics } from './calls.js';
import { Census } from './census.js';
import { addGateMetrics } from './gate.js';
import { addMediaMetrics } from './media.js';
import type { MetricJson } from './merged.js';
import { MetricsRegistry, type Exposition, type MetricDefinition } from './metrics-registry.js';
import { addPauseMetrics } from './pauses.js';
import { addProcessMetrics } from './processes.js';
import { addRecordingMetrics, type RecordingMetrics } from './recording.js';
import { addRuntimeMetrics } from './runtime.js';
import { addServerMetrics, type ServerMetrics } from './server.js';
import type { MetricSources, Watch } from './sources.js';
import { addSpeechMetrics, type SpeechMetrics } from './speech.js';
import type { Call } from '../../call/call.js';

export type MetricsOptions = Omit<MetricSources, 'census'>;

export class Metrics {
  readonly server: ServerMetrics;
  readonly recording: RecordingMetrics;
  readonly speech: SpeechMetrics;
  readonly #registry = new MetricsRegistry();
  readonly #census: Census;
  readonly #watches: readonly Watch[];

  constructor(options: MetricsOptions) {
    const registry = this.#registry;
    this.#census = new Census(options.calls);
    registry.beforeScrape(() => this.#census.refresh());
    const sources: MetricSources = { ...options, census: this.#census };
    const calls = addCallMetrics(registry.subject('Calls'), sources);
    const media = addMediaMetrics(registry.subject('Media'), sources);
    const gate = addGateMetrics(registry.subject('Gates'), sources);
    const pauses = addPauseMetrics(registry.subject('Pauses'), sources);
    this.speech = addSpeechMetrics(registry.subject('Speech'), sources);
    this.recording = addRecordingMetrics(registry.subject('Recording'), sources);
    this.server = addServerMetrics(registry.subject('Server'), sources);
    addProcessMetrics(registry.subject('Processes'), sources);
    addRuntimeMetrics(registry, registry.subject('Process'), sources);
    this.#watches = [calls, media, gate, pauses, this.speech.watch];
  }

  get definitions(): readonly MetricDefinition[] {
    return this.#registry.definitions;
  }

  /** Follows one call to its end. */
  watch(call: Call): void {
    for (const watch of this.#watches) watch(call);
    call.events.on('ended', () => this.#census.ended(call));
  }

  /** For the front of several processes. */
  collect(): Promise<readonly MetricJson[]> {
    return this.#registry.collect();
  }

  scrape(accept?: string): Promise<Exposition> {
    return this.#registry.scrape(accept);
  }
}

/** The recognisers that hear recordings again: of the configuration by name, ears of our own, or a server. */
import type { SpeechWorkerData } from '../worker.js';
import type { DetectorOptions } from '../../detect/detector.js';
import type { Config } from '../config.js';
import { maskedFor } from '../../core/audience.js';
import { systemClock } from '../../core/clock.js';
import { TacetError } from '../../core/errors.js';
import type { Entity } from '../../core/finding.js';
import { languageOf } from '../../detect/numbers/registry.js';
import { prepareArrangement, type Arrangement } from '../../sense/engines/arrangement.js';
import { isEngineName } from '../../sense/engines/registry.js';
import type { OnModelProgress } from '../../sense/models/store.js';
import { SttPool } from '../../sense/stt-pool.js';

export type AuditEngines = Config['engines'];

/** The embedded recogniser, held to something else than in calls. German is heard by ear and has but one grammar. */
const vosk = (grammar: 'payment' | 'digits' | 'none'): AuditEngines => ({
  en: { engine: 'vosk', options: { grammar } },
  de: { engine: 'vosk', options: { language: 'de' } },
});
export const OWN_ENGINES = {
  'vosk-wide': vosk('none'),
  'vosk-digits': vosk('digits'),
  vosk: vosk('payment'),
} as const satisfies Readonly<Record<string, AuditEngines>>;

const isOwn = (name: string): name is keyof typeof OWN_ENGINES => Object.hasOwn(OWN_ENGINES, name);

/** @throws TacetError TACET_ENGINE_UNKNOWN */
export const auditEngines = (name: string, { audit }: Config): AuditEngines => {
  const configured = audit.engines[name];
  if (configured !== undefined) return configured;
  if (isOwn(name)) return OWN_ENGINES[name];
  const known = [...Object.keys(audit.engines), ...Object.keys(OWN_ENGINES)].join(', ');
  throw new TacetError('TACET_ENGINE_UNKNOWN', `known: ${known}; others by audit.engines or --stt`);
};

/** A server hears every language there is a number grammar for. @throws TacetError TACET_ENGINE_UNKNOWN */
export const serverEngines = (engine: string, options: Readonly<Record<string, unknown>>): AuditEngines => {
  if (!isEngineName(engine)) throw new TacetError('TACET_ENGINE_UNKNOWN', '--stt-engine');
  const arrangement: Arrangement = { engine, options };
  return Object.fromEntries(['en', 'de'].filter((tag) => languageOf(tag)).map((tag) => [tag, arrangement]));
};

/** What an audit listens for is the same for all its calls. */
export type AuditWorkerData = SpeechWorkerData & DetectorOptions;

export interface Ears {
  readonly pool: SttPool;
  readonly languages: ReadonlySet<string>;
  /** What is kept out of recordings: what the audit looks for. */
  readonly masked: ReadonlySet<Entity>;
}

/** @throws TacetError where an engine cannot be had */
export const openEars = async (
  engines: AuditEngines,
  config: Config,
  onModelProgress?: OnModelProgress,
): Promise<Ears> => {
  for (const arrangement of Object.values(engines)) await prepareArrangement(arrangement, onModelProgress);
  const masked = maskedFor(config.entities).recording;
  const workerData: AuditWorkerData = {
    engines,
    wanted: masked,
    maskedInTranscript: masked,
    bias: config.detection.bias,
  };
  const pool = new SttPool({
    workerUrl: new URL('./audit-worker.js', import.meta.url),
    workerData,
    clock: systemClock,
    onObserverError: () => undefined,
  });
  try {
    await pool.ready;
  } catch (error) {
    await pool.close();
    throw error;
  }
  return { pool, languages: new Set(Object.keys(engines)), masked };
};

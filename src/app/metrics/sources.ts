/** What metrics are read from. */
import type { Census } from './census.js';
import type { ReloadCounts } from '../reload.js';
import type { SpanCounts } from '../tracing/spool.js';
import type { ShortageName } from '../../call/admission.js';
import type { Call } from '../../call/call.js';
import type { CallRegistry } from '../../call/registry.js';
import type { Webhooks } from '../../control/webhooks/webhooks.js';
import type { SttPool } from '../../sense/stt-pool.js';
import type { StoreCounters } from '../../sink/stores/store.js';

export interface Certificate {
  /** What it is for: from the configuration, never from a peer. */
  readonly name: string;
  readonly expiresAt: Date;
}

export interface MetricSources {
  /** Whose metrics these are, where there are several: `0`, `1`, …, `front`. */
  readonly process: string;
  readonly calls: () => Pick<CallRegistry, 'calls' | 'isDraining'>;
  readonly pool: () => SttPool | undefined;
  readonly census: Census;
  /** Whether calls are to be recorded at all. */
  readonly wantsRecording: boolean;
  readonly lookAheadMs: number;
  /** Why no calls are taken; undefined where they are. */
  readonly unready: () => string | undefined;
  /** Of a store elsewhere; undefined where recordings stay on this machine. */
  readonly upload: () => StoreCounters | undefined;
  /** What the machine is short of. */
  readonly shortages: () => readonly ShortageName[];
  readonly webhooks: () => Webhooks['counters'];
  /** Of traces; undefined where none are sent. */
  readonly spans: () => Readonly<SpanCounts> | undefined;
  /** Of the policy, since the start. */
  readonly reloads: () => Readonly<ReloadCounts>;
  /** Processes that hold calls; undefined where it is this one. */
  readonly processes?:
    (() => { readonly phases: readonly ProcessPhase[]; readonly deaths: number }) | undefined;
  /** Those that the server shows. */
  readonly certificates: () => readonly Certificate[];
}

export const PROCESS_STATES = ['starting', 'ready', 'silent', 'down'] as const;
/** `silent`: it has said nothing for a while. `down`: it died, and will be started again. */
export type ProcessPhase = (typeof PROCESS_STATES)[number];

/** Told of every call; follows it by its events. */
export type Watch = (call: Call) => void;

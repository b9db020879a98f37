/**
 * What is kept of a replay: plain data, as it lies in detect.json, from which every table and picture is made. So
 * one part can be measured anew and the page written with what is known of the other. It holds no digit.
 */
import type { Circumstances } from '../circumstances.js';
import type { Opening } from './opening.js';

export type Branch = 'recording' | 'agent-heard';

export interface NumberRecord {
  readonly kind: 'pan' | 'expiry' | 'cvv';
  readonly entry: 'speech' | 'dtmf';
  readonly digits: number;
  /** Which digits can be heard: positions from 1. */
  readonly audible: readonly number[];
  /** From the end of its first digit; null where it was never masked. */
  readonly latencyMs: number | null;
}

export interface ClipRecord {
  readonly id: string;
  readonly language: string;
  readonly kind: string;
  readonly condition: string;
  readonly opening: Opening;
  readonly style: string;
  /** Whether its language has a recogniser; without one the whole call is masked. */
  readonly hasRecogniser: boolean;
  readonly durationMs: number;
  readonly isExposed: boolean;
  readonly wronglyMutedMs: number;
  /** Masked because it was not heard in time: such a mask says nothing of the detector. */
  readonly unheardMs: number;
  readonly numbers: readonly NumberRecord[];
}

export interface Percentiles {
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  readonly most: number | null;
}

export interface RunRecord {
  readonly circumstances: Circumstances & {
    readonly pack: string;
    readonly packDigest: string;
    readonly ambiguous: number;
    /** At its end. */
    readonly loadAverageAfter: number;
  };
  readonly branch: Branch;
  readonly lookAheadMs: number;
  readonly concurrency: number;
  readonly wallMs: number;
  /** What it would take at real-time pace on a machine that keeps up; null at fast pace. */
  readonly expectedMs: number | null;
  readonly failed: readonly { readonly id: string; readonly code: string }[];
  /** How far the recogniser was behind the caller, each time before it told how far it had heard. */
  readonly lagMs: Percentiles;
  /** By how much timers of the process that sends the audio were late: 99th percentile. */
  readonly timerLateMs: number;
  readonly clips: readonly ClipRecord[];
}

/** Runs of one name replace each other in detect.json. */
export const nameOf = ({ branch, lookAheadMs }: Pick<RunRecord, 'branch' | 'lookAheadMs'>): string =>
  branch === 'recording' ? 'recording' : `agent, look-ahead ${lookAheadMs} ms`;

/**
 * Records made up for tests.
 */
import type { ClipRecord, NumberRecord, RunRecord } from './record.js';

export const numberFor = (changes: Partial<NumberRecord> = {}): NumberRecord => ({
  kind: 'pan',
  entry: 'speech',
  digits: 16,
  audible: [],
  latencyMs: 200,
  ...changes,
});

export const clipFor = (changes: Partial<ClipRecord> = {}): ClipRecord => ({
  id: 'one',
  language: 'en',
  kind: 'card',
  condition: 'clean',
  opening: 'prompted',
  style: 'normal',
  hasRecogniser: true,
  durationMs: 36_000,
  isExposed: false,
  wronglyMutedMs: 0,
  unheardMs: 0,
  numbers: [numberFor()],
  ...changes,
});

export const runFor = (changes: Partial<RunRecord> = {}): RunRecord => ({
  circumstances: {
    command: 'npm run bench:detect',
    date: '2026-01-02T03:04:05.678Z',
    commit: 'abc1234',
    node: 'v20',
    cpu: 'a processor',
    cores: 2,
    platform: 'linux x64',
    loadAverage: 0.1,
    loadAverageAfter: 1,
    pack: 'dev',
    packDigest: '0123456789abcdef',
    ambiguous: 0,
  },
  branch: 'recording',
  lookAheadMs: 0,
  concurrency: 2,
  wallMs: 1_000,
  expectedMs: null,
  failed: [],
  lagMs: { p50: 100, p90: 200, p99: 300, most: 400 },
  timerLateMs: 1,
  clips: [clipFor()],
  ...changes,
});

/**
 * Sound with a rhythm, for tests: noise that is loud where a word is and soft in between. Deterministic.
 */
import { samplesToTicks, type SampleRate, type Ticks } from '../core/units.js';
import { span } from '../core/span.js';
import type { Frame } from '../media/frame.js';

/** Milliseconds of a loud stretch and of the quiet after it. */
export type Burst = readonly [loudMs: number, quietMs: number];

const LOUD_PEAK = 6_000;
const QUIET_PEAK = 20;

export const silence = (ms: number): Burst => [0, ms];
export const repeated = (count: number, burst: Burst): Burst[] => Array.from({ length: count }, () => burst);

/** Four groups of four digits, as a card number is read out. */
export const CARD_NUMBER: readonly Burst[] = Array.from({ length: 16 }, (_, i) =>
  i % 4 === 3 ? [320, 700] : [320, 180],
);
/** Syllables of running talk. */
export const talk = (count: number): Burst[] =>
  Array.from({ length: count }, (_, i) => (i % 9 === 8 ? [260, 240] : i % 2 === 0 ? [90, 70] : [120, 60]));

export const sound = (bursts: readonly Burst[], rateHz: SampleRate = 8_000, seed = 1): Int16Array => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  const parts = bursts.flatMap(([loudMs, quietMs]) => [
    { samples: Math.round((loudMs * rateHz) / 1_000), peak: LOUD_PEAK },
    { samples: Math.round((quietMs * rateHz) / 1_000), peak: QUIET_PEAK },
  ]);
  const pcm = new Int16Array(parts.reduce((sum, { samples }) => sum + samples, 0));
  let at = 0;
  for (const { samples, peak } of parts) {
    for (const end = at + samples; at < end; at++) pcm[at] = Math.round(next() * peak);
  }
  return pcm;
};

/** Frames one after the other from `from` on; the last one may be short. */
export function* framesOf(
  pcm: Int16Array,
  rateHz: SampleRate = 8_000,
  frameMs = 20,
  from = 0 as Ticks,
): Generator<Frame> {
  const length = (rateHz * frameMs) / 1_000;
  for (let at = 0; at < pcm.length; at += length) {
    const part = pcm.subarray(at, at + length);
    const start = from + samplesToTicks(at, rateHz);
    const place = span(start, start + samplesToTicks(part.length, rateHz));
    yield { span: place, rateHz, pcm: part, origin: 'received' };
  }
}

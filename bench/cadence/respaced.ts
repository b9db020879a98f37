/**
 * The digits of a clip, cut out by their labels and said again at another pace: the pauses of a pack are its maker's.
 */
import type { SampleRate } from '#tacet/core/units.js';

import type { Stretch } from '../detect/pack.js';

export interface Respaced {
  readonly pcm: Int16Array;
  readonly digits: readonly Stretch[];
}

/** After every fourth digit comes a longer pause. */
const GROUP = 4;
const GROUP_PAUSE_MS = 400;
const LEAD_MS = 1_000;
/** Of the noise that fills the pauses: a line is never digitally silent. */
const NOISE_PEAK = 24;

export const respaced = (
  pcm: Int16Array,
  rateHz: SampleRate,
  digits: readonly Stretch[],
  gapMs: number,
): Respaced => {
  const placed: Stretch[] = [];
  let atMs = LEAD_MS;
  for (const [i, { startMs, endMs }] of digits.entries()) {
    placed.push({ startMs: atMs, endMs: atMs + endMs - startMs });
    atMs += endMs - startMs + gapMs + (i % GROUP === GROUP - 1 ? GROUP_PAUSE_MS : 0);
  }
  const samplesAt = (ms: number): number => Math.round((ms * rateHz) / 1_000);
  let noise = 1;
  const out = Int16Array.from({ length: samplesAt(atMs + LEAD_MS) }, () => {
    noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.round((noise / 2 ** 31 - 1) * NOISE_PEAK);
  });
  for (const [i, { startMs, endMs }] of digits.entries())
    out.set(pcm.subarray(samplesAt(startMs), samplesAt(endMs)), samplesAt(placed[i]?.startMs ?? 0));
  return { pcm: out, digits: placed };
};

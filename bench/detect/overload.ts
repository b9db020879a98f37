/**
 * Whether a machine kept up with a replay at real-time pace. One that did not makes masks late that would be in time
 * elsewhere, and mutes what nobody heard: its figures are of the machine.
 */
import type { RunRecord } from './record.js';

/** A call that plays this much longer than it is has been starved. */
const LONGER = 1.1;
/** Once and again a frame leaves late; this much late at every hundredth tick is no pace. */
const TIMER_LATE_MS = 40;
/** A recogniser on a machine that keeps up is hardly ever this far behind. */
const LAG_MS = 1_500;

/** Reasons in words; none where it kept up, or where pace did not matter. */
export const overload = (run: RunRecord): readonly string[] => {
  if (run.expectedMs === null) return [];
  const blind = run.clips.filter(({ hasRecogniser, unheardMs }) => hasRecogniser && unheardMs > 0).length;
  const { wallMs, expectedMs, timerLateMs, lagMs } = run;
  return [
    ...(blind > 0 ? [`${blind} calls had stretches that no recogniser heard in time`] : []),
    ...(wallMs > LONGER * expectedMs
      ? [`it took ${ratio(wallMs, expectedMs)} times as long as it should`]
      : []),
    ...(timerLateMs > TIMER_LATE_MS
      ? [`timers were ${timerLateMs.toFixed(0)} ms late (99th percentile)`]
      : []),
    ...((lagMs.p99 ?? 0) > LAG_MS
      ? [`the recogniser was ${(lagMs.p99 ?? 0).toFixed(0)} ms behind (99th percentile)`]
      : []),
  ];
};

/**
 * How long calls of these lengths take, so many at a time, each starting when one has ended.
 *
 * @param overheadMs for each call: connecting, and hearing its end
 */
export const expectedMs = (
  durationsMs: readonly number[],
  concurrency: number,
  overheadMs: number,
): number => {
  const freeAtMs = Array<number>(concurrency).fill(0);
  for (const durationMs of durationsMs) {
    const first = freeAtMs.indexOf(Math.min(...freeAtMs));
    freeAtMs[first] = (freeAtMs[first] ?? 0) + durationMs + overheadMs;
  }
  return Math.max(...freeAtMs);
};

const ratio = (a: number, b: number): string => (a / b).toFixed(2);

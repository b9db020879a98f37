/**
 * Which frames went through, in protocols that have no timestamps. There a sender that is held up, as on a busy
 * machine, has paused: what it says afterwards lies later on the timeline than its number tells, and so do the words
 * of a script.
 */
import type { Call } from '../../call/call.js';
import type { LegRole } from '../../core/ids.js';
import { ticksToMillis } from '../../core/units.js';
import { FRAME_MS } from './signals.js';

/** The numbers of those frames that were heard as they were said; no two may be alike. */
export const heardFrames = (said: readonly Buffer[], heard: readonly Buffer[]): number[] => {
  const numbers = new Map(said.map((frame, i) => [frame.toString('latin1'), i]));
  return heard.flatMap((frame) => numbers.get(frame.toString('latin1')) ?? []);
};

/** The numbers of the frames that lie between these times, wherever the pauses were. */
export const framesBetween = (call: Call, role: LegRole, fromMs: number, toMs: number): number[] => {
  const pausedMs = ticksToMillis(call.direction(role)?.pipeline.timeline.dtxTicks ?? 0);
  const first = Math.ceil(fromMs / FRAME_MS);
  const count = Math.max(0, Math.floor((toMs - pausedMs) / FRAME_MS) - first);
  return Array.from({ length: count }, (_, i) => first + i);
};

/**
 * One clip as the guard of a leg hears it whose recogniser is dead: which of its frames would be masked.
 *
 * Look-ahead 0, so a frame is decided when it comes in: the first digits, which make the cadence, are lost.
 */
import { PAYMENT, PAYMENT_FOR_ALL } from '#tacet/core/audience.js';
import { CadenceGuard } from '#tacet/call/cadence-guard.js';
import { overlaps, span, type Span } from '#tacet/core/span.js';
import { millisToTicks, samplesToTicks, ticks, type SampleRate } from '#tacet/core/units.js';
import { masks } from '#tacet/gate/policy.js';

import type { Stretch } from '../detect/pack.js';

/** `cadence`: nothing was asked for, `whenBlind: cadence`. `voice`: a card was asked for, and the caller speaks. */
export const MODES = ['cadence', 'voice'] as const;
export type Mode = (typeof MODES)[number];

export const FRAME_MS = 20;
const POLICY = {
  lookAhead: ticks(0),
  blindAfter: millisToTicks(1_800),
  lateAfter: millisToTicks(500),
  clearanceLimit: millisToTicks(45_000),
  masked: PAYMENT_FOR_ALL,
};

/** Whether each frame of 20 ms is masked when it is due. */
export const maskedFrames = (pcm: Int16Array, rateHz: SampleRate, mode: Mode): boolean[] => {
  const believed = new Map<string, Span>();
  const guard = new CadenceGuard({
    leg: 'caller',
    rateHz,
    policy: { ...POLICY, whenBlind: mode === 'cadence' ? 'cadence' : 'pass' },
    hears: true,
    origin: ticks(0),
    onFinding: (finding) => {
      if (masks(finding, PAYMENT)) believed.set(finding.id, finding.span);
      else believed.delete(finding.id);
    },
  });
  guard.arm(mode === 'voice');
  guard.tapLost(true);
  const masked: boolean[] = [];
  const samples = (rateHz * FRAME_MS) / 1_000;
  for (let at = 0; at + samples <= pcm.length; at += samples) {
    const place = span(samplesToTicks(at, rateHz), samplesToTicks(at + samples, rateHz));
    guard.push({ span: place, rateHz, pcm: pcm.subarray(at, at + samples), origin: 'received' });
    masked.push([...believed.values()].some((finding) => overlaps(finding, place)));
  }
  guard.close();
  return masked;
};

/** A digit is masked if no more than half of it can be heard. */
export const isMasked = (masked: readonly boolean[], { startMs, endMs }: Stretch): boolean => {
  const frames = masked.slice(Math.floor(startMs / FRAME_MS), Math.ceil(endMs / FRAME_MS));
  return frames.filter((frame) => frame).length * 2 >= frames.length && frames.length > 0;
};

/**
 * The score of one clip: which labelled digits can be heard in what came out, and how much else cannot.
 *
 *     audible digit   a quarter of its speech frames, or more, is audible
 *     exposed call    more is audible than PCI truncation leaves: of a card number the first 6 and the last 4;
 *                     of a CVV nothing
 *     wrongly muted   speech that is not audible, further than 250 ms from any labelled stretch
 *
 * Digits of one word ("forty two") are heard or not heard together.
 */
import { FRAME_MS, type HeardFrame } from './frames.js';
import type { Label, Stretch } from './pack.js';

const AUDIBLE_SHARE = 0.25;
const GRACE_MS = 250;
const PAN_FIRST = 6;
const PAN_LAST = 4;

export interface ClipScore {
  /** For each label, for each of its digits. */
  readonly audible: readonly (readonly boolean[])[];
  readonly isExposed: boolean;
  readonly wronglyMutedMs: number;
}

export const score = (labels: readonly Label[], frames: readonly HeardFrame[]): ClipScore => {
  const audible = labels.map((label) => digitsOf(label).map((digit) => isDigitAudible(digit, frames)));
  return {
    audible,
    isExposed: labels.some((label, i) => exposes(label, audible[i] ?? [])),
    wronglyMutedMs:
      FRAME_MS *
      frames.filter(({ isSpeech, isAudible, startMs }) => isSpeech && !isAudible && !isNear(startMs, labels))
        .length,
  };
};

/** A label without digits counts as one. */
export const digitsOf = (label: Label): readonly Stretch[] =>
  label.digits.length > 0 ? label.digits : [label];

const isDigitAudible = ({ startMs, endMs }: Stretch, frames: readonly HeardFrame[]): boolean => {
  const within = frames.filter((frame) => startMs <= frame.startMs && frame.startMs < endMs);
  const spoken = within.filter(({ isSpeech }) => isSpeech);
  const counted = spoken.length > 0 ? spoken : within;
  const heard = counted.filter(({ isAudible }) => isAudible).length;
  return counted.length > 0 && heard >= AUDIBLE_SHARE * counted.length;
};

const exposes = ({ kind }: Label, audible: readonly boolean[]): boolean => {
  switch (kind) {
    case 'pan':
      return audible.length > PAN_FIRST + PAN_LAST && audible.slice(PAN_FIRST, -PAN_LAST).includes(true);
    case 'cvv':
      return audible.includes(true);
    case 'expiry':
      return false;
  }
};

const isNear = (atMs: number, labels: readonly Label[]): boolean =>
  labels.some(({ startMs, endMs }) => startMs - GRACE_MS <= atMs && atMs < endMs + GRACE_MS);

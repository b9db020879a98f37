/**
 * What can still be heard of a clip, 10 ms at a time: the scorer's ear.
 *
 *     clip     | frame | frame | ...     speech: louder than -50 dBFS
 *     output   | frame | frame | ...     audible: correlates above 0.5, and at most 20 dB below the clip
 *
 * Correlation tells the caller's voice from a fill of the same loudness. Both share one sample clock.
 */
export const FRAME_MS = 10;
const SPEECH_DBFS = -50;
const FULL_SCALE = 32_768;
/** 20 dB, in energy. */
const FAINTEST = 0.01;
const ALIKE = 0.5;

export interface HeardFrame {
  /** In whole milliseconds, rounded down. */
  readonly startMs: number;
  readonly isSpeech: boolean;
  readonly isAudible: boolean;
}

/** One for each whole frame of the clip; past the end of the output nothing is audible. */
export const heardFrames = (clip: Int16Array, output: Int16Array, rateHz: number): HeardFrame[] => {
  const length = Math.floor((rateHz * FRAME_MS) / 1_000);
  const quietest = (10 ** (SPEECH_DBFS / 20) * FULL_SCALE) ** 2 * length;
  const frames: HeardFrame[] = [];
  for (let from = 0; from + length <= clip.length; from += length) {
    const said = clip.subarray(from, from + length);
    const energy = product(said, said);
    frames.push({
      startMs: Math.floor((from * 1_000) / rateHz),
      isSpeech: energy > quietest,
      isAudible: isAudible(said, energy, output.subarray(from, from + length)),
    });
  }
  return frames;
};

const isAudible = (said: Int16Array, energy: number, heard: Int16Array): boolean => {
  if (heard.length < said.length || energy === 0) return false;
  const heardEnergy = product(heard, heard);
  if (heardEnergy === 0 || heardEnergy < energy * FAINTEST) return false;
  return product(said, heard) / Math.sqrt(energy * heardEnergy) > ALIKE;
};

const product = (a: Int16Array, b: Int16Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

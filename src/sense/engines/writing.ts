/**
 * Audio in which words are written down, for tests of the whole under faults: loud noise to every listener, text to
 * the `written` engine. Each 20 ms frame says by itself what it is, so that it does not matter which are lost.
 *
 *     samples   0        8        9..10   11         12        13..15    16..159
 *               mark     trouble  word    its frame  frames    serial    noise
 *
 * A sample stands for 5 bits and for whether it is secret. Its value is one of 64 that mu-law (G.711) keeps exactly,
 * all of them far louder than any fill, so that a single secret sample is recognised wherever it turns up.
 */

export const WRITTEN_FRAME_SAMPLES = 160;
export const TROUBLES = ['none', 'throw', 'hang', 'crash', 'out-of-memory', 'slow', 'garbage'] as const;
export type WrittenTrouble = (typeof TROUBLES)[number];

export interface WrittenFrame {
  /** Number of a word, below 1 024. */
  readonly word: number;
  /** Which frame of the word this is, of how many; below 32. */
  readonly frame: number;
  readonly frames: number;
  readonly trouble: WrittenTrouble;
  /** Below 32 768. */
  readonly serial: number;
  readonly isSecret: boolean;
}

const MARK = [3, 17, 9, 28, 5, 22, 14, 31];
export const HEADER_SAMPLES = 16;
const BIAS = 0x84;

/** Mu-law's magnitude of a chord and a step. */
const magnitude = (chord: number, step: number): number => ((BIAS + 8 * step) << chord) - BIAS;

const valueOf = (symbol: number, isSecret: boolean): number => {
  const step = 2 * (symbol >> 2) + (isSecret ? 1 : 0);
  const size = magnitude(5 + ((symbol >> 1) & 1), step);
  return (symbol & 1) === 0 ? size : -size;
};

/** By sample + 32 768: 0 nothing, else 1 + 2 * symbol + secret. */
const MEANINGS = new Uint8Array(65_536);
for (let symbol = 0; symbol < 32; symbol++) {
  MEANINGS[valueOf(symbol, false) + 32_768] = 1 + 2 * symbol;
  MEANINGS[valueOf(symbol, true) + 32_768] = 2 + 2 * symbol;
}
const meaningOf = (sample: number): number => MEANINGS[sample + 32_768] ?? 0;

export const isSecretSample = (sample: number): boolean => {
  const meaning = meaningOf(sample);
  return meaning > 0 && meaning % 2 === 0;
};

/** @param noise 0 <= value < 1 */
export const writeFrame = (frame: WrittenFrame, noise: () => number): Int16Array => {
  const { word, serial, isSecret } = frame;
  const symbols = [
    ...MARK,
    TROUBLES.indexOf(frame.trouble),
    word >> 5,
    word & 31,
    frame.frame,
    frame.frames,
    serial >> 10,
    (serial >> 5) & 31,
    serial & 31,
  ];
  return Int16Array.from({ length: WRITTEN_FRAME_SAMPLES }, (_, i) =>
    valueOf(symbols[i] ?? Math.floor(noise() * 32), isSecret),
  );
};

/** @returns the frame that begins at this sample, if one does and its header is there */
export const readFrame = (pcm: Int16Array, at: number): WrittenFrame | undefined => {
  if (at + HEADER_SAMPLES > pcm.length) return undefined;
  const symbol = (i: number): number => {
    const meaning = meaningOf(pcm[at + i] ?? 0);
    return meaning === 0 ? -1 : (meaning - 1) >> 1;
  };
  if (!MARK.every((mark, i) => symbol(i) === mark)) return undefined;
  return {
    trouble: TROUBLES[symbol(8)] ?? 'none',
    word: (symbol(9) << 5) | symbol(10),
    frame: symbol(11),
    frames: symbol(12),
    serial: (symbol(13) << 10) | (symbol(14) << 5) | symbol(15),
    isSecret: isSecretSample(pcm[at] ?? 0),
  };
};

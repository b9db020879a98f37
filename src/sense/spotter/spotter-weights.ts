/**
 * The weights of the digit spotter: one file, made by bench/spotter/export.py, read once and verified.
 *
 *     each matrix   rows x float32 scale | rows x columns x int8      weight = scale of its row x int8
 *     each bias     rows x float32                                    little-endian, in the order of LAYERS
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { TacetError } from '../../core/errors.js';
import { MEL_BANDS } from './log-mel.js';
import { NUMBER_WORDS } from './number-words.js';

/** "No number", then the words of number-words.ts. */
export const CLASSES = 1 + NUMBER_WORDS.length;
export const CONV1 = 48;
export const CONV1_FRAMES = 5;
export const CONV2 = 64;
export const CONV2_FRAMES = 3;
export const HIDDEN = 128;

const GATES = 3;
/** Name, rows, columns; columns 1 is a bias. */
const LAYERS = [
  ['conv1', CONV1, CONV1_FRAMES * MEL_BANDS],
  ['conv1Bias', CONV1, 1],
  ['conv2', CONV2, CONV2_FRAMES * CONV1],
  ['conv2Bias', CONV2, 1],
  ['input1', GATES * HIDDEN, CONV2],
  ['hidden1', GATES * HIDDEN, HIDDEN],
  ['inputBias1', GATES * HIDDEN, 1],
  ['hiddenBias1', GATES * HIDDEN, 1],
  ['input2', GATES * HIDDEN, HIDDEN],
  ['hidden2', GATES * HIDDEN, HIDDEN],
  ['inputBias2', GATES * HIDDEN, 1],
  ['hiddenBias2', GATES * HIDDEN, 1],
  ['head', CLASSES, HIDDEN],
  ['headBias', CLASSES, 1],
] as const;

export type SpotterWeights = Readonly<Record<(typeof LAYERS)[number][0], Float32Array>>;

const WEIGHTS_FILE = new URL('../../../fixtures/models/digit-spotter-de.bin', import.meta.url);
const WEIGHTS_SHA256 = '3d620636323bd81eec7c3cc51eebc19d76618140873d7a1a42bc14039d1087e8';
const FLOAT_BYTES = 4;

/** @throws TacetError TACET_MODEL_UNAVAILABLE, TACET_MODEL_CORRUPT */
export const loadSpotterWeights = (file: URL = WEIGHTS_FILE, sha256 = WEIGHTS_SHA256): SpotterWeights => {
  const bytes = read(file);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new TacetError(
      'TACET_MODEL_CORRUPT',
      'the weights of the digit spotter are not what they should be',
    );
  }
  return decodeSpotterWeights(bytes);
};

const read = (file: URL): Buffer => {
  try {
    return readFileSync(file);
  } catch {
    throw new TacetError('TACET_MODEL_UNAVAILABLE', 'the weights of the digit spotter are missing');
  }
};

/** @throws TacetError TACET_MODEL_CORRUPT where the length is wrong. */
export const decodeSpotterWeights = (bytes: Buffer): SpotterWeights => {
  const expectedBytes = LAYERS.reduce(
    (sum, [, rows, columns]) => sum + rows * (FLOAT_BYTES + (columns === 1 ? 0 : columns)),
    0,
  );
  if (bytes.length !== expectedBytes) {
    throw new TacetError('TACET_MODEL_CORRUPT', 'the weights of the digit spotter have a wrong length');
  }
  let at = 0;
  const decoded = LAYERS.map(([name, rows, columns]) => {
    const scales = Float32Array.from({ length: rows }, (_, row) => bytes.readFloatLE(at + row * FLOAT_BYTES));
    at += rows * FLOAT_BYTES;
    if (columns === 1) return [name, scales] as const;
    const values = Float32Array.from(
      { length: rows * columns },
      (_, i) => (scales[Math.floor(i / columns)] as number) * bytes.readInt8(at + i),
    );
    at += rows * columns;
    return [name, values] as const;
  });
  return Object.fromEntries(decoded) as SpotterWeights;
};

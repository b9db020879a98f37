/**
 * The network of the digit spotter (bench/spotter/model.py) in plain arithmetic: one answer for every 20 ms.
 *
 *     2 x 32 features -> convolution over 5 frames -> convolution over 3 answers -> GRU -> GRU -> 30 probabilities
 *
 * It hears the past only, and answers late: answer t says what was spoken `ANSWER_DELAY` answers before.
 * One object is one stream: it owns the memory of both GRUs. Allocates nothing per answer.
 */
import { MEL_BANDS } from './log-mel.js';
import {
  CLASSES,
  CONV1,
  CONV1_FRAMES,
  CONV2,
  CONV2_FRAMES,
  HIDDEN,
  type SpotterWeights,
} from './spotter-weights.js';

/** New feature frames an answer. */
export const FRAMES_PER_ANSWER = 2;
export const ANSWER_DELAY = 7;

const { exp, tanh } = Math;

const sigmoid = (x: number): number => 1 / (1 + exp(-x));

/** `out[row] = bias[row] + weights[row] . input` */
const affine = (weights: Float32Array, bias: Float32Array, input: Float32Array, out: Float32Array): void => {
  const columns = input.length;
  for (let row = 0, at = 0; row < out.length; row++, at += columns) {
    let sum = bias[row] as number;
    for (let i = 0; i < columns; i++) sum += (weights[at + i] as number) * (input[i] as number);
    out[row] = sum;
  }
};

const rectify = (x: Float32Array): void => {
  for (let i = 0; i < x.length; i++) if ((x[i] as number) < 0) x[i] = 0;
};

/** A gated recurrent unit as PyTorch defines it: gates in the order reset, update, new. */
class Gru {
  readonly state = new Float32Array(HIDDEN);
  readonly #fromInput = new Float32Array(3 * HIDDEN);
  readonly #fromState = new Float32Array(3 * HIDDEN);
  readonly #input: Float32Array;
  readonly #inputBias: Float32Array;
  readonly #hidden: Float32Array;
  readonly #hiddenBias: Float32Array;

  constructor(input: Float32Array, inputBias: Float32Array, hidden: Float32Array, hiddenBias: Float32Array) {
    this.#input = input;
    this.#inputBias = inputBias;
    this.#hidden = hidden;
    this.#hiddenBias = hiddenBias;
  }

  step(x: Float32Array): void {
    const { state } = this;
    const a = this.#fromInput;
    const b = this.#fromState;
    affine(this.#input, this.#inputBias, x, a);
    affine(this.#hidden, this.#hiddenBias, state, b);
    for (let i = 0; i < HIDDEN; i++) {
      const reset = sigmoid((a[i] as number) + (b[i] as number));
      const update = sigmoid((a[HIDDEN + i] as number) + (b[HIDDEN + i] as number));
      const fresh = tanh((a[2 * HIDDEN + i] as number) + reset * (b[2 * HIDDEN + i] as number));
      state[i] = (1 - update) * fresh + update * (state[i] as number);
    }
  }
}

export class SpotterNetwork {
  readonly #weights: SpotterWeights;
  readonly #frames = new Float32Array(CONV1_FRAMES * MEL_BANDS);
  readonly #conv1 = new Float32Array(CONV1);
  readonly #recent = new Float32Array(CONV2_FRAMES * CONV1);
  readonly #conv2 = new Float32Array(CONV2);
  readonly #gru1: Gru;
  readonly #gru2: Gru;

  constructor(weights: SpotterWeights) {
    const { input1, inputBias1, hidden1, hiddenBias1, input2, inputBias2, hidden2, hiddenBias2 } = weights;
    this.#weights = weights;
    this.#gru1 = new Gru(input1, inputBias1, hidden1, hiddenBias1);
    this.#gru2 = new Gru(input2, inputBias2, hidden2, hiddenBias2);
  }

  reset(): void {
    for (const memory of [this.#frames, this.#recent, this.#gru1.state, this.#gru2.state]) memory.fill(0);
  }

  /** Takes two new feature frames; writes the probability of "no number" and of each number word to `out`. */
  answer(features: Float32Array, out: Float32Array): void {
    const { conv1, conv1Bias, conv2, conv2Bias, head, headBias } = this.#weights;
    this.#frames.copyWithin(0, features.length);
    this.#frames.set(features, this.#frames.length - features.length);
    affine(conv1, conv1Bias, this.#frames, this.#conv1);
    rectify(this.#conv1);
    this.#recent.copyWithin(0, CONV1);
    this.#recent.set(this.#conv1, this.#recent.length - CONV1);
    affine(conv2, conv2Bias, this.#recent, this.#conv2);
    rectify(this.#conv2);
    this.#gru1.step(this.#conv2);
    this.#gru2.step(this.#gru1.state);
    affine(head, headBias, this.#gru2.state, out);
    softmax(out);
  }
}

const softmax = (x: Float32Array): void => {
  let highest = -Infinity;
  for (let i = 0; i < CLASSES; i++) highest = Math.max(highest, x[i] as number);
  let sum = 0;
  for (let i = 0; i < CLASSES; i++) {
    const value = exp((x[i] as number) - highest);
    x[i] = value;
    sum += value;
  }
  for (let i = 0; i < CLASSES; i++) x[i] = (x[i] as number) / sum;
};

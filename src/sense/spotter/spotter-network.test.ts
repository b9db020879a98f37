/**
 * The network in plain arithmetic against PyTorch's answers for the same clip (a person reading a published test
 * card number), written by bench/spotter/export.py.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { HOP_SAMPLES, LogMel, MEL_BANDS } from './log-mel.js';
import { ANSWER_DELAY, FRAMES_PER_ANSWER, SpotterNetwork } from './spotter-network.js';
import { CLASSES, loadSpotterWeights } from './spotter-weights.js';

const FIXTURES = new URL('../../../fixtures/', import.meta.url);
const WAV_HEADER_BYTES = 44;
const STEP = HOP_SAMPLES * FRAMES_PER_ANSWER;

interface Golden {
  readonly every: number;
  readonly answers: readonly (readonly number[])[];
}

const golden = JSON.parse(
  readFileSync(new URL('models/digit-spotter-de.golden.json', FIXTURES), 'utf8'),
) as Golden;
const wav = readFileSync(new URL('audio/human-german-digits-8k.wav', FIXTURES));
const clip = Int16Array.from({ length: (wav.length - WAV_HEADER_BYTES) / 2 }, (_, i) =>
  wav.readInt16LE(WAV_HEADER_BYTES + 2 * i),
);

/** All answers, the delayed start left out. */
const answersTo = (pcm: Int16Array, network: SpotterNetwork): number[][] => {
  const features = new LogMel();
  const frames = new Float32Array(FRAMES_PER_ANSWER * MEL_BANDS);
  const answers: number[][] = [];
  for (let at = 0; at + STEP <= pcm.length; at += STEP) {
    for (let frame = 0; frame < FRAMES_PER_ANSWER; frame++) {
      features.push(pcm, at + frame * HOP_SAMPLES, frames, frame * MEL_BANDS);
    }
    const out = new Float32Array(CLASSES);
    network.answer(frames, out);
    answers.push([...out]);
  }
  return answers.slice(ANSWER_DELAY);
};

describe('the network of the digit spotter', () => {
  const weights = loadSpotterWeights();

  it('answers as PyTorch does, to the third decimal', () => {
    const answers = answersTo(clip, new SpotterNetwork(weights));

    const shared = golden.answers.slice(0, Math.ceil(answers.length / golden.every));
    expect(shared.length).toBeGreaterThan(40);
    shared.forEach((expected, i) => {
      const answer = answers[i * golden.every] ?? [];
      const furthest = Math.max(...expected.map((value, c) => Math.abs(value - (answer[c] ?? 2))));
      expect(furthest).toBeLessThan(2e-3);
    });
  });

  it('gives probabilities', () => {
    for (const answer of answersTo(clip.subarray(0, 8_000), new SpotterNetwork(weights))) {
      expect(answer.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
      expect(Math.min(...answer)).toBeGreaterThanOrEqual(0);
    }
  });

  it('hears the same again after a reset', () => {
    const network = new SpotterNetwork(weights);
    const first = answersTo(clip.subarray(0, 16_000), network);

    network.reset();

    expect(answersTo(clip.subarray(0, 16_000), network)).toEqual(first);
  });
});

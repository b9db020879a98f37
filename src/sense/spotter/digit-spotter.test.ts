/** A person reads a published test card number in German; a synthetic voice says another in pairs. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Word } from '../../core/hearing.js';
import { millisToTicks, samplesToTicks, ticks } from '../../core/units.js';
import { Resampler } from '../../media/resampler.js';
import { DigitSpotter } from './digit-spotter.js';
import { loadSpotterWeights } from './spotter-weights.js';

const WAV_HEADER_BYTES = 44;
const SAID = 'drei sieben acht zwei acht zwei zwei vier sechs drei eins null null null fünf'.split(' ');

const SAID_IN_PAIRS = [
  'zweiundvierzig',
  'zweiundvierzig',
  'zweiundvierzig',
  'neunundachtzig',
  'siebzig',
  'einundsiebzig',
  'vierundzwanzig',
  'achtundachtzig',
];

const clip = (name: string): Int16Array => {
  const wav = readFileSync(new URL(`../../../fixtures/audio/${name}`, import.meta.url));
  return Int16Array.from({ length: (wav.length - WAV_HEADER_BYTES) / 2 }, (_, i) =>
    wav.readInt16LE(WAV_HEADER_BYTES + 2 * i),
  );
};

const CLIP = clip('human-german-digits-8k.wav');
const IN_PAIRS = clip('pico-german-pairs-8k.wav');
const weights = loadSpotterWeights();

const heard = (pcm: Int16Array, chunkSamples: number, from = ticks(0)): readonly Word[] => {
  const spotter = new DigitSpotter(weights, 8_000);
  spotter.restart(from);
  for (let at = 0; at < pcm.length; at += chunkSamples) spotter.hear(pcm.slice(at, at + chunkSamples));
  spotter.settle();
  return spotter.words;
};

describe('the digit spotter', () => {
  it('hears every digit of a person in order', () => {
    const words = heard(CLIP, 480);

    expect(words.map(({ text }) => text)).toEqual(SAID);
  });

  it('hears numbers below a hundred as a voice says a card number in pairs', () => {
    const words = heard(IN_PAIRS, 480);

    expect(words.map(({ text }) => text)).toEqual(SAID_IN_PAIRS);
  });

  it('settles nothing that may become the beginning of a larger number', () => {
    const spotter = new DigitSpotter(weights, 8_000);
    spotter.restart(ticks(0));
    const settled: Word[] = [];
    for (let at = 0; at < IN_PAIRS.length; at += 480) {
      spotter.hear(IN_PAIRS.slice(at, at + 480));
      const to = spotter.settledTo;
      settled.push(...spotter.words.filter(({ span }) => span.from < to));
      spotter.dropBefore(to);
    }
    spotter.settle();

    expect([...settled, ...spotter.words].map(({ text }) => text)).toEqual(SAID_IN_PAIRS);
  });

  it('hears nothing in silence', () => {
    expect(heard(new Int16Array(40_000), 480)).toEqual([]);
  });

  it('hears the same however the audio is cut', () => {
    const pcm = CLIP.subarray(0, 24_000);
    const expected = heard(pcm, 160);

    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), (chunkSamples) => {
        expect(heard(pcm, chunkSamples)).toEqual(expected);
      }),
      { numRuns: 6 },
    );
  });

  it('puts what it hears on the timeline of the leg', () => {
    const offset = millisToTicks(60_000);
    const moved = heard(CLIP, 480, offset);

    expect(moved.map(({ span }) => span.from - offset)).toEqual(
      heard(CLIP, 480).map(({ span }) => span.from),
    );
  });

  it('gives words that end before the next one begins, and none outside what it heard', () => {
    const words = heard(CLIP, 480);
    const ends = words.flatMap(({ span }) => [span.from, span.to]);

    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    expect(ends[0]).toBeGreaterThanOrEqual(0);
    expect(ends.at(-1)).toBeLessThanOrEqual(samplesToTicks(CLIP.length, 8_000));
  });

  it('never says anything new before the point it called settled', () => {
    const spotter = new DigitSpotter(weights, 8_000);
    spotter.restart(ticks(0));
    const seen: { settledTo: number; words: readonly Word[] }[] = [];
    for (let at = 0; at < CLIP.length; at += 480) {
      spotter.hear(CLIP.slice(at, at + 480));
      seen.push({ settledTo: spotter.settledTo, words: spotter.words });
    }
    spotter.settle();
    const all = spotter.words;

    for (const { settledTo, words } of seen) {
      const before = (list: readonly Word[]): Word[] => list.filter(({ span }) => span.from < settledTo);
      expect(before(all)).toEqual(before(words));
    }
  });

  it('hears 16 kHz as well', () => {
    const up = new Resampler(8_000, 16_000);
    const wide = new Int16Array(up.maxOutput(CLIP.length));
    up.process(CLIP, wide);
    const spotter = new DigitSpotter(weights, 16_000);
    spotter.restart(ticks(0));

    for (let at = 0; at < wide.length; at += 960) spotter.hear(wide.slice(at, at + 960));
    spotter.settle();

    expect(spotter.words.map(({ text }) => text)).toEqual(SAID);
  });

  it('forgets words that nobody needs any more', () => {
    const spotter = new DigitSpotter(weights, 8_000);
    spotter.restart(ticks(0));
    spotter.hear(CLIP);
    const middle = spotter.words[7]?.span.from ?? ticks(0);

    spotter.dropBefore(middle);

    expect(spotter.words[0]?.span.from).toBe(middle);
  });
});

/**
 * Nothing that runs for every frame may allocate: the garbage collector's pauses would be heard.
 *
 * Opus is left out: its native binding allocates for every frame, which is accepted.
 */
import { describe, expect, it } from '@jest/globals';

import { allCodecs } from '../codec/registry.js';
import { createFill, FILL_KINDS } from '../media/fill.js';
import { Resampler } from '../media/resampler.js';

const FRAMES = 500;
/** Less than any object or view a frame would cost; measuring itself takes a few hundred bytes in all. */
const ALLOWED_BYTES = 8 * FRAMES;

/** Heap growth over `FRAMES` runs. The best of several rounds: compiling and collecting disturb single ones. */
const heapGrowth = (run: (frame: number) => void): number => {
  const rounds: number[] = [];
  for (let frame = 0; frame < 4 * FRAMES; frame++) run(frame);
  for (let round = 0; round < 8; round++) {
    const before = process.memoryUsage().heapUsed;
    for (let frame = 0; frame < FRAMES; frame++) run(frame);
    rounds.push(process.memoryUsage().heapUsed - before);
  }
  return Math.min(...rounds.filter((bytes) => bytes >= 0));
};

const pcm = new Int16Array(160);
const twicePcm = new Int16Array(320);
const bytes = new Uint8Array(320);

describe('the measure of these tests', () => {
  it('notices a view a frame', () => {
    const kept: Int16Array[] = [];

    expect(heapGrowth((frame) => (kept[frame % 4] = pcm.subarray(1)))).toBeGreaterThan(ALLOWED_BYTES);
  });
});

describe.each(allCodecs.filter((codec) => codec.name !== 'OPUS'))('$name', (codec) => {
  it('encodes and decodes without allocating', () => {
    const session = codec.open(8_000);
    const payload = bytes.subarray(0, session.encode(pcm, bytes));

    expect(heapGrowth(() => session.encode(pcm, bytes))).toBeLessThan(ALLOWED_BYTES);
    expect(heapGrowth(() => session.decode(payload, pcm))).toBeLessThan(ALLOWED_BYTES);
  });
});

describe('the resampler', () => {
  it('allocates nothing, up or down', () => {
    const up = new Resampler(8_000, 16_000);
    const down = new Resampler(16_000, 8_000);

    expect(heapGrowth(() => up.process(pcm, twicePcm))).toBeLessThan(ALLOWED_BYTES);
    expect(heapGrowth(() => down.process(twicePcm, pcm))).toBeLessThan(ALLOWED_BYTES);
  });
});

describe('a fill', () => {
  it.each(FILL_KINDS)('of %s allocates nothing', (kind) => {
    const fill = createFill({ kind, rateHz: 8_000, seed: 1 });

    expect(heapGrowth((frame) => fill.write(pcm, frame * pcm.length))).toBeLessThan(ALLOWED_BYTES);
  });
});

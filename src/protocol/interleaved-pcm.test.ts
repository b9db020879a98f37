import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { InterleavedPcm } from './interleaved-pcm.js';

const taken = (channels: 1 | 2) => {
  const parts: number[][] = [[], []];
  const pcm = new InterleavedPcm(channels, (channel, bytes) => parts[channel]?.push(...bytes));
  return { pcm, parts };
};

describe('interleaved samples', () => {
  it('go left and right', () => {
    const { pcm, parts } = taken(2);

    expect(pcm.push(Uint8Array.of(1, 2, 11, 12, 3, 4, 13, 14))).toBe(true);

    expect(parts).toEqual([
      [1, 2, 3, 4],
      [11, 12, 13, 14],
    ]);
  });

  it('of one channel go through as they are', () => {
    const { pcm, parts } = taken(1);

    pcm.push(Uint8Array.of(1, 2, 3, 4));

    expect(parts).toEqual([[1, 2, 3, 4], []]);
  });

  it('are none in a message of no length', () => {
    const { pcm, parts } = taken(2);

    expect(pcm.push(new Uint8Array(0))).toBe(true);
    expect(pcm.push(Uint8Array.of(1, 2, 3))).toBe(true);
    expect(pcm.push(new Uint8Array(0))).toBe(true);
    pcm.push(Uint8Array.of(4));

    expect(parts).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('do not turn to noise where a byte was lost: a message that is whole is taken as it stands', () => {
    const { pcm, parts } = taken(1);

    pcm.push(Uint8Array.of(1, 2, 3));
    expect(pcm.push(Uint8Array.of(5, 6, 7, 8))).toBe(false);

    expect(parts[0]).toEqual([1, 2, 5, 6, 7, 8]);
  });

  it.each([1, 2] as const)('of %i channels are the same however the stream is cut', (channels) => {
    const unit = channels * 2;
    // A piece that is whole by itself begins where a sample begins.
    const pieces = fc
      .array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 20 })
      .filter((all) => {
        let rest = 0;
        return all.every(({ length }) => {
          const isSound = rest === 0 || length % unit !== 0;
          rest = (rest + length) % unit;
          return isSound;
        });
      });
    fc.assert(
      fc.property(pieces, (all) => {
        const { pcm, parts } = taken(channels);
        for (const piece of all) expect(pcm.push(piece)).toBe(true);

        const stream = all.flatMap((piece) => [...piece]);
        const whole = stream.slice(0, stream.length - (stream.length % unit));
        for (let channel = 0; channel < channels; channel++) {
          const own = whole.filter((_, i) => Math.floor((i % unit) / 2) === channel);
          expect(parts[channel]).toEqual(own);
        }
      }),
    );
  });
});

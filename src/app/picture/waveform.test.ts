import { describe, expect, test } from '@jest/globals';

import { outline, pathOf, peakOf } from './waveform.js';

describe('outline', () => {
  test('gives the lowest and the highest sample of each column', () => {
    const pcm = Int16Array.of(0, 16_384, -8_192, 0, 0, -16_384);

    const columns = outline(pcm, 6, 2);

    expect(columns).toEqual([
      { low: -0.25, high: 0.5 },
      { low: -0.5, high: 0 },
    ]);
  });

  test('is silent where the samples have ended', () => {
    const columns = outline(Int16Array.of(8_192, 8_192), 4, 2);

    expect(columns).toEqual([
      { low: 0, high: 0.25 },
      { low: 0, high: 0 },
    ]);
  });

  test('has as many columns as asked for where there are fewer samples', () => {
    expect(outline(Int16Array.of(-32_768), 1, 3)).toHaveLength(3);
  });
});

describe('peakOf', () => {
  test('is the largest distance from silence on either side', () => {
    expect(peakOf([{ low: -0.7, high: 0.2 }])).toBe(0.7);
  });

  test('does not blow silence up', () => {
    expect(peakOf([])).toBe(0.02);
  });
});

describe('pathOf', () => {
  test('goes along the top and back along the bottom, with the peak at full height', () => {
    const columns = [
      { low: -0.5, high: 0.5 },
      { low: 0, high: 0.25 },
    ];

    const path = pathOf(columns, { x: 100, y: 50, width: 20, halfHeight: 40 }, 0.5);

    expect(path).toBe('M105 10L115 30L115 50.5L105 90Z');
  });
});

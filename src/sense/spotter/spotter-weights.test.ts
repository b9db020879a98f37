import { describe, expect, it } from '@jest/globals';
import { decodeSpotterWeights, loadSpotterWeights } from './spotter-weights.js';

describe('the weights of the digit spotter', () => {
  it('are what they should be', () => {
    const values = Object.values(loadSpotterWeights());

    expect(values.every((value) => value.every((x) => Number.isFinite(x)))).toBe(true);
    expect(values.every((value) => value.some((x) => x !== 0))).toBe(true);
  });

  it('are refused where a byte has changed', () => {
    const file = new URL('../../../fixtures/models/digit-spotter-de.bin', import.meta.url);

    expect(() => loadSpotterWeights(file, 'f'.repeat(64))).toThrow(
      expect.objectContaining({ code: 'TACET_MODEL_CORRUPT' }),
    );
  });

  it('are refused where they are not there', () => {
    const file = new URL('../../../fixtures/models/nonesuch.bin', import.meta.url);

    expect(() => loadSpotterWeights(file)).toThrow(
      expect.objectContaining({ code: 'TACET_MODEL_UNAVAILABLE' }),
    );
  });

  it('are refused where they have a wrong length', () => {
    expect(() => decodeSpotterWeights(Buffer.alloc(100))).toThrow(
      expect.objectContaining({ code: 'TACET_MODEL_CORRUPT' }),
    );
  });
});

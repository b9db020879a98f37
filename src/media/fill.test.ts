import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SAMPLE_RATES, type SampleRate } from '../core/units.js';
import { createFill, FILL_KINDS, type FillSettings } from './fill.js';

const written = (settings: FillSettings, length: number, fromSample = 0): Int16Array => {
  const out = new Int16Array(length);
  createFill(settings).write(out, fromSample);
  return out;
};

const dbov = (pcm: Int16Array): number =>
  10 * Math.log10(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length / 32_768 ** 2);

const correlation = (a: Int16Array, b: Int16Array): number => {
  let cross = 0;
  let ofA = 0;
  let ofB = 0;
  a.forEach((sample, i) => {
    const other = b[i] ?? 0;
    cross += sample * other;
    ofA += sample * sample;
    ofB += other * other;
  });
  return cross / Math.sqrt(ofA * ofB);
};

const anyRate = fc.constantFrom<SampleRate[]>(...SAMPLE_RATES);
const anySettings = fc.record({
  kind: fc.constantFrom(...FILL_KINDS),
  rateHz: anyRate,
  seed: fc.integer(),
});
/** The start, the beeps, the wraps of 31 and 32 bits, and far beyond. */
const anyPlace = fc.oneof(
  fc.nat({ max: 400_000 }),
  fc.integer({ min: -2_000, max: 0 }).map((offset) => 2 ** 31 + offset),
  fc.integer({ min: -2_000, max: 0 }).map((offset) => 2 ** 32 + offset),
  fc.nat({ max: 2 ** 48 }),
);

describe('a fill', () => {
  it('gives the same samples wherever it is cut and whatever was there before', () => {
    fc.assert(
      fc.property(
        anySettings,
        anyPlace,
        fc.array(fc.integer({ min: 0, max: 960 }), { maxLength: 6 }),
        fc.integer({ min: -32_768, max: 32_767 }),
        (settings, from, cuts, masked) => {
          const total = cuts.reduce((sum, cut) => sum + cut, 0);
          const inPieces = new Int16Array(total).fill(masked);
          const fill = createFill(settings);
          let at = 0;

          for (const cut of cuts) {
            fill.write(inPieces.subarray(at, at + cut), from + at);
            at += cut;
          }

          expect(inPieces).toEqual(written(settings, total, from));
        },
      ),
    );
  });

  it('does not depend on what the same fill wrote earlier', () => {
    fc.assert(
      fc.property(anySettings, anyPlace, anyPlace, (settings, earlier, from) => {
        const fill = createFill(settings);
        const out = new Int16Array(160);

        fill.write(out, earlier);
        fill.write(out, from);

        expect(out).toEqual(written(settings, 160, from));
      }),
    );
  });

  it('accepts an empty frame', () => {
    for (const kind of FILL_KINDS) expect(written({ kind, rateHz: 8_000, seed: 1 }, 0)).toHaveLength(0);
  });
});

describe('comfort noise', () => {
  it.each(SAMPLE_RATES)('is near -60 dBov at %i Hz', (rateHz) => {
    const second = written({ kind: 'comfort-noise', rateHz, seed: 7 }, rateHz);

    expect(Math.abs(dbov(second) + 60)).toBeLessThan(0.5);
  });

  it('takes another level', () => {
    const second = written({ kind: 'comfort-noise', rateHz: 8_000, seed: 7, levelDbov: -45 }, 8_000);

    expect(Math.abs(dbov(second) + 45)).toBeLessThan(0.5);
  });

  it.each(SAMPLE_RATES)('is softer in its highs at %i Hz: neighbours are alike', (rateHz) => {
    const second = written({ kind: 'comfort-noise', rateHz, seed: 7 }, rateHz + 1);

    expect(correlation(second.subarray(0, rateHz), second.subarray(1))).toBeGreaterThan(0.4);
  });

  it('does not repeat at any distance that a listener or a recorder could meet', () => {
    fc.assert(
      fc.property(anyRate, fc.integer(), fc.integer({ min: 100, max: 2 ** 31 }), (rateHz, seed, distance) => {
        const settings = { kind: 'comfort-noise', rateHz, seed } as const;

        expect(
          Math.abs(correlation(written(settings, 8_000), written(settings, 8_000, distance))),
        ).toBeLessThan(0.25);
      }),
      { numRuns: 25 },
    );
  });

  it('is unrelated for different seeds, at the same place and at others', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1_000 }), fc.nat(1_000), (seed, step, distance) => {
        const one = written({ kind: 'comfort-noise', rateHz: 8_000, seed }, 8_000);
        const other = written({ kind: 'comfort-noise', rateHz: 8_000, seed: seed + step }, 8_000, distance);

        expect(Math.abs(correlation(one, other))).toBeLessThan(0.1);
      }),
      // Without mixing, this seed would give the same noise 8192 samples later.
      { numRuns: 25, examples: [[0, 8_192, 8_192]] },
    );
  });
});

describe('the tone', () => {
  it.each(SAMPLE_RATES)('beeps for 150 ms every 2 s at %i Hz, and is silent between', (rateHz) => {
    const fourSeconds = written({ kind: 'tone', rateHz, seed: 0 }, 4 * rateHz);

    const loud = Array.from({ length: 400 }, (_, i) => i).filter((tenMs) =>
      fourSeconds
        .subarray((tenMs * rateHz) / 100, ((tenMs + 1) * rateHz) / 100)
        .some((sample) => sample !== 0),
    );

    const beep = Array.from({ length: 15 }, (_, i) => i);
    expect(loud).toEqual([...beep, ...beep.map((tenMs) => tenMs + 200)]);
  });

  it.each(SAMPLE_RATES)('is 425 Hz at -24 dBov between its edges at %i Hz', (rateHz) => {
    // 80 ms: 34 whole cycles.
    const middle = written({ kind: 'tone', rateHz, seed: 0 }, (rateHz * 80) / 1_000, (rateHz * 20) / 1_000);

    let inPhase = 0;
    let quadrature = 0;
    middle.forEach((sample, i) => {
      inPhase += (2 * sample * Math.cos((2 * Math.PI * 425 * i) / rateHz)) / middle.length;
      quadrature += (2 * sample * Math.sin((2 * Math.PI * 425 * i) / rateHz)) / middle.length;
    });

    expect(dbov(middle)).toBeCloseTo(-24, 1);
    expect(20 * Math.log10(Math.hypot(inPhase, quadrature) / Math.SQRT2 / 32_768)).toBeCloseTo(-24, 1);
  });

  it('starts and ends without a click', () => {
    const beep = written({ kind: 'tone', rateHz: 8_000, seed: 0 }, 1_200);
    const peak = 2_924;

    expect(Math.abs(beep[1] ?? NaN)).toBeLessThan(peak / 50);
    expect(Math.abs(beep[1_199] ?? NaN)).toBeLessThan(peak / 20);
  });

  it('clips rather than wraps when it is set too loud', () => {
    const loud = written({ kind: 'tone', rateHz: 48_000, seed: 0, levelDbov: 0 }, 7_200);

    const steps = loud.slice(1).map((sample, i) => Math.abs(sample - (loud[i] ?? 0)));
    expect(Math.max(...loud)).toBe(32_767);
    // A wrap would be a step of 65 535; at 425 Hz no step is larger than 2 578.
    expect(steps.every((step) => step >= 0 && step < 2_600)).toBe(true);
  });
});

describe('silence', () => {
  it('is all zeros', () => {
    const out = new Int16Array(160).fill(1_234);

    createFill({ kind: 'silence', rateHz: 8_000, seed: 3 }).write(out, 99);

    expect(out.every((sample) => sample === 0)).toBe(true);
  });
});

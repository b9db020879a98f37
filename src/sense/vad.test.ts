/** Speech is synthesised here: bursts of a harmonic voice over noise from a seeded generator. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Span } from '../core/span.js';
import { SAMPLE_RATES, ticks, ticksPerSample, type SampleRate } from '../core/units.js';
import type { FrameOrigin } from '../media/frame.js';
import { VoiceDetector } from './vad.js';

const random = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
};

const rms = (dBFS: number): number => 32_767 * 10 ** (dBFS / 20);

/** White noise of `noiseDBFS`, and a voice of `voiceDBFS` in each stretch of milliseconds. */
const synthesise = (
  rateHz: SampleRate,
  totalMs: number,
  noiseDBFS: number,
  voices: readonly (readonly [number, number])[] = [],
  voiceDBFS = -25,
): Int16Array => {
  const next = random(3);
  const noise = rms(noiseDBFS) * Math.sqrt(3);
  const pcm = Float64Array.from({ length: (totalMs * rateHz) / 1000 }, () => noise * next());
  const gain = rms(voiceDBFS) / Math.sqrt(2.5);
  for (const [fromMs, toMs] of voices) {
    for (let i = (fromMs * rateHz) / 1000; i < (toMs * rateHz) / 1000; i++) {
      for (let h = 1; h <= 5; h++)
        (pcm[i] as number) += gain * Math.sin((2 * Math.PI * 180 * h * i) / rateHz + h);
    }
  }
  return Int16Array.from(pcm, Math.round);
};

/** Noise whose power falls by 3 dB an octave, as in rooms and cars (Voss). */
const pink = (totalMs: number, dBFS: number): Int16Array => {
  const next = random(11);
  const rows = new Float64Array(14);
  const length = totalMs * 8;
  const out = Float64Array.from({ length }, (_, i) => {
    rows[Math.min(13, 31 - Math.clz32(i & -i || 1))] = next();
    return rows.reduce((sum, x) => sum + x, next());
  });
  const power = out.reduce((sum, x) => sum + x * x, 0) / length;
  return Int16Array.from(out, (x) => Math.round((x * rms(dBFS)) / Math.sqrt(power)));
};

const listener = (rateHz: SampleRate) => {
  const started: number[] = [];
  const spurts: Span[] = [];
  const vad = new VoiceDetector(rateHz, {
    spurtStarted: (from) => started.push(from),
    spurtEnded: (span) => spurts.push(span),
  });
  let at = 0;
  const push = (pcm: Int16Array, origin: FrameOrigin = 'received'): void => {
    const from = at;
    at += pcm.length * ticksPerSample(rateHz);
    vad.push({ span: { from: ticks(from), to: ticks(at) }, rateHz, pcm, origin });
  };
  const pushAll = (pcm: Int16Array, frameMs = 20, each?: (atMs: number) => void): void => {
    const length = (frameMs * rateHz) / 1000;
    for (let i = 0; i < pcm.length; i += length) {
      push(pcm.subarray(i, i + length));
      each?.(at / 48);
    }
  };
  const jumpTo = (ms: number): void => {
    at = ms * 48;
  };
  return { vad, started, spurts, push, pushAll, jumpTo };
};

describe('the voice detector', () => {
  it.each(SAMPLE_RATES)('hears a talk-spurt where it is at %d Hz', (rateHz) => {
    const { vad, started, spurts, pushAll } = listener(rateHz);

    pushAll(synthesise(rateHz, 3000, -60, [[1500, 1900]]));
    vad.flush();

    expect(started).toHaveLength(1);
    expect(spurts).toHaveLength(1);
    expect(Math.abs((spurts[0]?.from ?? NaN) / 48 - 1500)).toBeLessThanOrEqual(20);
    expect(Math.abs((spurts[0]?.to ?? NaN) / 48 - 1900)).toBeLessThanOrEqual(20);
    expect(started[0]).toBe(spurts[0]?.from);
  });

  it.each([10, 20, 30, 40, 60])('hears quiet telephone speech over noise in frames of %d ms', (frameMs) => {
    const { vad, spurts, pushAll } = listener(8_000);

    pushAll(synthesise(8_000, 6000, -60, [[1500, 1800], [3000, 3200], [4500, 4600]], -40), frameMs); // prettier-ignore
    vad.flush();

    expect(spurts).toHaveLength(3);
  });

  it('hears speech that begins with the leg', () => {
    const { vad, spurts, pushAll } = listener(8_000);

    pushAll(synthesise(8_000, 1500, -60, [[0, 600]]));
    vad.flush();

    expect(spurts).toHaveLength(1);
    expect(spurts[0]?.from).toBe(0);
  });

  it.each([
    ['white', -60],
    ['white', -40],
    ['white', -20],
    ['pink', -60],
    ['pink', -40],
    ['pink', -20],
  ])('is not fooled by steady %s noise at %d dBFS for longer than 1.3 s', (colour, dBFS) => {
    const { vad, pushAll } = listener(8_000);
    const noise = colour === 'white' ? synthesise(8_000, 20_000, dBFS) : pink(20_000, dBFS);
    let spokenMs = 0;

    pushAll(noise, 20, (atMs) => {
      if (atMs > 1300 && vad.speaking) spokenMs += 20;
    });

    expect(spokenMs).toBe(0);
  });

  it('learns a louder background within a second and a hang-over, and still hears speech over it', () => {
    const { vad, spurts, pushAll } = listener(8_000);

    pushAll(synthesise(8_000, 3000, -65));
    pushAll(synthesise(8_000, 3000, -40));
    expect(vad.speaking).toBe(false);
    expect(spurts).toHaveLength(1);
    expect((spurts[0]?.to ?? NaN) / 48 - 3000).toBeLessThan(1000);
    pushAll(synthesise(8_000, 2000, -40, [[500, 900]], -28));

    expect(spurts).toHaveLength(2);
  });

  it('counts the silence from the last speech, and from the beginning where there was none', () => {
    const { vad, pushAll } = listener(8_000);

    pushAll(synthesise(8_000, 1500, -60));
    expect(vad.silentFor / 48).toBe(1500);
    pushAll(synthesise(8_000, 200, -60, [[0, 200]]));
    expect(vad.silentFor).toBe(0);
    expect(vad.state).toBe('speaking');
    pushAll(synthesise(8_000, 260, -60));

    expect(vad.silentFor / 48).toBeGreaterThanOrEqual(240);
    expect(vad.state).toBe('stopping');
    expect(vad.speaking).toBe(true);
    pushAll(synthesise(8_000, 100, -60));
    expect(vad.state).toBe('quiet');
    expect(vad.speaking).toBe(false);
    expect(vad.heardTo / 48).toBe(2060);
  });

  it('bridges the pauses inside a number', () => {
    const { vad, spurts, pushAll } = listener(8_000);
    const digits = [0, 1, 2, 3].map((n) => [1000 + n * 500, 1300 + n * 500] as const);

    pushAll(synthesise(8_000, 4000, -60, digits));
    vad.flush();

    expect(spurts).toHaveLength(1);
  });

  it('takes a click for no talk-spurt, but not for silence either', () => {
    const { vad, started, pushAll } = listener(8_000);
    const pcm = synthesise(8_000, 1540, -60);
    pcm[1500 * 8] = 30_000;

    pushAll(pcm);
    vad.flush();

    expect(started).toEqual([]);
    expect(vad.silentFor / 48).toBeLessThan(50);
  });

  it('takes an offset for no speech, even in frames of one sample', () => {
    const { vad, started, push } = listener(8_000);
    const pcm = synthesise(8_000, 1000, -60).map((x) => x + 6000);

    for (let i = 0; i < pcm.length; i++) push(pcm.subarray(i, i + 1));
    vad.flush();

    expect(started).toEqual([]);
  });

  it('learns no background from what was made up', () => {
    const { vad, push, pushAll } = listener(8_000);
    pushAll(synthesise(8_000, 2000, -45));

    for (let i = 0; i < 200; i++) push(new Int16Array(160), 'dtx');
    pushAll(synthesise(8_000, 1000, -45));

    expect(vad.speaking).toBe(false);
  });

  it('ends its talk-spurt where the timeline jumps far, and goes on over a short gap', () => {
    const { vad, spurts, pushAll, jumpTo } = listener(8_000);
    pushAll(synthesise(8_000, 1500, -60, [[1000, 1500]]));

    jumpTo(1520);
    pushAll(synthesise(8_000, 200, -60, [[0, 200]]));
    expect(spurts).toEqual([]);
    jumpTo(9000);
    pushAll(synthesise(8_000, 200, -60));

    expect(spurts).toHaveLength(1);
    expect((spurts[0]?.to ?? NaN) / 48).toBeCloseTo(1720, -2);
    expect(vad.heardTo / 48).toBe(9200);
  });

  it('says nothing more once closed, and closes twice', () => {
    const { vad, started, spurts, pushAll } = listener(8_000);
    pushAll(synthesise(8_000, 1500, -60, [[1000, 1500]]));
    expect(started).toHaveLength(1);

    vad.close();
    vad.close();
    pushAll(synthesise(8_000, 1500, -60));
    vad.flush();

    expect(spurts).toEqual([]);
    expect(vad.speaking).toBe(false);
  });

  it('says the same however the audio was cut', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 10 });
    const stretches = fc.array(fc.integer({ min: 10, max: 600 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(fc.constantFrom(...SAMPLE_RATES), stretches, cuts, (rateHz, lengths, sizes) => {
        let at = 0;
        const edges = lengths.map((ms) => (at += ms));
        const voices = edges.slice(1).flatMap((to, i) => (i % 2 ? [] : [[edges[i] as number, to] as const]));
        const pcm = synthesise(rateHz, at + 100, -55, voices);
        const whole = listener(rateHz);
        whole.push(pcm);
        whole.vad.flush();

        const parts = listener(rateHz);
        for (let i = 0, n = 0; i < pcm.length; n++) {
          const size = sizes[n % sizes.length] as number;
          parts.push(pcm.subarray(i, i + size));
          i += size;
        }
        parts.vad.flush();

        expect(parts.spurts).toEqual(whole.spurts);
        expect(parts.started).toEqual(whole.started);
        expect(parts.vad.silentFor).toBe(whole.vad.silentFor);
      }),
      { numRuns: 40 },
    );
  });
});

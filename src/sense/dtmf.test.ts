/** Keys are synthesised here: two sines of given level and twist, over noise from a seeded generator. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Span } from '../core/span.js';
import { SAMPLE_RATES, ticks, ticksPerSample, type SampleRate } from '../core/units.js';
import { DtmfDetector } from './dtmf.js';

/** Row and column of RFC 4733 events 0 to 15, in Hz. */
const PAIRS: readonly (readonly [number, number])[] = [
  [941, 1336],
  [697, 1209],
  [697, 1336],
  [697, 1477],
  [770, 1209],
  [770, 1336],
  [770, 1477],
  [852, 1209],
  [852, 1336],
  [852, 1477],
  [941, 1209],
  [941, 1477],
  [697, 1633],
  [770, 1633],
  [852, 1633],
  [941, 1633],
];
const ALL_EVENTS = PAIRS.map((_, event) => event);

interface Tone {
  readonly fromMs: number;
  readonly toMs: number;
  /** Frequency in Hz and level in dBFS of each sine. */
  readonly sines: readonly (readonly [number, number])[];
}

const key = (event: number, fromMs: number, ms: number, { dBFS = -13, twist = 0, off = 1 } = {}): Tone => {
  const [row, column] = PAIRS[event] as readonly [number, number];
  const sines = [[row * off, dBFS - twist / 2] as const, [column * off, dBFS + twist / 2] as const];
  return { fromMs, toMs: fromMs + ms, sines };
};

/** Uniform in [-1, 1). */
const random = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
};

/** `dBFS` is the level of a sine of full scale: noise of as much power is asked for in the same unit. */
const amplitude = (dBFS: number): number => 32_767 * 10 ** (dBFS / 20);

const synthesise = (rateHz: SampleRate, ms: number, tones: readonly Tone[], noiseDBFS = -66): Int16Array => {
  const pcm = new Float64Array((ms * rateHz) / 1000);
  const next = random(7);
  const noise = amplitude(noiseDBFS) * Math.sqrt(3 / 2);
  for (let i = 0; i < pcm.length; i++) pcm[i] = noise * next();
  for (const tone of tones) {
    for (
      let i = Math.round((tone.fromMs * rateHz) / 1000);
      i < Math.round((tone.toMs * rateHz) / 1000);
      i++
    ) {
      for (const [hz, dBFS] of tone.sines) {
        (pcm[i] as number) += amplitude(dBFS) * Math.sin((2 * Math.PI * hz * i) / rateHz + hz);
      }
    }
  }
  return Int16Array.from(pcm, (x) => Math.max(-32_768, Math.min(32_767, Math.round(x))));
};

interface Heard {
  readonly keys: { event: number; span: Span }[];
  readonly started: { event: number; from: number; afterMs: number }[];
  readonly tones: { fromMs: number; toMs: number; afterMs: number }[];
  /** Reports that began before `heardTo`, and steps back of `heardTo`. */
  broken: number;
}

const listener = (rateHz: SampleRate, startMs = 0) => {
  const heard: Heard = { keys: [], started: [], tones: [], broken: 0 };
  const perSample = ticksPerSample(rateHz);
  let at = startMs * 48;
  let heardTo = 0;
  const detector: DtmfDetector = new DtmfDetector(rateHz, {
    toneStarted: (from) => {
      if (from < heardTo) heard.broken++;
      heard.tones.push({ fromMs: from / 48, toMs: NaN, afterMs: at / 48 });
    },
    toneEnded: (to) => {
      (heard.tones.at(-1) as { toMs: number }).toMs = to / 48;
    },
    keyStarted: (event, from) => {
      if (from < heardTo) heard.broken++;
      heard.started.push({ event, from, afterMs: at / 48 });
    },
    keyEnded: (event, span) => heard.keys.push({ event, span }),
  });
  const push = (pcm: Int16Array): void => {
    const from = at;
    at += pcm.length * perSample;
    heardTo = detector.heardTo;
    detector.push({ span: { from: ticks(from), to: ticks(at) }, rateHz, pcm, origin: 'received' });
    if (detector.heardTo < heardTo) heard.broken++;
  };
  const jumpTo = (ms: number): void => {
    at = ms * 48;
  };
  return { detector, heard, push, jumpTo };
};

const listen = (rateHz: SampleRate, pcm: Int16Array, frameMs = 20): Heard => {
  const { detector, heard, push } = listener(rateHz);
  const length = (frameMs * rateHz) / 1000;
  for (let i = 0; i < pcm.length; i += length) push(pcm.subarray(i, i + length));
  detector.flush();
  return heard;
};

const eventsOf = (heard: Heard): number[] => heard.keys.map((k) => k.event);

describe('the DTMF detector', () => {
  it.each(SAMPLE_RATES)('hears all sixteen keys at %d Hz, each where it was', (rateHz) => {
    const tones = ALL_EVENTS.map((event) => key(event, 100 + event * 150 + event * 0.7, 80));

    const heard = listen(rateHz, synthesise(rateHz, 2600, tones));

    expect(eventsOf(heard)).toEqual(ALL_EVENTS);
    expect(heard.broken).toBe(0);
    heard.keys.forEach(({ span }, i) => {
      const tone = tones[i] as Tone;
      expect(Math.abs(span.from / 48 - tone.fromMs)).toBeLessThan(4);
      expect(Math.abs(span.to / 48 - tone.toMs)).toBeLessThan(4);
    });
  });

  it.each([8_000, 48_000] as const)('hears keys of 50 ms with pauses of 50 ms at %d Hz', (rateHz) => {
    const events = [4, 4, 4, 1, 1, 11, 0, 0, 9, 9, 9, 15, 10, 7, 5, 5];
    const tones = events.map((event, i) => key(event, 33 + i * 100, 50));

    expect(eventsOf(listen(rateHz, synthesise(rateHz, 1800, tones)))).toEqual(events);
  });

  it('hears 40 ms keys wherever they fall on its blocks', () => {
    for (let shift = 0; shift < 102; shift += 3) {
      const heard = listen(8_000, synthesise(8_000, 300, [key(8, 100 + shift / 8, 40)]));

      expect(eventsOf(heard)).toEqual([8]);
    }
  });

  it.each([
    ['at -30 dBFS', -30, 0, 1],
    ['at -3 dBFS, clipped', -3, 0, 1],
    ['with the column 4 dB above the row', -13, 4, 1],
    ['with the row 8 dB above the column', -13, -8, 1],
    ['1.5 % sharp', -13, 0, 1.015],
    ['1.5 % flat', -13, 0, 0.985],
  ])('hears keys %s', (_name, dBFS, twist, off) => {
    const tones = ALL_EVENTS.map((event) => key(event, 50 + event * 120, 60, { dBFS, twist, off }));

    expect(eventsOf(listen(8_000, synthesise(8_000, 2100, tones)))).toEqual(ALL_EVENTS);
  });

  it.each([
    ['with the column 10 dB above the row', -20, 10, 1],
    ['with the row 14 dB above the column', -20, -14, 1],
    ['4 % sharp', -13, 0, 1.04],
    ['4 % flat', -13, 0, 0.96],
    ['at -60 dBFS', -60, 0, 1],
  ])('takes pairs %s for no key', (_name, dBFS, twist, off) => {
    const tones = ALL_EVENTS.map((event) => key(event, 50 + event * 120, 60, { dBFS, twist, off }));

    expect(eventsOf(listen(8_000, synthesise(8_000, 2100, tones, -80)))).toEqual([]);
  });

  it('hears keys in white noise 10 dB below them', () => {
    const tones = ALL_EVENTS.map((event) => key(event, 50 + event * 150, 80, { dBFS: -20 }));

    expect(eventsOf(listen(8_000, synthesise(8_000, 2600, tones, -27)))).toEqual(ALL_EVENTS);
  });

  it('is not misled by an offset', () => {
    const pcm = synthesise(8_000, 400, [key(3, 100, 60)]).map((x) => x + 6000);

    expect(eventsOf(listen(8_000, pcm))).toEqual([3]);
  });

  it('hints at a key from its first window, within 20 ms, and says where it began', () => {
    for (let shift = 0; shift < 102; shift += 3) {
      const fromMs = 100 + shift / 8;
      const heard = listen(8_000, synthesise(8_000, 300, [key(6, fromMs, 60)]), 1);
      const [tone] = heard.tones;

      expect(heard.tones).toHaveLength(1);
      expect((tone?.afterMs ?? NaN) - fromMs).toBeLessThanOrEqual(20);
      expect(Math.abs((tone?.fromMs ?? NaN) - fromMs)).toBeLessThan(4);
      expect(Math.abs((tone?.toMs ?? NaN) - fromMs - 60)).toBeLessThan(4);
    }
  });

  it('confirms a key within 45 ms of its beginning, while it is still held', () => {
    const heard = listen(8_000, synthesise(8_000, 900, [key(2, 100, 700)]), 1);

    expect(heard.started).toHaveLength(1);
    expect((heard.started[0]?.afterMs ?? NaN) - 100).toBeLessThan(45);
    expect(heard.keys).toHaveLength(1);
  });

  it('hints at a pair of 18 ms, takes the hint back, and takes it for no key', () => {
    const heard = listen(8_000, synthesise(8_000, 300, [key(1, 100, 18)]));

    expect(heard.keys).toEqual([]);
    expect(heard.started).toEqual([]);
    expect(heard.tones).toHaveLength(1);
    expect(heard.tones[0]?.toMs).toBeGreaterThan(110);
  });

  it('bridges the hole of one lost packet in a key', () => {
    for (let hole = 5; hole <= 75; hole += 3.5) {
      const pcm = synthesise(8_000, 400, [key(5, 101, 100)]);
      pcm.fill(0, (101 + hole) * 8, (101 + hole + 20) * 8);

      const heard = listen(8_000, pcm);

      expect(eventsOf(heard)).toEqual([5]);
    }
  });

  it('tells a key pressed twice from one held, by a pause of 40 ms', () => {
    for (let shift = 0; shift < 51; shift += 5) {
      const tones = [key(5, 100 + shift / 8, 60), key(5, 200 + shift / 8, 60)];

      expect(eventsOf(listen(8_000, synthesise(8_000, 400, tones)))).toEqual([5, 5]);
    }
  });

  it('tells keys without a pause apart', () => {
    const heard = listen(8_000, synthesise(8_000, 400, [key(1, 100, 60), key(2, 160, 60), key(9, 220, 60)]));

    expect(eventsOf(heard)).toEqual([1, 2, 9]);
    expect(Math.abs((heard.keys[1]?.span.from ?? NaN) / 48 - 160)).toBeLessThan(13);
  });

  it.each<[string, Tone['sines']]>([
    ['a single row tone', [[770, -10]]],
    ['a single column tone', [[1336, -10]]],
    ['two rows', [[697, -10], [852, -10]]], // prettier-ignore
    ['dial tone', [[350, -13], [440, -13]]], // prettier-ignore
    ['ringing', [[440, -13], [480, -13]]], // prettier-ignore
    ['a pair with its second harmonics', [[770, -10], [1336, -10], [1540, -12], [2672, -12]]], // prettier-ignore
    ['a pair with a third tone', [[770, -10], [1336, -10], [1000, -9]]], // prettier-ignore
    ['a voice pitched at 233 Hz', [233, 466, 699, 932, 1165, 1398].map((hz) => [hz, -20] as const)],
  ])('takes %s for no key and gives no hint', (_name, sines) => {
    const heard = listen(8_000, synthesise(8_000, 1000, [{ fromMs: 100, toMs: 900, sines }]));

    expect(heard.started).toEqual([]);
    expect(heard.tones).toEqual([]);
  });

  it.each([90, 110, 130, 160, 190, 210, 233, 250, 280, 310])(
    'hears no key in a voice around %d Hz',
    (pitchHz) => {
      const heard = listen(8_000, voice(pitchHz));

      expect(heard.started).toEqual([]);
    },
  );

  it('hears no key in white noise', () => {
    const heard = listen(8_000, synthesise(8_000, 10_000, [], -10));

    expect(heard.started).toEqual([]);
    expect(heard.tones).toEqual([]);
  });

  it('says the same however the audio was cut', () => {
    const script = fc.array(
      fc.record({ event: fc.nat(15), pauseMs: fc.integer({ min: 0, max: 90 }), ms: fc.integer({ min: 8, max: 90 }) }),
      { minLength: 1, maxLength: 6 },
    ); // prettier-ignore
    const cuts = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...SAMPLE_RATES), script, cuts, (rateHz, keys, lengths) => {
        let endMs = 0;
        const tones = keys.map(({ event, pauseMs, ms }) => key(event, (endMs += pauseMs + ms) - ms, ms));
        const pcm = synthesise(rateHz, endMs + 60, tones, -35);
        const whole = listen(rateHz, pcm, endMs + 60);

        const { detector, heard, push } = listener(rateHz);
        for (let at = 0, n = 0; at < pcm.length; n++) {
          const length = lengths[n % lengths.length] as number;
          push(pcm.subarray(at, at + length));
          at += length;
        }
        detector.flush();

        expect(heard.keys).toEqual(whole.keys);
        expect(heard.tones.map((t) => [t.fromMs, t.toMs])).toEqual(
          whole.tones.map((t) => [t.fromMs, t.toMs]),
        );
        expect(heard.broken).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('ends its key and its hint at a flush, and begins anew after it', () => {
    const pcm = synthesise(8_000, 300, [key(7, 40, 400)]);
    const { detector, heard, push } = listener(8_000);

    push(pcm.subarray(0, 1200));
    detector.flush();

    expect(heard.keys).toEqual([{ event: 7, span: { from: expect.any(Number), to: expect.any(Number) } }]);
    expect(heard.tones[0]?.toMs).toBeGreaterThan(140);
    expect(detector.heardTo).toBe(150 * 48);
    push(pcm.subarray(1200));
    detector.flush();
    expect(eventsOf(heard)).toEqual([7, 7]);
    expect(heard.broken).toBe(0);
  });

  it('follows a timeline that jumps', () => {
    const pcm = synthesise(8_000, 200, [key(3, 40, 80)]);
    const { detector, heard, push, jumpTo } = listener(8_000);

    push(pcm);
    jumpTo(5000);
    push(pcm);
    detector.flush();

    expect(eventsOf(heard)).toEqual([3, 3]);
    expect(Math.abs((heard.keys[1]?.span.from ?? NaN) / 48 - 5040)).toBeLessThan(4);
  });

  it('holds a key over frames that are missing from the timeline', () => {
    const pcm = synthesise(8_000, 300, [key(3, 40, 200)]);
    const { detector, heard, push, jumpTo } = listener(8_000);

    push(pcm.subarray(0, 960));
    jumpTo(140);
    push(pcm.subarray(1120));
    detector.flush();

    expect(eventsOf(heard)).toEqual([3]);
    expect(Math.abs((heard.keys[0]?.span.to ?? NaN) / 48 - 240)).toBeLessThan(4);
  });

  it('says nothing more once closed, and closes twice', () => {
    const pcm = synthesise(8_000, 300, [key(0, 40, 200)]);
    const { detector, heard, push } = listener(8_000);
    push(pcm.subarray(0, 1200));
    expect(heard.started).toHaveLength(1);

    detector.close();
    detector.close();
    push(pcm.subarray(1200));
    detector.flush();

    expect(heard.keys).toEqual([]);
    expect(heard.started).toHaveLength(1);
  });

  it('takes an empty frame for nothing', () => {
    const { detector, heard, push } = listener(8_000);

    push(new Int16Array(0));
    detector.flush();

    expect(heard).toEqual({ keys: [], started: [], tones: [], broken: 0 });
  });
});

/** Ten seconds of a source-filter voice: gliding pitch, two formants that move, syllables of 100 to 300 ms. */
const voice = (pitchHz: number): Int16Array => {
  const next = random(pitchHz);
  const pcm = new Int16Array(80_000);
  let phase = 0;
  let at = 0;
  while (at < pcm.length) {
    const length = Math.min(pcm.length - at, Math.round(8 * (200 + 100 * next())));
    const f1 = 550 + 350 * next();
    const f2 = 1500 + 700 * next();
    const from = pitchHz * (1 + 0.2 * next());
    const to = pitchHz * (1 + 0.2 * next());
    const level = 2500 + 1500 * next();
    const gains = Array.from({ length: Math.floor(3400 / pitchHz) }, (_, h) => {
      const hz = (h + 1) * pitchHz;
      return 1 / (1 + ((hz - f1) / 150) ** 2) + 0.5 / (1 + ((hz - f2) / 200) ** 2) + 0.05;
    });
    for (let i = 0; i < length; i++) {
      phase += (2 * Math.PI * (from + ((to - from) * i) / length)) / 8_000;
      let x = 0.1 * next();
      gains.forEach((gain, h) => (x += gain * Math.sin((h + 1) * phase)));
      pcm[at + i] = Math.max(-32_768, Math.min(32_767, level * Math.sin((Math.PI * i) / length) * x));
    }
    at += length + Math.round(8 * 60 * (1 + next()));
  }
  return pcm;
};

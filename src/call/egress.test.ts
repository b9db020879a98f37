import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { MAX_PAYLOAD_BYTES, type Codec } from '../codec/codec.js';
import { allCodecs, CODECS } from '../codec/registry.js';
import { add16, delta32 } from '../core/serial.js';
import { SAMPLE_RATES, samplesToTicks, TICKS_PER_SECOND, ticks, type SampleRate } from '../core/units.js';
import { openEgress, PTIME_MS, type LegFormat } from '../test/one-way.js';

const FORMATS: readonly LegFormat[] = allCodecs.flatMap((codec) =>
  codec.rates.map((rateHz) => ({ codec, rateHz })),
);
const PCMU_LEG: LegFormat = { codec: CODECS.PCMU, rateHz: 8_000 };

const loud = (count: number): Int16Array =>
  Int16Array.from({ length: count }, (_, i) => Math.round(9_000 * Math.sin(i / 5)));

const payloadOf = (codec: Codec, rateHz: SampleRate, seed: number): Uint8Array => {
  const pcm = loud((rateHz * PTIME_MS) / 1_000).map((sample, i) => sample + ((seed * (i + 1)) % 500));
  const out = new Uint8Array(MAX_PAYLOAD_BYTES);
  const session = codec.open(rateHz);
  const payload = out.slice(0, session.encode(pcm, out));
  session.close();
  return payload;
};

describe('an egress', () => {
  it('forwards the bytes it was given', () => {
    const { egress, sent } = openEgress(PCMU_LEG);
    const payload = Uint8Array.from({ length: 160 }, (_, i) => i);

    egress.forward(payload, 160, true);

    expect(sent[0]?.payload).toEqual(payload);
    expect(sent[0]?.marker).toBe(true);
    expect(egress.counters).toEqual({ forwarded: 1, encoded: 0, dropped: 0 });
  });

  it('takes bytes of its own codec and rate only', () => {
    const { egress } = openEgress({ codec: CODECS.L16, rateHz: 16_000 });

    expect(egress.takes('L16', 16_000, 320)).toBe(true);
    expect(egress.takes('L16', 8_000, 160)).toBe(false);
    expect(egress.takes('PCMU', 16_000, 320)).toBe(false);
  });

  it('gathers what does not fill a frame', () => {
    const { egress, sent } = openEgress(PCMU_LEG);

    egress.play(loud(100), 8_000, false);
    expect(sent).toHaveLength(0);
    egress.play(loud(100), 8_000, false);

    expect(sent.map(({ payload }) => payload.length)).toEqual([160]);
  });

  it('sends what it gathered before it forwards, and before a pause', () => {
    const { egress, sent } = openEgress(PCMU_LEG);

    egress.play(loud(100), 8_000, false);
    egress.forward(new Uint8Array(160), 160, false);
    egress.play(loud(100), 8_000, false);
    egress.skip(960);

    expect(sent.map(({ payload }) => payload.length)).toEqual([160, 160, 160]);
  });

  it('starts a talk-spurt after a pause', () => {
    const { egress, sent } = openEgress(PCMU_LEG);
    egress.forward(new Uint8Array(160), 160, false);

    egress.skip(9_600);
    egress.forward(new Uint8Array(160), 160, false);
    egress.forward(new Uint8Array(160), 160, false);

    expect(sent.map(({ marker }) => marker)).toEqual([false, true, false]);
    expect(delta32(sent[1]?.timestamp ?? 0, sent[0]?.timestamp ?? 0)).toBe(160 + 1_600);
  });

  it('counts what a slow reader does not get, and keeps its marker for the next packet', () => {
    let isOpen = false;
    const { egress, sent } = openEgress(
      PCMU_LEG,
      () => ticks(0),
      () => isOpen,
    );
    egress.play(loud(160), 8_000, true);
    egress.forward(new Uint8Array(160), 160, false);

    isOpen = true;
    for (let n = 0; n < 2; n++) egress.forward(new Uint8Array(160), 160, false);

    expect(egress.counters.dropped).toBe(2);
    expect(sent.map(({ marker }) => marker)).toEqual([true, false]);
    // The timestamp moved on, so that the peer sees what it missed.
    expect(delta32(sent[0]?.timestamp ?? 0, 0xffff_fc00)).toBe(320);
  });

  it('codes three Opus packets anew after a mask, and then forwards again', () => {
    const format: LegFormat = { codec: CODECS.OPUS, rateHz: 48_000 };
    const { egress } = openEgress(format);
    egress.play(new Int16Array(960), 48_000, false);

    egress.forget();
    const takes = Array.from({ length: 5 }, () => {
      const can = egress.takes('OPUS', 48_000, 960);
      egress.play(loud(960), 48_000, false);
      return can;
    });

    expect(takes).toEqual([false, false, false, true, true]);
  });

  it('sends nothing for no audio', () => {
    const { egress, sent } = openEgress(PCMU_LEG);

    egress.play(new Int16Array(0), 8_000, false);
    egress.play(new Int16Array(0), 48_000, false);

    expect(sent).toEqual([]);
  });
});

type Step =
  | { readonly kind: 'forward' }
  | { readonly kind: 'play'; readonly samples: number; readonly marker: boolean }
  | { readonly kind: 'skip'; readonly samples: number }
  | { readonly kind: 'forget' };

/** Samples at the rate of the leg that the audio comes from: whole frames mostly, and any length. */
const stepFrom = (rateHz: SampleRate): fc.Arbitrary<Step> => {
  const frame = (rateHz * PTIME_MS) / 1_000;
  const length = fc.oneof(
    { weight: 4, arbitrary: fc.constant(frame) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: (rateHz * 200) / 1_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 5 }) },
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant({ kind: 'forward' as const }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('play' as const), samples: length, marker: fc.boolean() }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('skip' as const), samples: length }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'forget' as const }) },
  );
};

const scenario = fc
  .tuple(fc.constantFrom(...FORMATS), fc.constantFrom(...SAMPLE_RATES), fc.boolean())
  .chain(([to, other, isSame]) => {
    const fromHz = isSame ? to.rateHz : other;
    return fc.record({
      to: fc.constant(to),
      fromHz: fc.constant(fromHz),
      steps: fc.array(stepFrom(fromHz), { maxLength: 30 }),
    });
  });

describe('what an egress sends, to every codec and from every rate', () => {
  it('is whole packets whose sequence numbers and timestamps follow each other', () => {
    fc.assert(
      fc.property(scenario, ({ to, fromHz, steps }) => {
        const { egress, sent } = openEgress(to);
        const clockHz = to.codec.clockRateHz(to.rateHz);
        const decoder = to.codec.open(to.rateHz);
        const clockOf = (payload: Uint8Array): number =>
          ((decoder.samplesIn(payload) ?? NaN) * clockHz) / to.rateHz;
        const forwarded: Uint8Array[] = [];
        /** Sent since the last pause began. */
        let spurt: number | undefined;
        let isPaused = false;

        const check = (from: number): void => {
          for (let i = from; i < sent.length; i++) {
            const packet = sent[i];
            const last = sent[i - 1];
            if (packet === undefined) continue;
            expect(clockOf(packet.payload)).toBeGreaterThan(0);
            if (last === undefined) continue;
            expect(packet.sequenceNumber).toBe(add16(last.sequenceNumber, 1));
            const step = delta32(packet.timestamp, last.timestamp);
            if (spurt === i) expect(step).toBeGreaterThanOrEqual(clockOf(last.payload));
            else expect(step).toBe(clockOf(last.payload));
          }
        };
        steps.forEach((step, n) => {
          const before = sent.length;
          switch (step.kind) {
            case 'forward':
              if (fromHz === to.rateHz && egress.takes(to.codec.name, fromHz, 0)) {
                const payload = payloadOf(to.codec, to.rateHz, n);
                egress.forward(payload, decoder.samplesIn(payload) ?? 0, false);
                forwarded.push(payload);
                expect(sent.at(-1)?.payload).toEqual(payload);
              }
              break;
            case 'play':
              egress.play(loud(step.samples), fromHz, step.marker);
              break;
            case 'skip':
              egress.skip(samplesToTicks(step.samples, fromHz));
              break;
            case 'forget':
              egress.forget();
          }
          if (isPaused && sent.length > before) {
            spurt = before;
            isPaused = false;
          }
          check(before);
          if (step.kind === 'skip') isPaused = true;
        });
        expect(egress.counters.forwarded).toBe(forwarded.length);
        expect(egress.counters.forwarded + egress.counters.encoded).toBe(sent.length);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the time of what went in: pauses make good what filled up unfinished frames', () => {
    fc.assert(
      fc.property(scenario, ({ to, fromHz, steps }) => {
        const { egress, sent } = openEgress(to);
        const clockHz = to.codec.clockRateHz(to.rateHz);
        let inTicks = 0;

        for (const step of steps) {
          if (step.kind === 'play') egress.play(loud(step.samples), fromHz, false);
          if (step.kind === 'skip') egress.skip(samplesToTicks(step.samples, fromHz));
          if (step.kind === 'play' || step.kind === 'skip') inTicks += samplesToTicks(step.samples, fromHz);
        }
        // A pause longer than a frame, and something after it that shows the time.
        egress.skip(TICKS_PER_SECOND);
        inTicks += TICKS_PER_SECOND;
        const first = sent[0]?.timestamp ?? 0;
        egress.play(loud(to.rateHz / 10), to.rateHz, false);

        const start = steps.findIndex((step) => step.kind === 'play');
        if (start < 0) return;
        // The first packet's timestamp is where the first audio lay.
        const lead = steps
          .slice(0, start)
          .reduce((sum, s) => (s.kind === 'skip' ? sum + samplesToTicks(s.samples, fromHz) : sum), 0);
        const lastSpurt = sent.findLast((packet) => packet.marker);
        const outTicks = (delta32(lastSpurt?.timestamp ?? NaN, first) * TICKS_PER_SECOND) / clockHz;
        expect(Math.abs(inTicks - lead - outTicks)).toBeLessThanOrEqual(
          2 * (TICKS_PER_SECOND / Math.min(to.rateHz, fromHz)),
        );
      }),
      { numRuns: 200 },
    );
  });
});

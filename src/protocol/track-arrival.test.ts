/** The clock of a sender that has none: its own, by arrival. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { ignoringSink } from './ignoring-sink.js';
import { sourceFormat } from './json-dialect.js';
import { TrackSource } from './track-source.js';
import { millis } from '../core/units.js';

/** Bytes of 16-bit samples at 8 kHz in a millisecond. */
const BYTES_PER_MS = 16;

const arrange = () => {
  const places: { fromMs: number; toMs: number; marker: boolean }[] = [];
  const source = new TrackSource(
    ignoringSink({
      audio: (_track, { timestamp, payload, marker }) => {
        const fromMs = timestamp / 8;
        places.push({ fromMs, toMs: fromMs + payload.length / BYTES_PER_MS, marker });
      },
    }),
    0,
    sourceFormat({ encoding: 'L16LE', rateHz: 8_000 }),
  );
  const say = (ms: number, arrivalMs: number): void =>
    source.next(new Uint8Array(ms * BYTES_PER_MS), millis(arrivalMs));
  return { places, say };
};

describe('audio without timestamps', () => {
  it('goes on where it ended, whatever the jitter', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 190 }), { minLength: 1, maxLength: 50 }), (delays) => {
        const { places, say } = arrange();
        let nowMs = 1_000;
        delays.forEach((delay, i) => {
          nowMs = Math.max(nowMs, 1_000 + i * 20 + delay);
          say(20, nowMs);
        });
        expect(places.map(({ fromMs }) => fromMs)).toEqual(delays.map((_, i) => i * 20));
      }),
    );
  });

  it('has no pause before what had gathered while its socket was stuck', () => {
    const { places, say } = arrange();
    say(20, 1_000);
    say(20, 1_020);

    say(2_000, 3_020);
    say(20, 3_040);

    expect(places.filter(({ marker }) => marker)).toHaveLength(1);
    expect(places.at(-1)).toMatchObject({ fromMs: 2_040, toMs: 2_060 });
  });

  it('lies as late as it came after a pause, and begins anew', () => {
    const { places, say } = arrange();
    say(20, 1_000);
    say(20, 1_020);

    say(20, 4_020);

    expect(places.at(-1)).toEqual({ fromMs: 3_020, toMs: 3_040, marker: true });
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { SAMPLE_RATES } from '../core/units.js';
import { l16 } from './l16.js';

describe('L16', () => {
  it('puts the most significant byte first', () => {
    const bytes = new Uint8Array(10);

    const count = l16.open(16_000).encode(Int16Array.of(0, 1, -1, 32_767, -32_768), bytes);

    expect(count).toBe(10);
    expect([...bytes]).toEqual([0x00, 0x00, 0x00, 0x01, 0xff, 0xff, 0x7f, 0xff, 0x80, 0x00]);
  });

  it('reads the most significant byte first', () => {
    const out = new Int16Array(4);

    const count = l16.open(16_000).decode(Uint8Array.of(0x01, 0x02, 0xfe, 0xff, 0x7f, 0xff, 0x80, 0x00), out);

    expect(count).toBe(4);
    expect([...out]).toEqual([258, -257, 32_767, -32_768]);
  });

  it('loses nothing in a round trip', () => {
    const session = l16.open(48_000);

    fc.assert(
      fc.property(fc.int16Array({ minLength: 1, maxLength: 960 }), (pcm) => {
        const bytes = new Uint8Array(1_920);
        const out = new Int16Array(960);

        const byteCount = session.encode(pcm, bytes);
        const count = session.decode(bytes.subarray(0, byteCount), out);

        expect(out.subarray(0, count)).toEqual(pcm);
      }),
    );
  });

  it('calls half a sample illegal', () => {
    const session = l16.open(8_000);

    expect(session.samplesIn(new Uint8Array(1))).toBeUndefined();
    expect(session.samplesIn(new Uint8Array(319))).toBeUndefined();
    expect(session.decode(new Uint8Array(319), new Int16Array(1_600))).toBeUndefined();
    expect(session.samplesIn(new Uint8Array(320))).toBe(160);
  });

  it.each(SAMPLE_RATES)('takes up to 200 ms at %i Hz, and counts RTP time in samples', (rateHz) => {
    const session = l16.open(rateHz);

    expect(session.samplesIn(new Uint8Array((rateHz / 5) * 2))).toBe(rateHz / 5);
    expect(session.samplesIn(new Uint8Array((rateHz / 5) * 2 + 2))).toBeUndefined();
    expect(l16.clockRateHz(rateHz)).toBe(rateHz);
  });
});

import { describe, expect, it } from '@jest/globals';

import { l16le } from './l16le.js';

describe('L16LE', () => {
  it('puts the least significant byte first', () => {
    const bytes = new Uint8Array(10);

    const count = l16le.open(16_000).encode(Int16Array.of(0, 1, -1, 32_767, -32_768), bytes);

    expect(count).toBe(10);
    expect([...bytes]).toEqual([0x00, 0x00, 0x01, 0x00, 0xff, 0xff, 0xff, 0x7f, 0x00, 0x80]);
  });

  it('reads the least significant byte first', () => {
    const out = new Int16Array(4);

    const count = l16le
      .open(8_000)
      .decode(Uint8Array.of(0x02, 0x01, 0xff, 0xfe, 0xff, 0x7f, 0x00, 0x80), out);

    expect(count).toBe(4);
    expect([...out]).toEqual([258, -257, 32_767, -32_768]);
  });

  it('calls half a sample illegal', () => {
    const session = l16le.open(8_000);

    expect(session.samplesIn(new Uint8Array(319))).toBeUndefined();
    expect(session.samplesIn(new Uint8Array(320))).toBe(160);
  });
});

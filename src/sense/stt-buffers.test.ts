import { describe, expect, it } from '@jest/globals';
import { AudioBuffers } from './stt-buffers.js';

describe('audio buffers', () => {
  it('are used again, by size, and hold zeros', () => {
    const buffers = new AudioBuffers();
    const first = buffers.take(960);
    new Uint8Array(first).fill(7);

    buffers.giveBack(first);

    expect(buffers.take(1_920)).not.toBe(first);
    expect(buffers.take(960)).toBe(first);
    expect(new Uint8Array(first).every((byte) => byte === 0)).toBe(true);
    expect(buffers.created).toBe(2);
  });

  it('are forgotten when the pool closes', () => {
    const buffers = new AudioBuffers();
    buffers.giveBack(buffers.take(960));

    buffers.clear();
    buffers.take(960);

    expect(buffers.created).toBe(2);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DelayLine } from './delay-line.js';

/** Never 0, and another at every place: what is read tells where it came from. */
const sampleAt = (at: number): number => ((at * 7_919) % 32_767) + 1;
const pcmFrom = (from: number, count: number): Int16Array =>
  Int16Array.from({ length: count }, (_, i) => sampleAt(from + i));

const read = (line: DelayLine, from: number, count: number): Int16Array => {
  const out = new Int16Array(count);
  line.read(from, out);
  return out;
};

const capacity = fc.integer({ min: 1, max: 70 });
/** How much is written and how much of what is kept is released, in turns. */
const turns = fc.array(
  fc.record({
    write: fc.integer({ min: 0, max: 40 }),
    releaseShare: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 40 },
);

describe('a delay line', () => {
  it('gives back what was written, wherever it wraps and whatever was released', () => {
    fc.assert(
      fc.property(capacity, turns, (size, list) => {
        const line = new DelayLine(size);

        for (const { write, releaseShare } of list) {
          const from = line.head;
          line.write(pcmFrom(from, Math.min(write, line.free)));

          expect(read(line, line.tail, line.head - line.tail)).toEqual(
            pcmFrom(line.tail, line.head - line.tail),
          );
          line.release(line.tail + Math.floor((line.head - line.tail) * releaseShare));
          expect(line.free).toBe(size - (line.head - line.tail));
        }
      }),
    );
  });

  it('holds exactly what is between tail and head, and nothing after it was closed', () => {
    fc.assert(
      fc.property(capacity, turns, (size, list) => {
        const line = new DelayLine(size);

        for (const { write, releaseShare } of list) {
          line.write(pcmFrom(line.head, Math.min(write, line.free)));
          line.release(line.tail + Math.floor((line.head - line.tail) * releaseShare));
          expect(line.residue()).toBe(line.head - line.tail);
        }
        line.close();

        expect(line.residue()).toBe(0);
        expect(line.free).toBe(size);
      }),
    );
  });

  it('refuses what it has no room for, and keeps what it had', () => {
    const line = new DelayLine(4);
    line.write(pcmFrom(0, 3));

    expect(() => line.write(pcmFrom(3, 2))).toThrow(RangeError);

    expect([line.head, line.free]).toEqual([3, 1]);
    expect(read(line, 0, 3)).toEqual(pcmFrom(0, 3));
  });

  it('refuses to read what is gone and what has not come', () => {
    const line = new DelayLine(8);
    line.write(pcmFrom(0, 6));
    line.release(2);

    expect(() => read(line, 1, 2)).toThrow(RangeError);
    expect(() => read(line, 5, 2)).toThrow(RangeError);
    expect(read(line, 2, 4)).toEqual(pcmFrom(2, 4));
  });

  it('releases no further than its head, and never backwards', () => {
    const line = new DelayLine(8);
    line.write(pcmFrom(0, 5));

    line.release(100);
    line.release(1);

    expect([line.tail, line.head]).toEqual([5, 5]);
  });

  it('hands out copies: what was read stays as it was', () => {
    const line = new DelayLine(4);
    line.write(pcmFrom(0, 4));

    const out = read(line, 0, 4);
    line.close();

    expect(out).toEqual(pcmFrom(0, 4));
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { FrameQueue } from './frame-queue.js';

const SHORTEST = 5;

const bytesOf = (n: number): Uint8Array => Uint8Array.of(n & 0xff, (n >> 8) & 0xff, 0xaa);

const lookAhead = fc.integer({ min: 0, max: 100 });
const lengths = fc.array(fc.integer({ min: SHORTEST, max: 40 }), { maxLength: 60 });

describe('a frame queue', () => {
  it('gives each frame once, in order, as soon as the head is a look-ahead past its end and not before', () => {
    fc.assert(
      fc.property(lookAhead, lengths, (ahead, list) => {
        const queue = new FrameQueue(ahead, SHORTEST, 3);
        const given: number[] = [];
        let head = 0;

        list.forEach((samples, n) => {
          expect(queue.push(head, samples, 'received', n % 3 === 0, bytesOf(n))).toBe(true);
          head += samples;
          for (let frame = queue.due(head); frame !== undefined; frame = queue.due(head)) {
            expect(frame.from + frame.samples + ahead).toBeLessThanOrEqual(head);
            expect(frame.payload.subarray(0, frame.payloadBytes)).toEqual(bytesOf(given.length));
            expect(frame.marker).toBe(given.length % 3 === 0);
            given.push(frame.from);
            queue.free();
          }
        });

        const starts = list.map((_, i) => list.slice(0, i).reduce((sum, l) => sum + l, 0));
        expect(given).toEqual(starts.filter((from, i) => from + (list[i] ?? 0) + ahead <= head));
      }),
    );
  });

  it('has room for a whole look-ahead of the shortest frames', () => {
    fc.assert(
      fc.property(lookAhead, (ahead) => {
        const queue = new FrameQueue(ahead, SHORTEST, 0);
        let head = 0;

        for (let n = 0; n < 100; n++) {
          expect(queue.push(head, SHORTEST, 'received', false, undefined)).toBe(true);
          head += SHORTEST;
          while (queue.due(head) !== undefined) queue.free();
        }
      }),
    );
  });

  it('refuses a frame it has no room for, and keeps those it has', () => {
    const queue = new FrameQueue(0, SHORTEST, 3);
    queue.push(0, 5, 'received', false, bytesOf(1));
    queue.push(5, 5, 'received', false, bytesOf(2));

    expect(queue.push(10, 5, 'received', false, bytesOf(3))).toBe(false);

    expect(queue.count).toBe(2);
    expect(queue.due(10)?.payload).toEqual(bytesOf(1));
  });

  it('shows a frame again until it is freed', () => {
    const queue = new FrameQueue(0, SHORTEST, 3);
    queue.push(0, 5, 'concealed', true, undefined);

    expect(queue.due(4)).toBeUndefined();
    expect(queue.due(5)).toMatchObject({ from: 0, samples: 5, origin: 'concealed', marker: true });
    expect(queue.due(5)).toMatchObject({ from: 0, payloadBytes: 0 });
  });

  it('keeps no payload that is larger than a slot', () => {
    const queue = new FrameQueue(0, SHORTEST, 3);

    queue.push(0, 5, 'received', false, Uint8Array.of(1, 2, 3, 4));

    expect(queue.due(5)?.payloadBytes).toBe(0);
    expect(queue.residue()).toBe(0);
  });

  it('zeroes a payload with its slot, and all of them when it is closed', () => {
    fc.assert(
      fc.property(lookAhead, lengths, (ahead, list) => {
        const queue = new FrameQueue(ahead, SHORTEST, 3);
        let head = 0;
        for (const samples of list) {
          queue.push(head, samples, 'received', false, Uint8Array.of(1, 2, 3));
          head += samples;
          while (queue.due(head) !== undefined) queue.free();
          expect(queue.residue()).toBe(3 * queue.count);
        }

        queue.close();

        expect(queue.residue()).toBe(0);
        expect(queue.count).toBe(0);
      }),
    );
  });
});

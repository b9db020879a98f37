import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { ticks } from '../core/units.js';
import { PassingMessages } from './passing-messages.js';

const open = (): { passing: PassingMessages; passed: string[] } => {
  const passed: string[] = [];
  const passing = new PassingMessages((message, isBinary) =>
    passed.push(`${Buffer.from(message).toString()}${isBinary ? '!' : ''}`),
  );
  return { passing, passed };
};

describe('messages that pass', () => {
  it('leave in order, each as soon as the audio before it has left and not before', () => {
    const step = fc.record({ isMessage: fc.boolean(), by: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { passing, passed } = open();
        let head = 0;
        let left = 0;
        const at: number[] = [];
        for (const { isMessage, by } of steps) {
          if (isMessage) {
            head += by;
            passing.push(ticks(head), Buffer.from(String(at.length)), false);
            at.push(head);
          } else {
            left = Math.min(head, left + by);
            passing.left(ticks(left));
            expect(passed).toEqual(at.filter((each) => each <= left).map((_, i) => String(i)));
          }
        }
      }),
    );
  });

  it('are copies, and stay text or binary', () => {
    const { passing, passed } = open();
    const message = Buffer.from('mark');
    passing.push(ticks(0), message, true);
    message.fill(0x78);
    passing.left(ticks(0));
    expect(passed).toEqual(['mark!']);
  });

  it('are lost where there are too many', () => {
    const { passing, passed } = open();
    for (let i = 0; i < 1_500; i++) passing.push(ticks(i), Buffer.from('m'), false);
    passing.left(ticks(10_000));
    expect(passed).toHaveLength(1_000);
    for (let i = 0; i < 10; i++) passing.push(ticks(1), Buffer.alloc(1_000_000), false);
    passing.left(ticks(10_000));
    expect(passed).toHaveLength(1_004);
    passing.push(ticks(1), Buffer.from('n'), false);
    passing.left(ticks(10_000));
    expect(passed.at(-1)).toBe('n');
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { AtATime } from './at-a-time.js';

describe('work at a time', () => {
  it('is all done, in the order in which it came, and never more of it at once than is allowed', async () => {
    const pieces = fc.array(fc.record({ turns: fc.nat(5), fails: fc.boolean() }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), pieces, async (most, all) => {
        const limit = new AtATime(most);
        const begun: number[] = [];
        let running = 0;
        const done = await Promise.allSettled(
          all.map(({ turns, fails }, n) =>
            limit.run(async () => {
              begun.push(n);
              expect(++running).toBeLessThanOrEqual(most);
              for (let turn = 0; turn < turns; turn++) await Promise.resolve();
              running--;
              if (fails) throw new Error('failed');
              return n;
            }),
          ),
        );

        expect(begun).toEqual(all.map((_, n) => n));
        expect(done.map(({ status }) => status)).toEqual(
          all.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')),
        );
      }),
    );
  });
});

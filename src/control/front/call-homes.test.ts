import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CallHomes } from './call-homes.js';
import type { CallId } from '../../core/ids.js';

const call = (n: number): CallId => `c-${String(n)}` as CallId;

describe('homes of calls', () => {
  it('send every leg of a call to the process of the first one', () => {
    const homes = new CallHomes();

    expect(homes.claim(call(1), 0, undefined)).toBe(0);
    expect(homes.claim(call(1), 1, undefined)).toBe(0);
    homes.began(call(1), 0);
    homes.settled(call(1), 0);
    homes.settled(call(1), 0);

    expect(homes.processOf(call(1))).toBe(0);
    homes.ended(call(1), 0);
    expect(homes.processOf(call(1))).toBeUndefined();
  });

  it('forget a call that was refused, and not one that has a leg on its way when it ends', () => {
    const homes = new CallHomes();
    homes.claim(call(1), 0, undefined);
    homes.settled(call(1), 0);
    expect(homes.size).toBe(0);

    homes.claim(call(2), 1, undefined);
    homes.began(call(2), 1);
    homes.settled(call(2), 1);
    homes.claim(call(2), 0, undefined);
    homes.ended(call(2), 1);
    expect(homes.processOf(call(2))).toBe(1);
    homes.settled(call(2), 1);
    expect(homes.size).toBe(0);
  });

  it('tell which calls go with a process, and believe nothing that it said too late', () => {
    const homes = new CallHomes();
    homes.claim(call(1), 0, 'a');
    homes.began(call(1), 0);
    homes.claim(call(2), 0, 'a');
    homes.claim(call(3), 1, 'a');

    expect(homes.gone(0)).toEqual([{ call: call(1), tenant: 'a' }]);
    expect([homes.count(0), homes.ofTenant('a'), homes.size]).toEqual([0, 1, 1]);
    homes.claim(call(1), 1, 'b');
    homes.ended(call(1), 0);
    homes.settled(call(1), 0);
    expect(homes.processOf(call(1))).toBe(1);
  });

  it('count by process and tenant what there is, whatever happens in which order', () => {
    const step = fc.record({
      what: fc.constantFrom('claim', 'settled', 'began', 'ended', 'gone'),
      id: fc.nat(5),
      process: fc.nat(2),
      tenant: fc.constantFrom(undefined, 'a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const homes = new CallHomes();
        const tenants = new Map<CallId, string | undefined>();
        for (const { what, id, process, tenant } of steps) {
          if (what === 'gone') homes.gone(process);
          else if (what === 'claim') {
            if (homes.processOf(call(id)) === undefined) tenants.set(call(id), tenant);
            homes.claim(call(id), process, tenant);
          } else homes[what](call(id), process);

          const { calls } = homes;
          for (const one of [0, 1, 2])
            expect(homes.count(one)).toBe(calls.filter((each) => homes.processOf(each) === one).length);
          for (const one of [undefined, 'a', 'b'])
            expect(homes.ofTenant(one)).toBe(calls.filter((each) => tenants.get(each) === one).length);
          expect(homes.size).toBe(calls.length);
        }
      }),
    );
  });
});

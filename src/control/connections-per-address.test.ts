import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { ConnectionsPerAddress } from './connections-per-address.js';

const PROXY = '10.0.0.1';
/** The first two are one, and so are the next two, of one network; and one that is trusted. */
const ADDRESSES = [
  '192.0.2.1',
  '::ffff:192.0.2.1',
  '2001:db8::1',
  '2001:db8:0:0:5::2',
  '2001:db8:1::1',
  PROXY,
];
const OWNER = ['a', 'a', 'b', 'b', 'c', undefined];

const limited = (most: number): ConnectionsPerAddress =>
  new ConnectionsPerAddress({ most, isTrusted: (address) => address === PROXY, onDropped: () => undefined });

const event = fc.record({
  address: fc.nat(ADDRESSES.length - 1),
  port: fc.nat(20),
  what: fc.constantFrom('opens', 'opens', 'is closed or becomes a leg'),
});

describe('connections by address', () => {
  it('are never more than may be, whoever comes and goes, and nobody is turned away who has room', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(event, { maxLength: 150 }), (most, events) => {
        const connections = limited(most);
        const open = new Map<string, string | undefined>();
        const openOf = (owner: string | undefined): number =>
          [...open.values()].filter((other) => other === owner).length;
        for (const { address, port, what } of events) {
          const peer = { remoteAddress: ADDRESSES[address] ?? '', remotePort: port };
          const name = `${peer.remoteAddress} ${String(port)}`;
          if (what !== 'opens') {
            connections.released(peer);
            open.delete(name);
          } else if (!open.has(name)) {
            const owner = OWNER[address];
            const isFree = owner === undefined || openOf(owner) < most;
            expect(connections.opened(peer)).toBe(isFree);
            if (isFree) open.set(name, owner);
          }
          expect(connections.size).toBe(open.size - openOf(undefined));
        }
      }),
    );
  });

  it('are not counted twice where one is released twice, or was never opened', () => {
    const connections = limited(2);
    const peer = (remotePort: number) => ({ remoteAddress: '192.0.2.1', remotePort });
    connections.opened(peer(1));
    connections.opened(peer(2));
    connections.released(peer(1));
    connections.released(peer(1));
    connections.released(peer(3));

    expect([connections.opened(peer(3)), connections.opened(peer(4))]).toEqual([true, false]);
  });

  it('that are gone as they come are let go', () => {
    const connections = limited(1);

    expect(connections.opened({ remoteAddress: undefined, remotePort: undefined })).toBe(true);
    expect(connections.size).toBe(0);
  });
});

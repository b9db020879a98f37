import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { parseConfig } from './config.js';
import { filesWanted, mostConnections, mostConnectionsPerAddress } from './connection-limit.js';
import { openFilesLimit } from './open-files.js';

const limitsWith = (limits: object) => parseConfig({ limits }).limits;

describe('the most connections', () => {
  it('are what the configuration says', () => {
    expect(mostConnections(limitsWith({ connections: 50 }), 10)).toBe(50);
  });

  it('leave room for two legs of each call, and for those who ask', () => {
    expect(mostConnections(limitsWith({ calls: 300 }), Infinity)).toBe(1_600);
  });

  it('leave files for recordings where the process may open few', () => {
    expect(mostConnections(limitsWith({ calls: 300 }), 1_024)).toBe(409);
  });

  it('of one address leave room for others', () => {
    expect(mostConnectionsPerAddress(limitsWith({ connections: 50 }))).toBe(25);
    expect(mostConnectionsPerAddress(limitsWith({ connectionsPerAddress: 3 }))).toBe(3);
    expect(mostConnectionsPerAddress(limitsWith({ calls: 300 }), Infinity)).toBe(800);
  });

  it('are a whole number that lets somebody in, whatever the limits and however few files', () => {
    const limits = fc.record(
      {
        calls: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        connections: fc.integer({ min: 10, max: Number.MAX_SAFE_INTEGER }),
        connectionsPerAddress: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      },
      { requiredKeys: [] },
    );
    const files = fc.oneof(fc.nat(), fc.nat(30), fc.constant(Infinity));
    fc.assert(
      fc.property(limits, files, (input, openFiles) => {
        const most = mostConnections(limitsWith(input), openFiles);
        const ofOne = mostConnectionsPerAddress(limitsWith(input), openFiles);

        expect(Number.isInteger(most) && most >= 10).toBe(true);
        expect(Number.isInteger(ofOne) && ofOne >= 1).toBe(true);
        if (input.connectionsPerAddress === undefined) expect(ofOne).toBeLessThan(most);
      }),
    );
  });

  it.each([
    ['connections', 10],
    ['connectionsPerAddress', 1],
  ] as const)('are refused by name where limits.%s is no whole number from %s on', (name, least) => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.double(), fc.integer({ max: 20 })), (value) => {
        fc.pre(value !== undefined);
        const isFit = Number.isSafeInteger(value) && (value as number) >= least;
        const read = (): unknown => limitsWith({ [name]: value })[name];
        if (isFit) expect(read()).toBe(value);
        else expect(read).toThrow(`limits.${name}: `);
      }),
    );
  });

  it('and the calls say how many files they want', () => {
    expect(filesWanted(limitsWith({ calls: 10 }))).toBeLessThan(1_024);
    expect(filesWanted(limitsWith({ calls: 500 }))).toBeGreaterThan(1_024);
  });

  it('are bounded on this machine, too', () => {
    expect(openFilesLimit()).toBeGreaterThan(100);
    expect(mostConnections(limitsWith({}))).toBeLessThanOrEqual(2_000);
  });
});

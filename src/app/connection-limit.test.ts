import { describe, expect, it } from '@jest/globals';

import { parseConfig } from './config.js';
import { filesWanted, mostConnections } from './connection-limit.js';
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

  it('and the calls say how many files they want', () => {
    expect(filesWanted(limitsWith({ calls: 10 }))).toBeLessThan(1_024);
    expect(filesWanted(limitsWith({ calls: 500 }))).toBeGreaterThan(1_024);
  });

  it('are bounded on this machine, too', () => {
    expect(openFilesLimit()).toBeGreaterThan(100);
    expect(mostConnections(limitsWith({}))).toBeLessThanOrEqual(2_000);
  });
});

import { describe, expect, it } from '@jest/globals';

import { networkOf, PerAddress } from './per-address.js';
import { millis } from '../../core/units.js';

describe('counts by address', () => {
  it('begin anew with each window', () => {
    const counts = new PerAddress(1_000);

    expect([0, 999, 1_000].map((at) => counts.add('10.0.0.1', millis(at)))).toEqual([1, 2, 1]);
    expect(counts.countOf('10.0.0.1', millis(1_999))).toBe(1);
    expect(counts.countOf('10.0.0.1', millis(2_000))).toBe(0);
    expect(counts.countOf('10.0.0.2', millis(1_000))).toBe(0);
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['10.0.0.1', '10.0.0.1'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('have a bound, whoever comes', () => {
    const counts = new PerAddress(1_000);
    for (let i = 0; i < 10_001; i++)
      counts.add(`10.${String(i >> 16)}.${String((i >> 8) & 255)}.${String(i & 255)}`, millis(0));

    expect(counts.countOf('10.0.0.0', millis(0))).toBe(0);
    expect(counts.countOf('10.0.0.1', millis(0))).toBe(1);
  });
});

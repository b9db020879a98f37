import { describe, expect, it } from '@jest/globals';

import { ConnectionRate } from './connection-rate.js';
import { millis } from '../core/units.js';

const takes = (rate: ConnectionRate, count: number, address: string, ms = 0): number =>
  Array.from({ length: count }, () => rate.take(address, millis(ms))).filter(Boolean).length;

describe('the rate of connections', () => {
  it('is a second of burst and then so many a second, for each address by itself', () => {
    const rate = new ConnectionRate(10);

    expect(takes(rate, 30, '192.0.2.1')).toBe(10);
    expect(takes(rate, 30, '192.0.2.2')).toBe(10);
    expect(takes(rate, 30, '192.0.2.1', 500)).toBe(5);
    expect(rate.refused).toBe(65);
  });

  it('is that of a whole network where addresses are plenty', () => {
    const rate = new ConnectionRate(10);

    expect(takes(rate, 10, '2001:db8:0:1::1')).toBe(10);
    expect(takes(rate, 10, '2001:db8::1:2:3:4:5')).toBe(0);
    expect(takes(rate, 10, '2001:db8:0:2::1')).toBe(10);
  });

  it('of IPv4 in IPv6 is that of the address', () => {
    const rate = new ConnectionRate(10);

    expect(takes(rate, 10, '::ffff:192.0.2.1')).toBe(10);
    expect(takes(rate, 10, '::ffff:192.0.2.2')).toBe(10);
  });

  it('remembers those that came last, however many come', () => {
    const rate = new ConnectionRate(10);
    takes(rate, 10, '192.0.2.1');

    for (let i = 0; i < 4_000; i++) rate.take(`10.0.${String(i >> 8)}.${String(i & 255)}`, millis(0));

    expect(takes(rate, 10, '192.0.2.1')).toBe(0);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DAYS, Hours, isWithin } from './hours.js';

const hours = (input: object): Hours => Hours.parse({ zone: 'UTC', from: '08:00', to: '18:00', ...input });
const at = (text: string): Date => new Date(text);
const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

// 2026-11-27 is a Friday.
describe('hours of the week', () => {
  it.each([
    ['the first minute', {}, '2026-11-27T08:00:00Z', true],
    ['the last minute', {}, '2026-11-27T17:59:59Z', true],
    ['the end', {}, '2026-11-27T18:00:00Z', false],
    ['a day that is none of them', {}, '2026-11-28T12:00:00Z', false],
    ['a night that began the day before', { from: '22:00', to: '06:00' }, '2026-11-28T05:59:00Z', true],
    ['the morning after', { from: '22:00', to: '06:00' }, '2026-11-28T06:00:00Z', false],
    [
      'a night before the first day',
      { from: '22:00', to: '06:00', days: ['sat'] },
      '2026-11-28T05:00:00Z',
      false,
    ],
    ['a whole day', { from: '00:00', to: '24:00', days: ['fri'] }, '2026-11-27T23:59:00Z', true],
    ['another zone', { zone: 'Europe/Berlin' }, '2026-11-27T07:30:00Z', true],
    ['summer in that zone', { zone: 'Europe/Berlin' }, '2026-07-03T06:30:00Z', true],
    ['its evening', { zone: 'Europe/Berlin' }, '2026-11-27T17:30:00Z', false],
    ['a day that has begun there', { zone: 'Pacific/Auckland', from: '00:00' }, '2026-11-29T12:00:00Z', true],
  ])('%s', (_what, input, when, expected) => {
    expect(isWithin(hours(input), at(when))).toBe(expected);
  });

  it('are, of a time and its complement, always in one', () => {
    const minute = fc.integer({ min: 0, max: 1_439 });
    fc.assert(
      fc.property(minute, minute, fc.integer({ min: 0, max: 10_079 }), (from, to, now) => {
        fc.pre(from !== to);
        const days = [...DAYS];
        const one = hours({ days, from: timeOf(from), to: timeOf(to) });
        const other = hours({ days, from: timeOf(to), to: timeOf(from) });
        const when = new Date(Date.UTC(2026, 10, 23) + now * 60_000);

        expect(isWithin(one, when)).toBe(!isWithin(other, when));
      }),
    );
  });

  it.each([{ zone: 'Mars/Olympus' }, { from: '8:00' }, { to: '24:01' }, { days: [] }, { days: ['friday'] }])(
    'are not %j',
    (input) => {
      expect(Hours.safeParse({ zone: 'UTC', from: '08:00', to: '18:00', ...input }).success).toBe(false);
    },
  );
});

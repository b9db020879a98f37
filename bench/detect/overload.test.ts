import { describe, expect, it } from '@jest/globals';

import { clipFor, runFor } from './clip-for-tests.js';
import { expectedMs, overload } from './overload.js';

const inTime = { branch: 'agent-heard', wallMs: 1_000, expectedMs: 1_000 } as const;

describe('an overloaded machine', () => {
  it('is none where a replay at real-time pace kept up', () => {
    expect(overload(runFor(inTime))).toEqual([]);
  });

  it.each([
    ['calls were blind', { clips: [clipFor({ unheardMs: 20 })] }],
    ['calls took longer than they are', { wallMs: 1_200 }],
    ['timers were late', { timerLateMs: 60 }],
    ['the recogniser was far behind', { lagMs: { p50: 1, p90: 1, p99: 1_600, most: 2_000 } }],
  ])('is told where %s', (_, changes) => {
    expect(overload(runFor({ ...inTime, ...changes }))).toHaveLength(1);
  });

  it('does not matter at fast pace', () => {
    expect(overload(runFor({ timerLateMs: 500, wallMs: 9_000 }))).toEqual([]);
  });
});

describe('how long a replay takes', () => {
  it.each([
    [[10, 20, 30], 1, 63],
    [[10, 20, 30], 3, 31],
    [[10, 20, 30], 2, 42],
    [[10], 6, 11],
  ])('%j, so many at a time: %i', (durations, concurrency, expected) => {
    expect(expectedMs(durations, concurrency, 1)).toBe(expected);
  });
});

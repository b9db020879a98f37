/** The real measures of this process: what must hold on any machine. */
import { afterEach, describe, expect, it, jest } from '@jest/globals';

import type { Call } from './call.js';
import { MeasuredHeadroom, memoryLimitBytes } from './headroom.js';
import { ManualClock } from '../core/clock.js';
import { millisToTicks } from '../core/units.js';

const MB = 1_048_576;
const open: MeasuredHeadroom[] = [];
afterEach(() => open.splice(0).forEach((headroom) => headroom.close()));

/** As far as headroom looks at it. */
const callBehind = (ms: number | undefined, promisedBytes = 0): Call =>
  ({ backlog: ms === undefined ? undefined : millisToTicks(ms), promisedBytes }) as unknown as Call;

const headroomOf = (calls: readonly Call[], isReady = true, clock = new ManualClock()): MeasuredHeadroom => {
  const headroom = new MeasuredHeadroom(() => calls, { isReady }, clock);
  open.push(headroom);
  return headroom;
};

describe('headroom', () => {
  it('sees that the thread was busy, and for how long timers waited', async () => {
    const headroom = headroomOf([]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    headroom.measure();
    // The first tick after a measure is where the next one begins.
    await new Promise((resolve) => setTimeout(resolve, 30));

    const until = performance.now() + 300;
    while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { 'event loop': late, cpu } = headroom.measure();

    expect(late).toBeGreaterThan(200);
    expect(cpu).toBeGreaterThan(0.5);
  });

  it('is that of the median call where the recogniser is behind: one that is ill says nothing of the machine', () => {
    const behind = (...ms: (number | undefined)[]) =>
      Math.round(headroomOf(ms.map((each) => callBehind(each))).measure()['recogniser behind']);

    expect(behind()).toBe(0);
    expect(behind(undefined)).toBe(0);
    expect(behind(60, 60_000)).toBe(60);
    expect(behind(60, 1_500, 1_600, undefined)).toBe(1_500);
  });

  it('counts the memory that calls have been promised', () => {
    const empty = headroomOf([]).measure().memory;
    const full = headroomOf([callBehind(0, 4_000 * MB), callBehind(0, 4_000 * MB)]).measure().memory;

    expect(empty).toBeGreaterThan(10 * MB);
    expect(full - empty).toBeGreaterThan(7_000 * MB);
    expect(memoryLimitBytes()).toBeGreaterThan(100 * MB);
  });

  it('is none where memory cannot be asked for, as without a file descriptor: the process goes on', () => {
    const asked = jest.spyOn(process.memoryUsage, 'rss').mockImplementation(() => {
      throw Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
    });

    expect(headroomOf([]).measure().memory).toBe(Infinity);
    asked.mockRestore();
  });

  it('counts the time without any recogniser', () => {
    const clock = new ManualClock();
    const deaf = headroomOf([], false, clock);
    clock.advance(700);

    expect(deaf.measure()['no recogniser']).toBe(700);
    expect(headroomOf([], true, clock).measure()['no recogniser']).toBe(0);
  });
});

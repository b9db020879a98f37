import type { Fault } from '../fault.js';

const HOUR_MS = 3_600_000;

export const clockJump: Fault = {
  name: 'clock jumps',
  what: 'The wall clock is set, by up to two days, back or forth',
  strike: ({ stand, random }) => stand.clock.jump(random.between(-48, 48) * HOUR_MS),
};

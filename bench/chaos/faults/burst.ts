import type { Fault } from '../fault.js';

const FRAMES = 100;

export const burst: Fault = {
  name: 'burst',
  what: '2 s of audio come at once',
  strike: ({ voice }) => voice.burst(FRAMES),
};

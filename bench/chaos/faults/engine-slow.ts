import type { Fault } from '../fault.js';

export const engineSlow: Fault = {
  name: 'engine slow',
  what: 'The recogniser hears 0.2 times as fast as callers speak, for a while',
  trouble: 'slow',
};

import type { Fault } from '../fault.js';

export const engineMemory: Fault = {
  name: 'worker out of memory',
  what: 'The speech worker uses up its heap',
  trouble: 'out-of-memory',
};

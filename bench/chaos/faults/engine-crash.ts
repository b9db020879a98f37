import type { Fault } from '../fault.js';

export const engineCrash: Fault = {
  name: 'worker dies',
  what: 'The speech worker exits, with the recognisers of all calls',
  trouble: 'crash',
};

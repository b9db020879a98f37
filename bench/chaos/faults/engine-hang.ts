import type { Fault } from '../fault.js';

export const engineHang: Fault = {
  name: 'engine hangs',
  what: 'The recogniser does not come back from a call',
  trouble: 'hang',
};

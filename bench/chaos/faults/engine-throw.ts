import type { Fault } from '../fault.js';

export const engineThrow: Fault = {
  name: 'engine fails',
  what: 'The recogniser of one leg throws',
  trouble: 'throw',
};

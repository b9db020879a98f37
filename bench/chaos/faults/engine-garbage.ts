import type { Fault } from '../fault.js';

export const engineGarbage: Fault = {
  name: 'engine garbage',
  what: 'The recogniser says words without times',
  trouble: 'garbage',
};

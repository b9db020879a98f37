import { fallIll } from './store.js';
import type { Fault } from '../fault.js';

export const storeSlow: Fault = {
  name: 'store slow',
  what: 'The disk takes 320 ms for each write',

  strike: fallIll('slow'),
};

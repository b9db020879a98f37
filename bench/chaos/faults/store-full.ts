import { fallIll } from './store.js';
import type { Fault } from '../fault.js';

export const storeFull: Fault = {
  name: 'store full',
  what: 'The disk of the recordings takes no more parts',
  breaksRecord: true,
  strike: fallIll('full'),
};

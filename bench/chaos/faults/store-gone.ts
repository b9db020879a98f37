import { fallIll } from './store.js';
import type { Fault } from '../fault.js';

export const storeGone: Fault = {
  name: 'store gone',
  what: 'The disk is gone',
  breaksRecord: true,
  strike: fallIll('gone'),
};

import { objectsMeet } from './object-store.js';
import type { Fault } from '../fault.js';

const SHORT_MS = 20;
const LONG_MS = 200;
/** Part of the requests that get no answer, and are given up. */
const UNANSWERED = 0.2;

export const objectStoreSlow: Fault = {
  name: 'object store slow',
  what: 'The object store takes up to 1.6 s for an object, or never answers',
  store: 's3',
  strike: objectsMeet((random) => async () => {
    if (random.chance(UNANSWERED)) return false;
    await new Promise((resolve) => setTimeout(resolve, random.between(SHORT_MS, LONG_MS)));
    return true;
  }),
};

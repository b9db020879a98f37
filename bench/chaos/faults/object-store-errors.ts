import { objectsMeet } from './object-store.js';
import type { Fault } from '../fault.js';

export const objectStoreErrors: Fault = {
  name: 'object store answers errors',
  what: 'The object store answers 500, 503, 429 or 403',
  store: 's3',
  strike: objectsMeet((random) => (_request, response) => {
    response.writeHead(random.pick([500, 503, 429, 403])).end();
    return false;
  }),
};
